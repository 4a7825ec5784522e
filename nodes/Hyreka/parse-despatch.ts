import { refused } from '../shared/api/problem';
import { formatDate, parseDate, type TableRecord } from '../shared/format';
import { carrierCode, compact, identityKey, later, parseShipment, utc, type Parcel, type ParcelLine, type Shipment } from '../shared/model';
import { Unreadable, type Row } from '../shared/node/operation';
import { settleNow } from '../shared/node/settle';
import { DESPATCH_HEADINGS, findHeadings, noHeading, type Found } from './headings';
import { cellIn, numberIn, type Pending, type ReadTable } from './read-table';

export interface DespatchSettings {
  decimalSign: ',' | '.';
  named: Readonly<Record<string, string>>;
  /** Where the orders come from: what their identity holds at the channel to be told. */
  channel: string;
  account: string;
  datePattern: string;
  timeZone: string;
  /** Epoch milliseconds. */
  now: number;
}

const DAY_MS = 86_400_000;

/**
 * A day without a time means its last moment that is not to come: a marketplace refuses a despatch before the order was
 * placed as well as one in the future.
 */
function momentOf(record: TableRecord, found: Found, { datePattern, timeZone, now }: DespatchSettings): string {
  const text = cellIn(record, found, 'shippedAt');
  if (found.shippedAt === undefined) return utc(now);
  if (text === undefined) throw refused(`Row ${record.row}, column '${found.shippedAt}': there is no date`, 'Correct the row where the file comes from.');
  const read = settleNow(() => (/^\d{4}-\d\d-\d\dT/.test(text) ? utc(text, timeZone) : parseDate(text, datePattern, timeZone)));
  if ('problem' in read) throw read.problem.about(`Row ${record.row}, column '${found.shippedAt}'`);
  const isDay = !/[Hm]/.test(datePattern) && formatDate(read.value, 'HHmmss', timeZone) === '000000';
  const end = isDay ? endOfDay(read.value, timeZone) : read.value;
  return end > utc(now) && isDay && read.value <= utc(now) ? utc(now) : end;
}

/** A day may have 23 or 25 hours. */
function endOfDay(begin: string, timeZone: string): string {
  const nextDay = formatDate(later(begin, DAY_MS * 1.5), 'yyyy-MM-dd', timeZone);
  return later(parseDate(nextDay, 'yyyy-MM-dd', timeZone), -1000);
}

function lineOf(record: TableRecord, found: Found, sign: ',' | '.'): ParcelLine | undefined {
  const [sku, lineId] = [cellIn(record, found, 'sku'), cellIn(record, found, 'lineId')];
  const quantity = numberIn(record, found, 'quantity', sign);
  if (sku === undefined && lineId === undefined) return undefined;
  if (quantity === undefined) {
    throw refused(`Row ${record.row}: there is an article but no number of pieces`, "Add a column with the pieces ('Menge'), or leave the articles out of the list.");
  }
  return compact({ sku, lineId, quantity });
}

/** Rows of one order -> its parcels by tracking number; a row without one is a parcel of its own. */
function parcelsOf(group: readonly TableRecord[], found: Found, settings: DespatchSettings): Parcel[] {
  const parcels = new Map<string, Parcel>();
  for (const record of group) {
    const text = (field: string): string | undefined => cellIn(record, found, field);
    const line = lineOf(record, found, settings.decimalSign);
    const trackingNumber = text('trackingNumber');
    const id = trackingNumber ?? `without number ${text('carrier') ?? ''}`.trim();
    const known = parcels.get(id);
    const lines = line ? [...(known?.lines ?? []), line] : known?.lines;
    const carrierName = text('carrier');
    parcels.set(
      id,
      known
        ? compact({ ...known, lines })
        : compact({ id, carrier: carrierCode(carrierName), carrierName, service: text('service'), trackingNumber, url: text('url'), lines }),
    );
  }
  return [...parcels.values()];
}

function shipmentOf(orderNumber: string, group: readonly TableRecord[], found: Found, settings: DespatchSettings): Shipment {
  const broken = group.find(({ problem }) => problem !== undefined);
  if (broken?.problem) throw refused(broken.problem, 'Correct the row: a delimiter inside a cell has to be in quotes.');
  const moments = group.map((record) => momentOf(record, found, settings)).sort();
  return parseShipment({
    order: { channel: settings.channel, account: settings.account, id: orderNumber },
    orderNumber,
    shippedAt: moments.at(-1),
    parcels: parcelsOf(group, found, settings),
  });
}

/**
 * Despatch list -> one shipment for each order.
 *
 * @throws Problem when a column is missing that the whole file needs
 */
export function despatchRecords({ records, headings }: ReadTable, settings: DespatchSettings): Pending[] {
  const found = findHeadings(DESPATCH_HEADINGS, settings.named, headings);
  if (found.orderNumber === undefined) throw noHeading("a column with the order number ('Auftragsnummer')", headings);
  if (found.trackingNumber === undefined && found.carrier === undefined) throw noHeading("a column with carrier or tracking number ('Versanddienstleister', 'Sendungsnummer')", headings);
  const groups = new Map<string, TableRecord[]>();
  const rows: Pending[] = [];
  for (const record of records) {
    const orderNumber = cellIn(record, found, 'orderNumber');
    if (orderNumber !== undefined) groups.set(orderNumber, [...(groups.get(orderNumber) ?? []), record]);
    else {
      const problem = refused(`Row ${record.row}, column '${found.orderNumber}': there is no order number`, 'Correct the row where the file comes from.');
      rows.push(() => new Unreadable({ channel: 'hyreka', account: 'file', id: `row ${record.row}` }, `row ${record.row}`, problem));
    }
  }
  const { channel, account } = settings;
  const shipments = [...groups].map(([orderNumber, group]) => () => {
    const made = settleNow(() => shipmentOf(orderNumber, group, found, settings));
    return 'value' in made ? (made.value as unknown as Row) : new Unreadable({ channel, account, id: orderNumber }, orderNumber, made.problem);
  });
  return [...rows, ...shipments];
}

/** The books know a shipment by its order. */
export function tellShipment(record: Row) {
  const { order, orderNumber = order.id } = record as unknown as Shipment;
  return { key: identityKey(order), number: orderNumber, state: 'done' };
}
