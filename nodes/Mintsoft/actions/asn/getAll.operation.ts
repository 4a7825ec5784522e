import type { INodeProperties } from 'n8n-workflow';

import { identityKey, purchaseOrderSchema, type PurchaseOrder } from '../../../shared/model';
import { hiddenPageByPage, listFields, outputField } from '../../../shared/node/fields';
import type { ItemContext, ReadOperation, Row, RunContext, Unreadable } from '../../../shared/node/operation';
import { readWindowPage } from '../../../shared/node/page-read';
import { startOf } from '../../../shared/node/params';
import { mapRecords } from '../../../shared/node/records';
import { asnIdentity, asnName, asnState, ASN_STATUSES, toPurchaseOrder } from '../../mapping-asn';
import { firstPage, type PageCursor } from '../../pages';
import { ASNS_PER_PAGE, readAsnPage, readAsns, type AsnQuery } from '../../read-asns';
import type { MintsoftAsn } from '../../types';
import { clientField, clientOf, idOf, mintsoftPageFields, warehouseField, zoneField, zoneOf } from '../fields';

const fields: INodeProperties[] = [
  ...mintsoftPageFields('ASNs'),
  ...listFields.map(hiddenPageByPage),
  clientField,
  { ...warehouseField, description: 'Only ASNs of this warehouse. Leave empty for all.' },
  {
    displayName: 'Status',
    name: 'statuses',
    type: 'multiOptions',
    options: [...ASN_STATUSES].sort((a, b) => a.name.localeCompare(b.name, 'en')).map(({ id, name }) => ({ name, value: id })),
    default: [],
    description: 'Only ASNs in one of these; empty for all',
  },
  hiddenPageByPage({
    displayName: 'Changed Since',
    name: 'fromDate',
    type: 'dateTime',
    default: '',
    description: 'Only ASNs changed at or after this time. Leave empty for all.',
  }),
  zoneField,
  hiddenPageByPage(outputField),
];

const queryOf = ({ param }: ItemContext): AsnQuery => ({
  clientId: clientOf(param),
  warehouseId: idOf(param, 'warehouse', 'Warehouse'),
  statusIds: (param<Array<string | number> | undefined>('statuses') ?? []).map(Number),
  zone: zoneOf(param),
  items: true,
});

/** ASNs in the model; one that lacks a needed field stands in its place as not readable. */
export function asnRows(asns: readonly MintsoftAsn[], zone: string): Array<Row | Unreadable> {
  const tell = (asn: MintsoftAsn) => ({ identity: asnIdentity(asn), number: asnName(asn) });
  return mapRecords(asns, tell, (asn) => toPurchaseOrder(asn, zone) as unknown as Row);
}

function tellAsn(record: Row) {
  const asn = record as unknown as PurchaseOrder;
  return { key: identityKey(asn.identity), number: asn.number, state: asnState(asn) };
}

async function readPageOf(run: RunContext, item: ItemContext): Promise<Row> {
  const query = queryOf(item);
  return await readWindowPage<PageCursor>(
    run,
    item,
    startOf,
    async ({ from, cursor, pageSize }) => {
      const page = await readAsnPage(run.client, query, from, cursor ?? firstPage(pageSize, ASNS_PER_PAGE));
      return { ...page, rows: asnRows(page.rows, query.zone) };
    },
    tellAsn,
  );
}

async function readList(run: RunContext, item: ItemContext): Promise<Array<Row | Unreadable>> {
  const atMost = item.param<boolean>('returnAll') ? Number.POSITIVE_INFINITY : item.param<number>('limit');
  const query = queryOf(item);
  const asns = await readAsns(run.client, query, startOf(String(item.param<unknown>('fromDate') ?? '')), atMost);
  return item.param<string>('output') === 'raw' ? asns.map((asn) => ({ ...asn }) as unknown as Row) : asnRows(asns, query.zone);
}

export const getManyAsns: ReadOperation = {
  kind: 'read',
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many ASNs',
  description: 'Get advance shipping notices with what has arrived so far',
  fields,
  output: purchaseOrderSchema,
  async run(run: RunContext, item: ItemContext) {
    return item.param<boolean>('pageByPage') ? [await readPageOf(run, item)] : await readList(run, item);
  },
};
