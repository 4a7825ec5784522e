import type { INodeProperties } from 'n8n-workflow';

import { identityKey, type Identity, type PurchaseOrder } from '../../../shared/model';
import type { ItemContext, Row, RunContext, Unreadable } from '../../../shared/node/operation';
import { mapRecords } from '../../../shared/node/records';
import { purchaseIdentity, purchaseNumber, purchaseState, toPurchaseOrder, type PurchaseScope } from '../../mapping-purchase';
import { readSuppliers } from '../../read-purchases';
import type { LinnworksPurchaseOrder } from '../../types-purchase';

export const suppliersField: INodeProperties = {
  displayName: 'Load Supplier Names',
  name: 'loadSuppliers',
  type: 'boolean',
  default: true,
  description: "Whether to read the suppliers' names, of which an order holds only the ID. Costs one call.",
};

export async function scopeOf(run: RunContext, item: ItemContext, onlyOutstanding: boolean): Promise<PurchaseScope> {
  const wanted = item.param<boolean | undefined>('loadSuppliers') ?? true;
  const suppliers = wanted ? await run.once('suppliers', async () => await readSuppliers(run.client)) : new Map<string, string>();
  return { onlyOutstanding, suppliers };
}

/** Purchase orders in the model; one that Linnworks left a needed field out of stands in its place as not readable. */
export function purchaseRows(orders: readonly LinnworksPurchaseOrder[], scope: PurchaseScope): Array<Row | Unreadable> {
  const headerOf = ({ PurchaseOrderHeader: header }: LinnworksPurchaseOrder) => header ?? {};
  const tell = (order: LinnworksPurchaseOrder) => ({
    identity: purchaseIdentity(headerOf(order)),
    number: purchaseNumber(headerOf(order)),
  });
  return mapRecords(orders, tell, (order) => toPurchaseOrder(order, scope) as unknown as Row);
}

/** A purchase order is done for what it stands at: a changed one is news. */
export const tellPurchase = (record: Row) => ({
  key: identityKey(record.identity as unknown as Identity),
  number: String(record.number),
  state: purchaseState(record as unknown as PurchaseOrder),
});
