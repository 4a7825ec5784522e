import type { Identity } from '../model/identity';
import { problemJson } from './errors';
import { Unreadable, type Row } from './operation';
import { settleNow } from './settle';

/**
 * Maps a vendor's records one by one; what one of them lacks concerns that one alone.
 *
 * @param tell identity and number of a record, which have to work for a broken one too
 */
export function mapRecords<Record>(
  records: readonly Record[],
  tell: (record: Record) => { identity: Identity; number: string },
  map: (record: Record) => Row,
): Array<Row | Unreadable> {
  return records.map((record) => mapOne(record, tell, map));
}

function mapOne<Record>(
  record: Record,
  tell: (record: Record) => { identity: Identity; number: string },
  map: (record: Record) => Row,
): Row | Unreadable {
  const mapped = settleNow(() => map(record));
  if ('value' in mapped) return mapped.value;
  const { identity, number } = tell(record);
  return new Unreadable(identity, number, mapped.problem);
}

/** A trigger's item: a record that could not be read goes on with its problem, and a write node passes it to its error output. */
export function handedOn(row: Row | Unreadable): Row {
  return row instanceof Unreadable ? { identity: row.identity, number: row.number, error: problemJson(row.problem) } : row;
}
