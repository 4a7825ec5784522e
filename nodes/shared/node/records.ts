import type { Identity } from '../model/identity';
import { asProblem } from './errors';
import { Unreadable, type Row } from './operation';

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
  let failure: unknown;
  try {
    return map(record);
  } catch (error) {
    failure = error;
  }
  const problem = asProblem(failure);
  if (!problem) throw failure;
  const { identity, number } = tell(record);
  return new Unreadable(identity, number, problem);
}
