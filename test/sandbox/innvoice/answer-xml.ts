import type { SandboxAnswer } from '../http';

/** Nested values as elements; a list repeats its element, text is CDATA as in the vendor's answers. */
export type Element = string | number | Element[] | { [name: string]: Element | undefined };

export function xml(status: number, response: { [name: string]: Element | undefined }): SandboxAnswer {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n${element('response', response)}`;
  return { status, headers: { 'content-type': 'text/xml; charset=utf-8' }, body };
}

/** `error` and `message` below the root, whatever the HTTP status (innvoice.md §2 Errors). */
export function errorXml(status: number, number: number, message: string): SandboxAnswer {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<response><error>${number}</error><message>${cdata(message)}</message></response>`;
  return { status, headers: { 'content-type': 'text/xml; charset=utf-8' }, body };
}

function element(name: string, value: Element | undefined): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.map((one) => element(name, one)).join('');
  if (typeof value !== 'object') return `<${name}>${cdata(String(value))}</${name}>`;
  return `<${name}>${Object.entries(value).map(([child, inner]) => element(child, inner)).join('')}</${name}>`;
}

function cdata(text: string): string {
  return `<![CDATA[${text.split(']]>').join(']]]]><![CDATA[>')}]]>`;
}
