import { json, text, type SandboxAnswer } from '../http';

/** v1 error body (linnworks.md §2 "Errors"); Code is usually null. */
export function v1Error(status: number, Message: string): SandboxAnswer {
  return json(status, { Code: null, Message });
}

export function invalidRequest(): SandboxAnswer {
  return v1Error(400, 'The request is invalid.');
}

export function plain404(): SandboxAnswer {
  return text(404, '<html><head><title>404 Not Found</title></head><body>Not Found</body></html>', 'text/html; charset=utf-8');
}

/** v2 errors are RFC 7807 (linnworks.md §2 "Errors"). */
export function v2Problem(status: number, title: string, detail: string, errors?: Record<string, string[]>): SandboxAnswer {
  const type = `https://tools.ietf.org/html/rfc7231#status-${status}`;
  return json(status, { type, title, status, detail, instance: '/v2/orders', ...(errors ? { errors } : {}) }, { 'content-type': 'application/problem+json; charset=utf-8' });
}
