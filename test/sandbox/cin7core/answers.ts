import { empty, json, text, type SandboxAnswer } from '../http';
import type { RoomContext } from '../room';

/** Thrown by whatever checks a call; the room turns it into the vendor's answer. */
export class Refused extends Error {
  constructor(
    message: string,
    readonly status = 400,
    /** May differ from the HTTP status (cin7core.md §2). */
    readonly code = status,
  ) {
    super(message);
  }
}

/** HTTP 400 whose body says 404, e.g. for a category nobody created (cin7core.md §11). */
export const unknownName = (message: string): Refused => new Refused(message, 400, 404);

export function failureOf(context: RoomContext, { message, status, code }: Refused): SandboxAnswer {
  const shape = context.assumed('error-shape');
  if (shape === 'text') return text(status, message);
  const error = { ErrorCode: code, Exception: message };
  return json(status, shape === 'object' ? error : [error]);
}

const page = (status: number, title: string): SandboxAnswer => text(status, `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`, 'text/html; charset=utf-8');

export const NOT_FOUND_PATH = '/cin7core/NotFound';
export const notFoundPage = (): SandboxAnswer => page(200, 'Page not found');

/** No JSON 404 in practice, but a redirect to a page (cin7core.md §2). */
export function wrongPath(context: RoomContext): SandboxAnswer {
  const habit = context.assumed('wrong-path');
  if (habit === 'redirect') return { status: 302, headers: { location: NOT_FOUND_PATH } };
  return habit === 'html-200' ? notFoundPage() : failureOf(context, new Refused('Endpoint not found', 404));
}

/** A missing record of a read. */
export function missing(context: RoomContext, what: string): SandboxAnswer {
  return context.assumed('missing-record') === '204' ? empty() : failureOf(context, unknownName(`${what} not found`));
}

export function multipleChoices(context: RoomContext): SandboxAnswer {
  const body = context.assumed('multiple-choices-body');
  if (body === 'empty') return { status: 300 };
  return body === 'html' ? page(300, 'Multiple Choices') : json(300, [{ ErrorCode: 300, Exception: 'Multiple Choices' }]);
}

export const gateway = (status: number): SandboxAnswer => page(status, `Error ${status}`);
