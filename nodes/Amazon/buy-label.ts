import { createHash } from 'node:crypto';

import { Problem } from '../shared/api/problem';
import { gunzipWherePacked } from '../shared/format';
import { compact } from '../shared/model';
import type { Outcome, Row, RowFile, RunContext } from '../shared/node/operation';
import { settle } from '../shared/node/settle';
import { openItems, type LabelDetails, type LabelItem } from './label-details';
import { isPrime, leftOf, readState } from './order-state';
import { chooseRate, priceOf, readRates, type RateChoice, type ShippingService } from './rates';
import { RestrictedAccess } from './report-document';
import type { AmazonOrder } from './types';
import { apiRequest } from './wire';

export interface BuyJob {
  index: number;
  orderId: string;
  items?: LabelItem[];
  /** Everything but the items. */
  details(items: LabelItem[]): LabelDetails;
  choice: RateChoice;
  /** Orders without a Prime promise are passed over. */
  onlyPrime: boolean;
  sellerInputs?: unknown[];
}

export interface AmazonShipment {
  ShipmentId?: string | null;
  AmazonOrderId?: string | null;
  TrackingId?: string | null;
  Status?: string | null;
  ShippingService?: ShippingService | null;
  Label?: { FileContents?: { Contents?: string | null; FileType?: string | null; Checksum?: string | null } | null; LabelFormat?: string | null } | null;
}

const nameOf = (orderId: string): string => `Order '${orderId}'`;

/** One token for all purchases of a run. */
const accessOf = async (run: RunContext): Promise<RestrictedAccess> =>
  await run.once('buy access', async () => new RestrictedAccess(run.client, [{ method: 'POST', path: '/mfn/v0/shipments' }]));

const ENDINGS: Readonly<Record<string, string>> = { 'application/pdf': 'pdf', 'image/png': 'png', 'application/zpl': 'zpl' };

async function unpackedLabel(contents: string): Promise<Uint8Array> {
  async function* whole(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(contents, 'base64');
  }
  const parts: Uint8Array[] = [];
  for await (const part of gunzipWherePacked(whole())) parts.push(part);
  return Buffer.concat(parts);
}

const md5 = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('base64');

/** A paid label is never thrown away: what is odd about it is said beside it. */
async function labelOf(shipment: AmazonShipment): Promise<{ file?: RowFile; warning?: string }> {
  const { Contents, FileType, Checksum } = shipment.Label?.FileContents ?? {};
  if (!Contents) return { warning: 'Amazon gave no label file: open the shipment in Seller Central and print it there' };
  const packed = Buffer.from(Contents, 'base64');
  const read = await settle(async () => await unpackedLabel(Contents));
  const bytes = 'value' in read ? read.value : packed;
  // Of which bytes the checksum is taken is unconfirmed (amazon.md §12).
  const isIntact = !Checksum || [md5(bytes), md5(packed)].includes(Checksum);
  const mimeType = FileType || 'application/octet-stream';
  const fileName = `label_${shipment.AmazonOrderId ?? shipment.ShipmentId ?? ''}.${ENDINGS[mimeType] ?? 'bin'}`;
  return {
    file: { fileName, mimeType, data: bytes },
    ...(isIntact ? {} : { warning: 'The checksum of the label does not fit: look at the printed label before you use it' }),
  };
}

function boughtRow(shipment: AmazonShipment, orderId: string, more: Row): Row {
  const service = shipment.ShippingService ?? {};
  return compact({
    outcome: 'bought',
    targetId: shipment.ShipmentId ?? '',
    orderId,
    number: orderId,
    shipmentId: shipment.ShipmentId,
    trackingNumber: shipment.TrackingId,
    carrier: service.CarrierName,
    service: service.ShippingServiceName,
    serviceId: service.ShippingServiceId,
    price: priceOf(service),
    currency: (service.RateWithAdjustments ?? service.Rate)?.CurrencyCode,
    status: shipment.Status,
    ...more,
  }) as Row;
}

const numbersOf = (order: AmazonOrder): string[] => (order.packages ?? []).flatMap(({ trackingNumber }) => trackingNumber || []);

