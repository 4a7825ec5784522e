import { SESSION_REFUSED, sessionError } from '../shared/api/session';

export const DEFAULT_BASE_URL = 'https://api.innvoice.hu';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;
const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** The values of a credential, trimmed: a pasted blank is a wrong password otherwise. */
export interface Account {
  company: string;
  user: string;
  password: string;
  baseUrl: string;
}

/** In the one live use the company is also the user (innvoice.md §1). */
export function readAccount(values: Record<string, unknown>): Account {
  const company = text(values.company);
  return {
    company,
    user: text(values.user) || company,
    password: text(values.password),
    baseUrl: (text(values.baseUrl) || DEFAULT_BASE_URL).replace(/\/+$/, ''),
  };
}

const parsed = (address: string): URL | undefined => (URL.canParse(address) ? new URL(address) : undefined);

const isSafe = ({ protocol, hostname }: URL): boolean => protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));

/** Whole address of a node's relative path: base, company, path. @throws the session error of values that are wrong */
function addressOf({ company, baseUrl }: Account, path: string): string {
  const base = parsed(baseUrl);
  if (!base || !isSafe(base)) throw sessionError(SESSION_REFUSED, "'Base URL' is not an https:// address");
  if (company === '') throw sessionError(SESSION_REFUSED, "'Company' is empty");
  return `${baseUrl}/${encodeURIComponent(company)}${path}`;
}

/** True where a document's print link may be fetched from: InnVoice's own hosts over https, or the base address in use. */
export function isPrintAddress(address: string, baseUrl: string): boolean {
  const [url, base] = [parsed(address), parsed(baseUrl)];
  if (!url || !isSafe(url)) return false;
  return (url.protocol === 'https:' && /(^|\.)innvoice\.hu$/i.test(url.hostname)) || url.origin === base?.origin;
}

export interface SignedRequest {
  url: string;
  headers: Record<string, string>;
}

/**
 * Address and headers of a request. A print link opens without a login (innvoice.md §2) and never gets the password.
 *
 * @throws the session error of values that are wrong, or of a link that leads elsewhere
 */
export function signRequest(values: Record<string, unknown>, request: { url: string; headers?: Record<string, string> }): SignedRequest {
  const account = readAccount(values);
  if (!request.url.startsWith('/')) {
    if (isPrintAddress(request.url, account.baseUrl)) return { url: request.url, headers: { ...request.headers } };
    throw sessionError(SESSION_REFUSED, 'the print link does not lead to InnVoice');
  }
  const login = Buffer.from(`${account.user}:${account.password}`, 'utf8').toString('base64');
  return { url: addressOf(account, request.url), headers: { ...request.headers, Authorization: `Basic ${login}` } };
}
