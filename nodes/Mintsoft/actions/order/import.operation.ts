import { refused } from '../../../shared/api/problem';
import { identityKey, parseOrder, type Order } from '../../../shared/model';
import { assuming } from '../../../shared/node/assuming';
import type { ItemContext, RunContext, WriteOperation } from '../../../shared/node/operation';
import { jsonParam } from '../../../shared/node/params';
import { importDryRun, importJobs, type ImportJob } from '../../import-orders';
import { readEntries } from '../../lists';
import { toNewOrder, type ImportSettings } from '../../mapping-import';
import { prepareItems } from '../../../shared/node/prepare';
import { firstOfEach, withRepeats } from '../../../shared/node/repeats';
import { clientOf, idOf, textOf, zoneOf } from '../fields';
import { importFields, importOutput } from './import-fields';
import type { ImportOptions } from './import-options';
import { judging } from '../../picks';
import { taking } from '../../../shared/node/taking';
import { orderHolds, type Chosen } from '../../holds';

type ChannelMap = { source?: Array<{ source?: string; channel?: string | number }> };

/** Source or subsource -> channel: those of the same name, and over them those the operator set. */
async function channelsOf(run: RunContext, item: ItemContext): Promise<Map<string, number>> {
  const channels = new Map<string, number>();
  if (item.param<boolean | undefined>('matchChannels') === true) {
    const entries = await run.once('channels', async () => await readEntries(run.client, 'channels'));
    const clientId = clientOf(item.param);
    // Two clients can have a channel of one name; those without a client are everybody's.
    const own = entries.filter(({ ClientId }) => !ClientId || clientId === undefined || ClientId === clientId);
    for (const { ID, Name } of own) if (ID && Name) channels.set(Name.trim().toLowerCase(), ID);
  }
  for (const { source, channel } of item.param<ChannelMap | undefined>('channelMap')?.source ?? []) {
    const id = idOf(<T>() => channel as T, 'channel', 'Channel Name or ID');
    if (source?.trim() && id !== undefined) channels.set(source.trim().toLowerCase(), id);
  }
  return channels;
}

function settingsOf(item: ItemContext, channels: ReadonlyMap<string, number>): ImportSettings {
  const { param } = item;
  const options = param<ImportOptions | undefined>('options') ?? {};
  const couriers = (options.couriers?.courier ?? []).flatMap(({ method, courierService }) => {
    const courierServiceId = idOf(<T>() => courierService as T, 'courierService', 'Courier Service Name or ID');
    return method && courierServiceId !== undefined ? [{ method, courierServiceId }] : [];
  });
  return {
    zone: zoneOf(param),
    prefix: textOf(param, 'orderPrefix'),
    warehouseId: idOf(param, 'warehouse', 'Warehouse', 'needed') ?? 0,
    clientId: clientOf(param),
    channelId: idOf(param, 'channel', 'Channel'),
    channels,
    courierServiceId: idOf(param, 'courierService', 'Courier Service'),
    courierRules: couriers,
    courierText: options.courierText?.trim() || 'AUTO',
    requiredDespatchDate: param<boolean | undefined>('requiredDespatchDate') === true,
    bundles: options.bundles ?? 'parent',
    primeLabels: options.primeLabels === true,
    tags: options.tags?.trim(),
    comment: options.comment?.trim(),
    callbackUrl: options.callbackUrl?.trim(),
  };
}

function checkImportable(order: Order, ifHeld: string): void {
  const named = `Order '${order.number}'`;
  if (!order.complete) {
    throw refused(`${named} is not complete yet: parts of it are still missing at the source`, 'It can be imported once the source shows it as complete.');
  }
  if (order.status === 'cancelled') throw refused(`${named} is cancelled at the source`, 'Nothing to do; leave cancelled orders out before this node.');
  if (ifHeld === 'import') return;
  const held = (order.holds ?? []).map(({ kind }) => kind).join(', ') || (order.paid === false ? 'unpaid' : '');
  if (held === '') return;
  throw refused(`${named} is held back at the source (${held})`, "Hand it over once it is released there, or set 'Orders That Are Held Back' to Import.");
}

function jobOf(item: ItemContext, channels: ReadonlyMap<string, number>): ImportJob {
  const settings = settingsOf(item, channels);
  const order = parseOrder(jsonParam(item, 'order', 'Order'));
  checkImportable(order, item.param<string | undefined>('ifHeld') ?? 'refuse');
  return {
    index: item.index,
    order,
    body: toNewOrder(order, settings),
    clientId: settings.clientId,
    lookUp: item.param<ImportOptions | undefined>('options')?.lookUp ?? true,
  };
}

/** @throws never: the order went over with these very settings */
function chosen(item: ItemContext, order: Order): Chosen {
  const settings = settingsOf(item, new Map());
  const { id, name } = order.shippingMethod ?? {};
  const ruled = settings.courierRules.some(({ method }) => [id, name].some((text) => text?.trim().toLowerCase() === method.trim().toLowerCase()));
  return { paidOnly: item.param<string | undefined>('ifHeld') !== 'import', shipBy: settings.requiredDespatchDate, shippingMethod: ruled || settings.courierServiceId === undefined, programmes: settings.primeLabels };
}

export const importOrders: WriteOperation = assuming(taking({ kind: 'order', field: 'order', holds: (item, order) => orderHolds(order as Order, chosen(item, order as Order)) }, {
  kind: 'write',
  value: 'import',
  name: 'Import',
  action: 'Import orders',
  description: 'Create orders from another channel unless they are there',
  fields: importFields,
  output: importOutput,
  async run(run: RunContext, items: ItemContext[]) {
    const channels = new Map<number, ReadonlyMap<string, number>>();
    for (const item of items) channels.set(item.index, await channelsOf(run, item));
    const prepared = prepareItems(items, (item) => jobOf(item, channels.get(item.index) ?? new Map<string, number>()));
    const { jobs, repeats } = firstOfEach(prepared.jobs, ({ order }) => identityKey(order.identity));
    const outcomes = run.dryRun ? await importDryRun(run.client, jobs) : await importJobs(run.client, jobs, judging(run));
    return [...prepared.failed, ...withRepeats(outcomes, repeats)];
  },
}));
