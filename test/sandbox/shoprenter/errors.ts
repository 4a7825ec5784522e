/** A refusal with the vendor's code and text (specs/shoprenter/error-codes.json). */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export const noData = () => new ApiError(400, '40001', 'Data parameter not found in POST/PUT!');
export const readOnly = (field: string) => new ApiError(400, '40002', `The following fields are readonly: ${field}!`);
export const required = (field: string) => new ApiError(400, '40003', `The following fields are required: ${field}!`);
export const wrongData = (parameter: string, why: string) => new ApiError(400, '40005', `The ${parameter} parameter has wrong data. ${why}`);
export const wrongIdentity = () => new ApiError(400, '40006', 'Some resource identity in the given data is wrong!');
export const noPage = (last: number) => new ApiError(400, '40008', `Page not found! This Resource minimum page is 0 and maximum page is ${last}`);
export const wrongDateTime = (parameter: string) => new ApiError(400, '40009', `The given datetime parameter: ${parameter} is invalid! Valid datetime format is 1990-01-01T00:00:00`);
export const wrongDate = (parameter: string) => new ApiError(400, '40017', `The given date parameter: ${parameter} is invalid! Valid date format is 1990-01-01`);
export const unknownParameter = (parameter: string) => new ApiError(400, '40010', `The given parameter: ${parameter} is not available!`);
export const noIdentity = () => new ApiError(400, '40011', 'Resource identity is missing.');
export const noSku = (sku: string) => new ApiError(404, '40033', `Product not found with sku: ${sku}`);
export const notFound = (resource: string) => new ApiError(404, '40401', `Resource not found! ${resource}`);
export const exists = () => new ApiError(409, '40901', 'Resource exists!');
export const noPermission = (status = 401) => (status === 403 ? new ApiError(403, '', 'Forbidden') : new ApiError(401, '40101', 'You have no permission for this operation!'));
