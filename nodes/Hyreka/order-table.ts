import { cellsOf, headingsOf, type CellStyle, type Field } from '../shared/format';
import { parseOrder, type Order } from '../shared/model';
import type { ItemContext } from '../shared/node/operation';
import { jsonParam } from '../shared/node/params';
import { prepareItems } from '../shared/node/prepare';
import { settleNow } from '../shared/node/settle';
import { customerKey } from './customer-fields';
import type { Job, Table } from './jobs';
import { amountRemarks, notHeld } from './not-held';
import { readyOrder, writtenOrder, type OrderSettings } from './order-job';
import { orderRows, type OrderRow } from './order-lines';

/** One job for each item; what one of them lacks concerns that one alone. */
function eachItem(items: readonly ItemContext[], headings: string[], make: (item: ItemContext) => Job): Table {
  const table: Table = { headings, jobs: [], failed: [] };
  for (const item of items) {
    const made = settleNow(() => make(item));
    if ('value' in made) table.jobs.push(made.value);
    else table.failed.push({ index: item.index, problem: made.problem });
  }
  return table;
}

export function orderTable(items: readonly ItemContext[], fields: ReadonlyArray<Field<OrderRow>>, style: CellStyle, settings: OrderSettings): Table {
  const names = new Set(fields.map(({ name }) => name));
  return eachItem(items, headingsOf(fields), (item) => {
    const { order, priced, remarks } = readyOrder(item, settings);
    return {
      indexes: [item.index],
      written: [writtenOrder(order)],
      remarks: [...remarks, ...amountRemarks(priced, sideWritten(names)), ...notHeld(order, names)],
      rows: orderRows(priced).map((row) => cellsOf(fields, row, style)),
    };
  });
}

/** The one side of prices the chosen columns hold; undefined where they hold both. */
function sideWritten(names: ReadonlySet<string>): 'gross' | 'net' | undefined {
  const has = (side: string): boolean => [...names].some((name) => name.endsWith(side));
  if (has('Gross') === has('Net')) return undefined;
  return has('Gross') ? 'gross' : 'net';
}

/** The customers of the orders, each once; the first order tells the address. */
export function customerTable(items: readonly ItemContext[], fields: ReadonlyArray<Field<Order>>, style: CellStyle): Table {
  const { jobs: orders, failed } = prepareItems(items, (item) => ({ index: item.index, order: parseOrder(jsonParam(item, 'record', 'Record')) }));
  const customers = new Map<string, Job>();
  const table: Table = { headings: headingsOf(fields), jobs: [], failed: failed.flatMap((one) => ('problem' in one ? [one] : [])) };
  for (const { index, order } of orders) {
    const made = settleNow(() => cellsOf(fields, order, style));
    if ('problem' in made) {
      table.failed.push({ index, problem: made.problem });
      continue;
    }
    const key = customerKey(order) ?? `order ${order.number}`;
    const known = customers.get(key);
    if (!known) {
      const job: Job = { indexes: [index], written: [writtenOrder(order)], remarks: [], rows: [made.value] };
      customers.set(key, job);
      table.jobs.push(job);
      continue;
    }
    known.indexes.push(index);
    known.written.push(writtenOrder(order));
    if (JSON.stringify(known.rows[0]) !== JSON.stringify(made.value)) {
      known.remarks.push(`Order '${order.number}': its customer is in the file with the data of order '${known.written[0]?.number}', which differ`);
    }
  }
  return table;
}
