import type { Client, Vendor } from '../shared/api/client';
import { misconfigured } from '../shared/api/problem';
import type { ApiRequest, ApiResponse } from '../shared/api/request';
import { parseJson, type Verdict } from '../shared/api/verdict';
import { acceptsDocument } from './account';
import { DOWNLOAD, operationOf, quotaOf, UPLOAD } from './wire';

interface Said {
  code: string;
  reason: string;
}

/** `{errors:[{code,message,details}]}`; gateways answer HTML or nothing (amazon.md §3.1, §3.2). */
function saidBy({ text, status }: ApiResponse): Said {
  const parsed = parseJson(text);
  const errors = 'value' in parsed ? (parsed.value as { errors?: unknown } | undefined)?.errors : undefined;
  const all = (Array.isArray(errors) ? errors : []) as Array<{ code?: unknown; message?: unknown; details?: unknown } | null>;
  const words = all.map((one) => [one?.message, one?.details].filter((part) => typeof part === 'string' && part !== '').join(' '));
  return { code: String(all[0]?.code ?? ''), reason: words.filter(Boolean).join('; ') || `HTTP ${status}` };
}

/** Also one that was taken back while it was good, as after a new authorisation: a new one tells for sure. */
const EXPIRED = /token\b.*\b(expired|revoked|malformed)|expired\b.*\btoken/i;

function forbidden({ code, reason }: Said, operation: string): Verdict {
  const nextStep = 'Press Test in the credential. If the Client Secret is older than 180 days, make a new one in the developer console and copy it here.';
  // An access token that ran out answers 403, not 401 (amazon.md §2.3).
  if (EXPIRED.test(reason)) return { kind: 'expired', reason: `does not accept the access token for ${operation} (${reason})`, nextStep };
  if (code === 'MissingAuthenticationToken') {
    return {
      kind: 'unavailable',
      cause: 'configuration',
      reason: `does not know ${operation} at the address in use (${reason})`,
      nextStep: "Check 'API URL' in the credential; leave it empty to use the host of your region.",
    };
  }
  return {
    kind: 'unavailable',
    cause: 'permission',
    reason: `does not allow this app to use ${operation} (${reason})`,
    nextStep:
      `The app needs ${operationOf(operation)?.role ?? 'a role for it'}. A role added later counts only after the app was authorised again ` +
      '(copy the new Refresh Token). The same answer comes from the wrong Region, from a marketplace that is not yours, and from a Client Secret older than 180 days.',
  };
}

function judge(response: ApiResponse, { operation }: ApiRequest): Verdict {
  const { status } = response;
  if (status >= 200 && status <= 299) return { kind: 'ok' };
  if (operation === DOWNLOAD || operation === UPLOAD) {
    return { kind: 'refused', reason: `the link to the document does not work (HTTP ${status})`, code: 'LinkRefused', nextStep: 'Run it again: links live five minutes.' };
  }
  const said = saidBy(response);
  if (status === 401) {
    return { kind: 'expired', reason: `does not accept the access token for ${operation} (${said.reason})`, nextStep: 'Press Test in the credential.' };
  }
  if (status === 403) return forbidden(said, operation);
  return { kind: 'refused', reason: said.reason, code: said.code || String(status) };
}

export const amazon: Vendor = {
  name: 'Amazon',
  credential: 'channelSyncAmazonSpApi',
  secrets: ['clientSecret', 'refreshToken', 'accessToken'],
  sessionField: 'accessToken',
  quota: quotaOf,
  quotaPerOperation: true,
  judge,
  acceptsAddress: acceptsDocument,
};

/** The seller's id (Merchant Token), which paths of listings and headers of feeds need and no call tells (amazon.md §2.1). */
export function sellerId(client: Client): string {
  const id = (client.setting?.('sellerId') ?? '').trim();
  if (id !== '') return id;
  throw misconfigured('The Amazon credential has no Seller ID', 'Fill it in: Seller Central, Settings, Account Info, Your Merchant Token.');
}

const splitIds = (text: string): string[] => text.split(/[\s,;]+/).filter(Boolean);

/**
 * The marketplaces chosen in the node, else those of the credential.
 *
 * @throws Problem when neither names one
 */
export function marketplaceIds(client: Client, chosen: readonly string[] | string | undefined): string[] {
  const own = typeof chosen === 'string' ? splitIds(chosen) : (chosen ?? []).flatMap(splitIds);
  const ids = own.length > 0 ? own : splitIds(client.setting?.('marketplaceIds') ?? '');
  if (ids.length > 0) return [...new Set(ids)];
  throw misconfigured('No marketplace is chosen', "Choose it in the node, or fill in 'Marketplace IDs' in the Amazon credential (A1PA6795UKMFR9 is Amazon.de).");
}
