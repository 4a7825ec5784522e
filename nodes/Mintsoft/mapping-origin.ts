import { compact, parseIdentityKey, type Identity } from '../shared/model';
import type { MintsoftOrder, NameValue } from './types';

/** Name/value of an order in which Import writes down who the order is at its source. */
export const IDENTITY_NAME = 'ChannelSyncIdentity';

/** What an operator tells of the system the orders came from, for orders that do not tell it themselves. */
export interface SourceHint {
  channel: string;
  account: string;
  /** What Import puts before the source's number. */
  prefix: string;
}

/** One order of the source behind an order of Mintsoft; a merged order stands for several. */
export interface Origin {
  identity: Identity;
  number: string;
  references: Record<string, unknown>;
}

/** One word for all accounts of one client: order ids belong to the whole tenant, which the API does not name. */
export const accountOf = ({ ClientId }: { ClientId?: number | null }): string => (ClientId ? String(ClientId) : 'main');

export const nameValue = (values: NameValue[] | null | undefined, name: string): string | undefined =>
  values?.find(({ Name }) => (Name ?? '').toLowerCase() === name.toLowerCase())?.Value ?? undefined;

export const mintsoftIdentity = (order: MintsoftOrder): Identity => ({
  channel: 'mintsoft',
  account: accountOf(order),
  id: String(order.ID ?? 'unknown'),
});

export const withoutPrefix = (number: string, prefix: string): string =>
  prefix !== '' && number.startsWith(prefix) ? number.slice(prefix.length) : number;

function told(order: MintsoftOrder): Identity | undefined {
  try {
    return parseIdentityKey(nameValue(order.OrderNameValues, IDENTITY_NAME) ?? '');
  } catch {
    return undefined;
  }
}

const parts = (text: string | null | undefined): string[] =>
  (text ?? '')
    .split('+')
    .map((part) => part.trim())
    .filter(Boolean);

/** The numbers merged into an order: the survivor's is `A+B` (mintsoft.md §3). A plain number is one. */
export const mergedNumbers = ({ OrderNumber }: MintsoftOrder): string[] => parts(OrderNumber);

/**
 * The source's orders behind an order of Mintsoft. What Import wrote down comes first, then the external reference,
 * then the number without its prefix; an order nobody's hint covers stands for itself.
 */
export function originsOf(order: MintsoftOrder, hint: SourceHint): Origin[] {
  const numbers = mergedNumbers(order);
  const references = parts(order.ExternalOrderReference);
  const stored = told(order);
  const [channel, account] = [stored?.channel ?? hint.channel, stored?.account ?? (hint.account || 'main')];
  return (numbers.length > 0 ? numbers : ['']).map((stands, position) => {
    const number = withoutPrefix(stands, hint.prefix);
    const external = numbers.length === references.length ? references[position] : numbers.length === 1 ? references.join('+') : undefined;
    const isStored = stored !== undefined && (numbers.length === 1 || external === stored.id);
    const id = isStored ? stored.id : external || number;
    const identity = channel && id ? { channel, account, id } : mintsoftIdentity(order);
    return {
      identity,
      number: number || identity.id,
      references: compact({
        mintsoftOrderId: order.ID,
        mintsoftOrderNumber: order.OrderNumber,
        externalOrderReference: external,
      }) as Record<string, unknown>,
    };
  });
}
