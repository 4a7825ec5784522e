import { WithFiles, type ItemContext, type Row, type RunContext, type Unreadable } from '../../../shared/node/operation';
import { mapRecords } from '../../../shared/node/records';
import { reportToOrder } from '../../../shared/order-report/mapping';
import { ACCOUNT, identityOf } from '../../mapping';
import { AMAZON_REPORT } from '../../report-file';
import { marketplaceOf } from '../../sales-channels';
import { CHOICES, readPart, type FoundOrder, type ReportCursor } from '../../read-report';
import { filesOf, type FileCharset } from '../../report-files';
import { KINDS } from '../../reports';

const BILLING_COLUMNS_MISSING =
  'The report has no billing columns: tick "Fakturierung" (billing) in Seller Central, Order Reports, "Add or remove order report columns". It counts for reports made afterwards.';

const LARGEST = Number.POSITIVE_INFINITY;

export function modelRows(orders: readonly FoundOrder[], cursor: ReportCursor): Array<Row | Unreadable> {
  const [only, ...others] = cursor.marketplaceIds;
  const billingMissing = CHOICES[cursor.choice].kind === 'invoicing' ? BILLING_COLUMNS_MISSING : undefined;
  // What the rows do not say is known where one store alone was asked for.
  const asked = others.length === 0 ? only : undefined;
  const tell = ({ orderId }: FoundOrder) => ({ identity: identityOf(orderId), number: orderId });
  return mapRecords(orders, tell, (order) => {
    const openRows = order.openRows && new Map(order.openRows.map((row) => [row['order-item-id'] ?? '', row]));
    const context = {
      dialect: AMAZON_REPORT,
      issuer: { channel: 'amazon', account: ACCOUNT },
      columns: order.columns,
      billingMissing,
      marketplaceOf: (salesChannel: string | undefined) => marketplaceOf(salesChannel) ?? asked,
    };
    return reportToOrder(order, { ...context, ...(openRows ? { open: { rows: openRows } } : {}) }) as unknown as Row;
  });
}

const rawRow = ({ orderId, rows, openRows }: FoundOrder): Row => ({ orderId, rows: rows as Row[], ...(openRows ? { openRows: openRows as Row[] } : {}) });

async function fileRows(run: RunContext, item: ItemContext, cursor: ReportCursor): Promise<WithFiles[]> {
  const files = await filesOf(run, cursor, item.param<FileCharset | undefined>('fileCharset') ?? 'windows-1252');
  return files.map(({ pending, file }) => {
    const row = { report: cursor.choice, reportType: KINDS[pending.kind].type, reportId: pending.reportId, fileName: file.fileName };
    return new WithFiles({ ...row, ...(pending.start === undefined ? {} : { from: pending.start, to: pending.end }) }, { data: file });
  });
}

/** The orders of reports that are ready, in the shape 'Output' asks for. */
export async function rowsOf(run: RunContext, item: ItemContext, cursor: ReportCursor, atMost = LARGEST): Promise<Array<Row | Unreadable | WithFiles>> {
  const output = item.param<string>('output');
  if (output === 'file') return await fileRows(run, item, cursor);
  const { orders } = await readPart(run, cursor, LARGEST);
  const wanted = orders.slice(0, atMost);
  return output === 'raw' ? wanted.map(rawRow) : modelRows(wanted, cursor);
}
