import { refused } from '../api/problem';
import { identityKey, type Identity } from '../model/identity';
import { parsePosition, readPage, type PageToRead, type WindowRead } from '../sync/window';
import { problemJson, type ProblemJson } from './errors';
import { Unreadable, type ItemContext, type Row, type RunContext } from './operation';

/** A record with what books need to know of it, so that no template has to look inside. */
export type PageItem = {
  /** Text key of the record's identity, as Import rows name it too. */
  key: string;
  /** The number people read. */
  number: string;
  /** What a repeat may skip: a record whose key and state are in the ledger is done. */
  state: string;
  /** The record; absent where it could not be read. */
  record?: Row;
  /** Why it could not be read; such an item goes through a write node to its error output. */
  error?: ProblemJson;
};

/** Books of a record: orders and shipments are done once, stock is done for a value. */
export type Told = Pick<PageItem, 'key' | 'number' | 'state'>;

/** The single item a page-by-page read returns. */
export type PageRow = {
  items: PageItem[];
  /** To be saved once the items are stored; opaque JSON text. */
  position: string;
  /** True while the window has pages left. */
  more: boolean;
};

export interface PageRead<Cursor> extends PageToRead<Cursor> {
  /** Rows of the vendor one page may hold. */
  pageSize: number;
}

/**
 * Reads one page of a window as the node's 'Position', 'Start From', 'Overlap' and 'Page Size' ask for it. Rows are
 * records of the model (with an identity), whatever 'Output' says: books need their keys.
 *
 * @param startOf turns the operator's Start From into UTC ISO; undefined for an empty one
 * @param tell what the books call a record; by its identity and number when left out
 * @throws Problem when 'Position' or 'Start From' cannot be read
 */
export async function readWindowPage<Cursor>(
  run: Pick<RunContext, 'now'>,
  item: ItemContext,
  startOf: (text: string) => string | undefined,
  read: (page: PageRead<Cursor>) => Promise<WindowRead<Row | Unreadable, Cursor>>,
  tell: (record: Row) => Told = byIdentity,
): Promise<PageRow> {
  const saved = parsePosition<Cursor>(item.param<string>('position') ?? '');
  if ('invalid' in saved) {
    throw refused(`'Position' cannot be used: ${saved.invalid}`, "Leave 'Position' empty to begin at 'Start From', or restore the last saved one.");
  }
  const pageSize = item.param<number>('pageSize');
  const options = {
    startFrom: startOf(item.param<string>('startFrom') ?? ''),
    overlapMs: item.param<number>('overlapMinutes') * 60_000,
    now: () => run.now(),
  };
  const page = await readPage<Row | Unreadable, Cursor>(saved.position, options, async (next) => await read({ ...next, pageSize }));
  return { items: page.rows.map((record) => envelope(record, tell)), position: JSON.stringify(page.position), more: page.more };
}

const DONE = 'done';

function byIdentity(record: Row): Told {
  const identity = record.identity as Identity;
  return { key: identityKey(identity), number: String(record.number ?? identity.id), state: DONE };
}

function envelope(record: Row | Unreadable, tell: (record: Row) => Told): PageItem {
  if (!(record instanceof Unreadable)) return { ...tell(record), record };
  return { key: identityKey(record.identity), number: record.number, state: DONE, error: problemJson(record.problem) };
}