/** Whether the pieces are packed already: by an earlier label, or by somebody else. */
function isPacked(order: AmazonOrder, items: readonly LabelItem[] | undefined): boolean {
  if (!items) return openItems(order).length === 0;
  return items.every(({ OrderItemId }) => {
    const item = order.orderItems?.find(({ orderItemId }) => orderItemId === OrderItemId);
    return item !== undefined && leftOf(item) <= 0;
  });
}

function passedOver({ index, orderId }: BuyJob): Outcome {
  return { index, row: { outcome: 'skipped', targetId: '', orderId, number: orderId, warning: 'Not a Prime order' } };
}

function unchanged(job: BuyJob, order: AmazonOrder): Outcome {
  const numbers = numbersOf(order);
  const trackingNumber = numbers.length > 0 ? numbers.join(', ') : undefined;
  return { index: job.index, row: compact({ outcome: 'unchanged', targetId: job.orderId, orderId: job.orderId, number: job.orderId, trackingNumber }) as Row };
}

function purchase(details: LabelDetails, service: ShippingService, sellerInputs: unknown[] | undefined) {
  return {
    ShipmentRequestDetails: details,
    ShippingServiceId: service.ShippingServiceId ?? '',
    ...(service.ShippingServiceOfferId ? { ShippingServiceOfferId: service.ShippingServiceOfferId } : {}),
    ...(sellerInputs ? { ShipmentLevelSellerInputsList: sellerInputs } : {}),
  };
}

/** The answer of a purchase was lost. It is looked for and never repeated: a second one costs a second label (amazon.md §3.4). */
async function afterLostAnswer(run: RunContext, job: BuyJob, before: AmazonOrder, problem: Problem): Promise<Outcome> {
  const after = await settle(async () => await readState(run.client, job.orderId));
  const fresh = 'value' in after ? numbersOf(after.value).filter((number) => !numbersOf(before).includes(number)) : [];
  const found =
    fresh.length > 0
      ? `the label was bought: tracking number ${fresh.join(', ')}, but its file did not arrive`
      : 'the order shows no new parcel yet, which may come later';
  return {
    index: job.index,
    problem: new Problem({
      ...problem.details,
      kind: 'unknown',
      message: `${nameOf(job.orderId)}: Amazon's answer to the purchase of a label was lost; ${found}`,
      nextStep: 'It was not bought again. Print the label in Seller Central (Manage Orders, Reprint label), or, if there is none, run it again.',
    }),
  };
}

/** Buys one label: a look at the order, a quote, the purchase. The despatch is confirmed by it (amazon.md §12). */
export async function buyLabel(run: RunContext, job: BuyJob): Promise<Outcome> {
  const { client } = run;
  const order = await readState(client, job.orderId);
  if (job.onlyPrime && !isPrime(order)) return passedOver(job);
  if (isPacked(order, job.items) && order.fulfillment?.fulfillmentStatus !== 'CANCELLED') return unchanged(job, order);
  const details = job.details(job.items ?? openItems(order));
  const service = chooseRate(await readRates(client, details), job.choice, nameOf(job.orderId));
  const body = purchase(details, service, job.sellerInputs);
  if (run.dryRun) {
    const { method, path, body: text = '' } = apiRequest('createShipment', { body });
    const price = `${String(priceOf(service) ?? '?')} ${(service.RateWithAdjustments ?? service.Rate)?.CurrencyCode ?? ''}`.trim();
    const plan = `createShipment buys '${service.ShippingServiceName ?? ''}' of ${service.CarrierName ?? ''} for ${price} and confirms the despatch.`;
    const row = boughtRow({ ShippingService: service }, job.orderId, { outcome: 'would buy', request: { method, path, body: text }, plan });
    return { index: job.index, row };
  }
  const access = await accessOf(run);
  const bought = await settle(async () => await access.call<{ payload?: AmazonShipment | null } | undefined>('createShipment', { body }));
  if ('problem' in bought) {
    if (bought.problem.details.kind === 'unknown') return await afterLostAnswer(run, job, order, bought.problem);
    return { index: job.index, problem: bought.problem };
  }
  const shipment = bought.value.data?.payload ?? {};
  const { file, warning } = await labelOf(shipment);
  return { index: job.index, row: boughtRow(shipment, job.orderId, warning ? { warning } : {}), ...(file ? { files: { label: file } } : {}) };
}
