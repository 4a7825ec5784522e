import { json, text, type SandboxAnswer } from '../http';
import { scatter } from '../random';
import type { RoomContext } from '../room';

/** Errors of v1: the spelling of the member varies, so it is a point of its own (shipstation.md §A1). */
export class V1Answers {
  constructor(private readonly context: RoomContext) {}

  problem(status: number, message: string): SandboxAnswer {
    return json(status, { [this.context.assumed('error-casing')]: message });
  }

  invalid(modelState: Record<string, string[]>): SandboxAnswer {
    return json(400, { Message: 'The request is invalid.', ModelState: modelState });
  }
}

export const gateway = (status: number): SandboxAnswer => text(status, `<!DOCTYPE html><html><head><title>${status}</title></head><body><h1>Error ${status}</h1></body></html>`, 'text/html; charset=UTF-8');

export interface V2Error {
  error_source: 'ShipStation' | 'carrier' | 'order_source';
  error_type: 'account_status' | 'business_rules' | 'validation' | 'security' | 'system' | 'integrations';
  error_code: string;
  message: string;
}

let answered = 0;

export function v2Error(status: number, error_type: V2Error['error_type'], error_code: string, message: string, error_source: V2Error['error_source'] = 'ShipStation'): SandboxAnswer {
  return v2Errors(status, [{ error_source, error_type, error_code, message }]);
}

export function v2Errors(status: number, errors: V2Error[]): SandboxAnswer {
  answered += 1;
  const digits = String(scatter(`${status} ${answered}`)).padStart(12, '0').slice(-12);
  return json(status, { request_id: `5e55a000-0000-4000-8000-${digits}`, errors });
}

export const v2Invalid = (message: string, code = 'invalid_field_value'): SandboxAnswer => v2Error(400, 'validation', code, message);
export const v2NotFound = (what: string): SandboxAnswer => v2Error(404, 'validation', 'invalid_identifier', `${what} not found.`);
export const v2Rule = (message: string, code = 'invalid_status'): SandboxAnswer => v2Error(400, 'business_rules', code, message);
