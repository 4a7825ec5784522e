import { json, type SandboxAnswer } from '../http';

export interface FieldError {
  field: string;
  message: string;
}

/** Body as in kaufland.md §3 "Errors"; `type` values are those of ProblemType. */
export function problem(status: number, type: string, message: string, errors: FieldError[] = []): SandboxAnswer {
  return json(status, { type: type === 'about:blank' ? type : `/problems/${type}`, message, errors });
}

export function validationError(errors: FieldError[]): SandboxAnswer {
  return problem(400, 'validation-error', `Parameters [${errors.map(({ field }) => camel(field)).join(', ')}] are missing or have wrong value.`, errors);
}

export function notFound(what: string): SandboxAnswer {
  return problem(404, 'not-found', `${what} not found.`);
}

/** The vendor names fields in camel case in `message` and in snake case in `errors` (kaufland.md §3). */
function camel(field: string): string {
  return field.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
