import type { SandboxAnswer, SandboxRequest } from '../http';
import type { RoomContext } from '../room';
import type { ApiError } from './errors';

/** XML unless JSON is asked for (shoprenter.md §2). */
export function answerWith(context: RoomContext, request: SandboxRequest, status: number, body: unknown): SandboxAnswer {
  if (status === 204) return { status };
  if (!wantsJson(request)) return { status, headers: { 'content-type': 'text/xml; charset=utf-8' }, body: toXml(body) };
  const wrapped = status < 400 && context.assumed('response-root') === 'wrapped' ? { response: body } : body;
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(wrapped) };
}

export function errorBody(context: RoomContext, { code, message }: Pick<ApiError, 'code' | 'message'>): unknown {
  switch (context.assumed('error-envelope')) {
    case 'code-and-message':
      return { code, message };
    case 'error-object':
      return { error: { code, message } };
    default:
      return { message };
  }
}

function wantsJson(request: SandboxRequest): boolean {
  return String(request.headers.accept ?? '').split(',').some((part) => part.split(';')[0].trim().toLowerCase() === 'application/json');
}

export function toXml(body: unknown): string {
  return `${element('response', body)}\n`;
}

function element(name: string, value: unknown): string {
  if (name === 'items' && Array.isArray(value)) return `<items>${value.map((item) => element('item', item)).join('')}</items>`;
  if (Array.isArray(value)) return value.length === 0 ? `<${name}/>` : value.map((item) => element(name, item)).join('');
  if (value === null || value === undefined || value === '') return `<${name}/>`;
  if (typeof value !== 'object') return typeof value === 'number' ? `<${name}>${value}</${name}>` : `<${name}><![CDATA[${String(value).split(']]>').join(']]]]><![CDATA[>')}]]></${name}>`;
  const inner = Object.entries(value).map(([child, one]) => element(child, one)).join('');
  return inner === '' ? `<${name}/>` : `<${name}>${inner}</${name}>`;
}
