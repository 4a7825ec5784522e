import { identityKey, parseShipment, utc } from '../shared/model';
import { FromItem, WithFiles, type FileResult, type ItemContext } from '../shared/node/operation';
import { jsonParam } from '../shared/node/params';
import { settleNow } from '../shared/node/settle';
import type { Written } from './jobs';
import { amountRemarks } from './not-held';
import { openTransDispatch } from './opentrans-dispatch';
import { openTransOrder, type OpenTransFile, type OpenTransSettings } from './opentrans-order';
import { readyOrder, writtenOrder, type OrderSettings } from './order-job';
import { namedFile, type FileTarget } from './write-table';

interface Document extends OpenTransFile {
  written: Written;
}

function orderDocument(item: ItemContext, settings: OpenTransSettings & OrderSettings, now: number): Document {
  const { order, priced, remarks } = readyOrder(item, settings);
  const made = openTransOrder(priced, settings, utc(now));
  return { xml: made.xml, written: writtenOrder(order), remarks: [...remarks, ...made.remarks, ...amountRemarks(priced, 'net')] };
}

function dispatchDocument(item: ItemContext, settings: OpenTransSettings): Document {
  const shipment = parseShipment(jsonParam(item, 'record', 'Record'));
  const { order, orderNumber = order.id } = shipment;
  return { ...openTransDispatch(shipment, settings), written: { key: identityKey(order), number: orderNumber, state: 'done' } };
}

/** One document and one row for each item: an openTRANS file holds one order or one delivery. */
export function openTransFiles(
  items: readonly ItemContext[],
  kind: 'order' | 'dispatch',
  settings: OpenTransSettings & OrderSettings,
  target: FileTarget,
  timeZone: string,
): FileResult {
  const result: FileResult = { rows: [], failed: [] };
  for (const item of items) {
    const made = settleNow(() => {
      const { xml, written, remarks } = kind === 'order' ? orderDocument(item, settings, target.now) : dispatchDocument(item, settings);
      const file = namedFile(target, new TextEncoder().encode(xml), timeZone, { number: written.number });
      const row = { ...written, outcome: 'written', targetId: file.fileName, fileName: file.fileName, content: target.content, remarks };
      return new FromItem(item.index, new WithFiles(row, { [target.binaryProperty]: file }));
    });
    if ('value' in made) result.rows.push(made.value);
    else result.failed.push({ index: item.index, problem: made.problem });
  }
  return result;
}
