import type { Row, Unreadable } from '../shared/node/operation';
import { mapRecords } from '../shared/node/records';
import { returnIdentity, toReturn } from './mapping-return';
import type { KauflandReturn } from './types';

/** Every return, one that cannot be read in its place. */
export function toReturnRows(returns: readonly KauflandReturn[], output: 'channelSync' | 'raw'): Array<Row | Unreadable> {
  const tell = (one: KauflandReturn) => ({ identity: returnIdentity(one), number: String(one.id_return) });
  return mapRecords(returns, tell, (one) => (output === 'raw' ? one : toReturn(one)) as Row);
}
