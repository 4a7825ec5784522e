import { buildXml, type XmlInput } from '../shared/format/xml-write';
import { identityKey, type Order } from '../shared/model';
import type { Problem } from '../shared/api/problem';
import { naming } from '../shared/node/prepare';
import { settleNow } from '../shared/node/settle';
import type { ExportRequest } from './store-request';
import { orderXml, type StoreSettings } from './store-order';
import type { TargetStatus } from './status';

export interface PreparedOrder {
  index: number;
  order: Order;
  status: TargetStatus;
}

export interface Answer {
  xml: string;
  page: number;
  pages: number;
  /** Orders on this page. */
  orders: number;
  failed: Array<{ index: number; problem: Problem }>;
}

const changedAt = ({ order }: PreparedOrder): string => order.updatedAt ?? order.placedAt;

/** Oldest change first, equal ones by their identity: pages stay where they are within one poll (shipstation.md §C4). */
function inOrder(a: PreparedOrder, b: PreparedOrder): number {
  const [left, right] = [changedAt(a) + identityKey(a.order.identity), changedAt(b) + identityKey(b.order.identity)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** A store may keep each version of an order, so that a page never changes once its window has passed; the newest counts. */
function newest(prepared: readonly PreparedOrder[]): PreparedOrder[] {
  const found = new Map<string, PreparedOrder>();
  for (const one of prepared) {
    const key = identityKey(one.order.identity);
    const known = found.get(key);
    if (!known || changedAt(one) >= changedAt(known)) found.set(key, one);
  }
  return [...found.values()];
}

/** One page of the export. Orders the format has no place for are left out and told: one of them would reject the page. */
export function buildAnswer(prepared: readonly PreparedOrder[], { from, to, page }: ExportRequest, pageSize: number, settings: StoreSettings): Answer {
  const failed: Answer['failed'] = [];
  const rows: XmlInput[] = [];
  for (const one of newest(prepared.filter((each) => changedAt(each) >= from && changedAt(each) <= to)).sort(inOrder)) {
    const made = settleNow(() => {
      const xml = orderXml(one.order, one.status, settings);
      // What cannot be written is found here, for this order alone.
      buildXml({ Order: xml }, { illegal: 'drop' });
      return xml;
    });
    if ('value' in made) rows.push(made.value);
    else failed.push({ index: one.index, problem: naming(`Order '${one.order.number}'`, made.problem) });
  }
  const pages = Math.max(1, Math.ceil(rows.length / pageSize));
  const shown = rows.slice((page - 1) * pageSize, page * pageSize);
  const xml = buildXml({ Orders: { '@pages': String(pages), ...(shown.length > 0 ? { Order: shown } : {}) } }, { illegal: 'drop' });
  return { xml, page, pages, orders: shown.length, failed };
}

