import { empty, json, type SandboxAnswer } from '../http';

/** The envelope of writes (mintsoft.md §2.1): refused ones come with status 200 too. */
export interface ToolkitResult {
  ID: number;
  Success: boolean;
  Message: string;
  WarningMessage: string | null;
  AllocatedFromReplen: boolean;
}

export function toolkit(ID: number, Success: boolean, Message = '', WarningMessage: string | null = null): ToolkitResult {
  return { ID, Success, Message, WarningMessage, AllocatedFromReplen: false };
}

export const done = (ID: number, warning: string | null = null): SandboxAnswer => json(200, toolkit(ID, true, '', warning));
export const refused = (ID: number, message: string): SandboxAnswer => json(200, toolkit(ID, false, message));

/** 401 is all there is: for a key nobody knows and for a user without the right (mintsoft.md §1). */
export const unauthorized = (): SandboxAnswer => empty(401);
export const notFound = (): SandboxAnswer => empty(404);

export function invalid(modelState: Record<string, string[]>): SandboxAnswer {
  return json(400, { Message: 'The request is invalid.', ModelState: modelState });
}

/** What the web framework says by itself. */
export const problem = (status: number, Message: string): SandboxAnswer => json(status, { Message });

/** Gateway errors come from the front and are HTML (mintsoft.md §1). */
export function gateway(status: number): SandboxAnswer {
  return { status, headers: { 'content-type': 'text/html; charset=UTF-8' }, body: `<!DOCTYPE html><html><head><title>${status}</title></head><body><h1>Error ${status}</h1></body></html>` };
}
