import type { Vendor } from '../shared/api/client';
import type { ApiRequest, Safety } from '../shared/api/request';
import { buildXml, type XmlInput } from '../shared/format';
import { accountOf, sessionEnds } from './account';
import { judge, judgeFirst } from './judge';
import { ceilings } from './limits';

/** Entities a write may hold while the generous limit counts (unas.md §3). */
export const MOST_ENTITIES = 100;
/** Default and maximum of getOrder; whether getStock and getProduct take more is not documented (unas.md §10). */
export const LIST_ROWS = 500;

export const unas: Vendor = {
  name: 'UNAS',
  credential: 'channelSyncUnasApi',
  secrets: ['apiKey', 'webhookSecret', 'token'],
  sessionField: 'token',
  sessionEnds,
  // Only a pace; what counts are the ceilings.
  quota: () => ({ limit: 300, windowMs: 60_000, burst: 10 }),
  quotaPerOperation: false,
  ceilings,
  judgeFirst,
  judge,
  accountOf,
};

const POST = { method: 'POST', headers: { Accept: 'application/xml' }, contentType: 'application/xml', answer: 'text' } as const;

/** A large page takes its time; the vendor names no limit. */
const TIMEOUT_MS = 120_000;

export type Params = { [name: string]: XmlInput };

/**
 * A read.
 *
 * @param list true where several entities are asked for: those calls are counted apart, and few are allowed
 */
export const get = (name: string, params: Params, list = true): ApiRequest => ({
  ...POST,
  operation: list ? `${name} list` : name,
  path: `/${name}`,
  body: buildXml({ Params: params }),
  safety: 'read',
  timeoutMs: TIMEOUT_MS,
});

/** A read of something every shop has few of, which has a count of its own. */
export const getFew = (name: string): ApiRequest => ({ ...get(name, {}), operation: name });

/** A write of up to {@link MOST_ENTITIES} entities. Texts are CDATA, empty nodes clear a value and absent ones leave it (unas.md §1). */
export const set = (name: string, root: string, entity: string, entities: readonly Params[], safety: Safety): ApiRequest => ({
  ...POST,
  operation: name,
  path: `/${name}`,
  body: buildXml({ [root]: { [entity]: [...entities] } }, { illegal: 'drop' }),
  safety,
  timeoutMs: TIMEOUT_MS,
});

export const cdata = (text: string): XmlInput => ({ '#cdata': text });
