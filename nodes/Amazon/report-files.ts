import { encodeText, readTsv } from '../shared/format';
import type { RowFile, RunContext } from '../shared/node/operation';
import type { Columns } from '../shared/order-report/rows';
import type { AmazonDocument } from './report-document';
import { openDocuments, type Pending, type ReportCursor } from './read-report';
import { columnsOf, visitRows } from './report-file';
import { KINDS } from './reports';

export type FileCharset = 'utf-8' | 'windows-1252';

const NOT_ASCII = /[^\x20-\x7e\t\r\n]/;

function encoded(text: string, charset: FileCharset): Uint8Array {
  return NOT_ASCII.test(text) ? encodeText(text, charset, { unmappable: 'transliterate' }).bytes : Buffer.from(text, 'latin1');
}

const keyOf = (cells: readonly string[], { names, key }: Columns): string => `${cells[key] ?? ''} ${cells[names.indexOf('order-item-id')] ?? ''}`;

/** Order and item numbers of the lines that wait to be sent. */
async function openLines(document: AmazonDocument): Promise<ReadonlySet<string>> {
  return await document.read(async (bytes) => {
    const lines = new Set<string>();
    await visitRows(bytes, (cells, columns) => lines.add(keyOf(cells, columns)));
    return lines;
  });
}

/** The document as Amazon wrote it, line by line, in the charset wanted; with `open`, only the lines that wait to be sent. */
async function* linesOf(document: AmazonDocument, charset: FileCharset, open?: ReadonlySet<string>): AsyncGenerator<Uint8Array> {
  let columns: Columns | undefined;
  for await (const rows of document.rows(readTsv)) {
    const kept = rows.filter((cells) => {
      if (!columns) {
        columns = columnsOf(cells, rows);
        return true;
      }
      return !open || open.has(keyOf(cells, columns));
    });
    if (kept.length > 0) yield encoded(kept.map((cells) => `${cells.join('\t')}\r\n`).join(''), charset);
  }
}

export interface ReportFile {
  pending: Pending;
  file: RowFile;
}

/** The reports of a cursor as text files, streamed from Amazon to n8n's binary store. */
export async function filesOf(run: RunContext, cursor: ReportCursor, charset: FileCharset): Promise<ReportFile[]> {
  const documents = await openDocuments(run, cursor);
  const list = documents.find(({ pending }) => pending.open);
  const isJoined = cursor.reports.some(({ open }) => open);
  const open = list ? await openLines(list.document) : isJoined ? new Set<string>() : undefined;
  return documents
    .filter(({ pending }) => !pending.open)
    .map(({ pending, document }) => ({
      pending,
      file: {
        fileName: `${KINDS[pending.kind].type.replace(/^GET_FLAT_FILE_/, '').toLowerCase()}_${pending.reportId}.txt`,
        mimeType: `text/plain; charset=${charset}`,
        data: linesOf(document, charset, open),
      },
    }));
}
