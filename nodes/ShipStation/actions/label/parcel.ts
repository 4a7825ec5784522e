import { parseOrder, type Order } from '../../../shared/model';
import type { ItemContext, RunContext } from '../../../shared/node/operation';
import { jsonParam } from '../../../shared/node/params';
import { carriersToAsk, parcelGrams, type Parcel } from '../../rates';
import { chosenShipFrom, readShipFrom, type ShipFrom } from '../../ship-from';
import { textOf } from '../fields';

export const shipFromOf = async (run: RunContext): Promise<ShipFrom[]> => await run.once('ship from', async () => await readShipFrom(run.client));

/** @throws Problem for what is missing */
export function parcelOf(item: ItemContext, warehouses: readonly ShipFrom[]): Parcel & { order: Order } {
  const order = parseOrder(jsonParam(item, 'order', 'Order'));
  return {
    order,
    grams: parcelGrams(order, Number(item.param<unknown>('weightGrams') ?? 0) || 0),
    from: chosenShipFrom(warehouses, textOf(item.param, 'shipFrom')),
    carriers: item.param<string[] | undefined>('carriers') ?? [],
  };
}

/** Carriers are looked up once for all items that choose the same. */
export const idsOf = (run: RunContext, carriers: readonly string[]) => async (): Promise<string[]> =>
  await run.once(`carriers ${carriers.join(' ')}`, async () => await carriersToAsk(run.client, carriers));
