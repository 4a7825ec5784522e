import type { INodeProperties } from 'n8n-workflow';

import { identityKey, type Identity, type PurchaseOrder } from '../../../shared/model';
import type { ItemContext, Row, RunContext, Unreadable } from '../../../shared/node/operation';
import { mapRecords } from '../../../shared/node/records';
import { purchaseIdentity, purchaseNumber, purchaseState, toPurchaseOrder, type PurchaseScope } from '../../mapping-purchase';
import type { WeightUnit } from '../../mapping-lines';
import { readSuppliers } from '../../read-purchases';
import { readWeights } from '../../read-weights';
import type { LinnworksPurchaseOrder } from '../../types-purchase';
import { weightUnitField } from '../fields';

export const suppliersField: INodeProperties = {
  displayName: 'Load Supplier Names',
  name: 'loadSuppliers',
  type: 'boolean',
  default: true,
  description: "Whether to read the suppliers' names, of which an order holds only the ID. Costs one call.",
};

/** The unit tells what the weights are; only then are they asked for. */
export const purchaseWeightField: INodeProperties = {
  ...weightUnitField,
  description: `${weightUnitField.description ?? ''} Orders hold no weights: those of their stock items are read, one call for 100 of them.`,
};

export async function scopeOf(
  run: RunContext,
  item: ItemContext,
  onlyOutstanding: boolean,
  orders: readonly LinnworksPurchaseOrder[],
): Promise<PurchaseScope> {
  const wanted = item.param<boolean | undefined>('loadSuppliers') ?? true;
  const suppliers = wanted ? await run.once('suppliers', async () => await readSuppliers(run.client)) : new Map<string, string>();
  const ids = orders.flatMap(({ PurchaseOrderItem: items }) => (items ?? []).flatMap(({ fkStockItemId: id }) => (id ? [id] : [])));
  return { onlyOutstanding, suppliers, weights: await readWeights(run.client, ids, item.param<WeightUnit | undefined>('weightUnit') ?? 'none') };
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
