import { parseIdentityKey, type Identity } from '../shared/model';
import { ACCOUNT } from './mapping';
import { IDENTITY_PROPERTY } from './mapping-import';
import type { LinnworksOrder } from './types';

type Properties = LinnworksOrder['ExtendedProperties'];

/** Linnworks' own key of an order: where it came from and its number there (linnworks.md §3). */
export interface OriginKey {
  Source?: string | null;
  SubSource?: string | null;
  ReferenceNum?: string | null;
}

function toldIdentity(properties: Properties): Identity | undefined {
  const told = properties?.find(({ Name }) => Name === IDENTITY_PROPERTY)?.Value ?? '';
  try {
    return parseIdentityKey(told);
  } catch {
    return undefined;
  }
}

/** `KAUFLAND_DE` of KAUFLAND is the account `de`; a SubSource without that prefix is the account as it is. */
function accountOf(source: string, subSource: string): string {
  const [prefix, whole] = [`${source}_`.toLowerCase(), subSource.toLowerCase()];
  const account = whole.startsWith(prefix) ? whole.slice(prefix.length) : whole;
  return account === '' ? ACCOUNT : account;
}

/**
 * Who an order is at the channel it came from: what our Import wrote down, else worked out of Source, SubSource and
 * ReferenceNum, which knows no upper and lower case.
 */
export function originOf({ Source, SubSource, ReferenceNum }: OriginKey, properties?: Properties): Identity {
  const [source, subSource] = [(Source ?? '').trim(), (SubSource ?? '').trim()];
  const worked = { channel: source.toLowerCase() || 'linnworks', account: accountOf(source, subSource), id: (ReferenceNum ?? '').trim() };
  return toldIdentity(properties) ?? worked;
}

/**
 * The channel's own references back from the extended properties our Import wrote (`KAUFLAND orderUnitIds` = "1,2"),
 * under the channel's names; each a list of texts, as an order can have several of one name.
 */
export function sourceReferences(source: string, properties: Properties): Record<string, string[]> {
  const prefix = `${source.trim()} `.toLowerCase();
  const own = (properties ?? []).filter(({ Name }) => (Name ?? '').toLowerCase().startsWith(prefix));
  const named = own.map(({ Name, Value }) => [(Name ?? '').slice(prefix.length), textsOf(Value)] as const);
  return Object.fromEntries(named.filter(([name, texts]) => name !== '' && texts.length > 0).map(([name, texts]) => [name, [...texts]]));
}

const textsOf = (value: string | null | undefined): string[] =>
  (value ?? '')
    .split(',')
    .map((text) => text.trim())
    .filter((text) => text !== '');
