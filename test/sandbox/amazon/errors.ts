import { createHash } from 'node:crypto';
import { json, text, type SandboxAnswer } from '../http';

/** The vendor's envelope (amazon.md §3.2, §21): every element has code and message. */
export function spError(status: number, code: string, message: string, details = ''): SandboxAnswer {
  return json(status, { errors: [{ code, message, details }] }, { 'x-amzn-errortype': `${code}Exception` });
}

export function invalidInput(message: string, details = ''): SandboxAnswer {
  return spError(400, 'InvalidInput', message, details);
}

export function denied(details = 'Access to the resource is forbidden.'): SandboxAnswer {
  return spError(403, 'Unauthorized', 'Access to requested resource is denied.', details);
}

export function notFound(message: string): SandboxAnswer {
  return spError(404, 'NotFound', message);
}

/** What the load balancer says before the API sees the request (amazon.md §3.1). */
export function htmlBadRequest(): SandboxAnswer {
  return text(400, '<html>\r\n<head><title>400 Bad Request</title></head>\r\n<body>\r\n<center><h1>400 Bad Request</h1></center>\r\n</body>\r\n</html>\r\n', 'text/html');
}

/** OAuth2's own envelope of the token host (amazon.md §2.2). */
export function lwaError(status: number, error: string, description: string): SandboxAnswer {
  return json(status, { error_description: description, error }, { 'cache-control': 'no-store' });
}

/** The storage behind the pre-signed links is S3: XML, and no word of the API. */
export function storageError(status: number, code: string, message: string): SandboxAnswer {
  return text(status, `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message><RequestId>SANDBOX</RequestId></Error>`, 'application/xml');
}

export function requestId(seed: string): string {
  const hex = createHash('sha1').update(seed).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}
