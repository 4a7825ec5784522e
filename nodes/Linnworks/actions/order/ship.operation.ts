import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { refused } from '../../../shared/api/problem';
import { parseShipment, type Shipment } from '../../../shared/model';
import type { ItemContext, Outcome, RunContext, WriteOperation } from '../../../shared/node/operation';
import { nameOf, type WantedOrder } from '../../../shared/node/wanted-order';
import { findOrders } from '../../find-orders';
import { jsonParam } from '../../../shared/node/params';
import { naming, prepareItems } from '../../../shared/node/prepare';
import { taking } from '../../../shared/node/taking';
import { refuseVoided } from '../../../shared/node/voided';
import { shipmentHolds } from '../../holds';
import { ruleFor, serviceIds, type ServiceRule } from '../../postal-services';
import type { InvoicePolicy } from '../../process-orders';
import { leadingParcel, settledBefore, shipmentName, shipOrders, shipPlan, type ShipJob } from '../../ship-orders';
import { findBy, findFields, withoutPrefix } from './target';

const fields: INodeProperties[] = [
  {
    displayName: 'Shipment',
    name: 'shipment',
    type: 'json',
    default: '={{ $json }}',
    required: true,
    description: 'The shipment in the Channel Sync shape, as Shipment: Get Many of the warehouse gives it',
  },
  ...findFields,
  {
    displayName: 'Process the Order',
    name: 'processOrder',
    type: 'boolean',
    default: true,
    description: 'Whether the order is despatched with it. Off: its tracking number is written and it stays open, for labels that are bought before the goods are sent.',
  },
  {
    displayName: 'Mark Invoice as Printed',
    name: 'invoicePrinted',
    type: 'options',
    displayOptions: { show: { processOrder: [true] } },
    options: [
      { name: 'Always', value: 'always', description: 'Before processing, for every order whose invoice is not printed' },
      { name: 'Never', value: 'never', description: 'An order whose invoice has to be printed first is refused' },
      {
        name: 'When Required',
        value: 'whenRequired',
        description: 'Only when Linnworks asks for it; the order is then processed once more',
      },
    ],
    default: 'whenRequired',
    description: 'Accounts can demand a printed invoice before an order is processed. This sets the flag and prints nothing.',
  },
  {
    displayName: 'Options',
    name: 'options',
    type: 'collection',
    placeholder: 'Add option',
    default: {},
    options: [
      {
        displayName: 'Postal Services',
        name: 'postalServices',
        type: 'fixedCollection',
        typeOptions: { multipleValues: true },
        placeholder: 'Add postal service',
        default: {},
        description:
          'Which postal service of Linnworks stands for a carrier of the warehouse. The sales channel is told that one. Orders of carriers not listed keep their own.',
        options: [
          {
            displayName: 'Service',
            name: 'service',
            values: [
              {
                displayName: 'Carrier or Service of the Warehouse',
                name: 'carrier',
                type: 'string',
                default: '',
                placeholder: 'e.g. dhl',
                description: "The carrier's code or text, or the service's text, on the parcel",
              },
              {
                displayName: 'Postal Service Name or ID',
                name: 'postalService',
                type: 'options',
                typeOptions: { loadOptionsMethod: 'getPostalServices' },
                default: '',
                description:
                  'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
              },
            ],
          },
        ],
      },
    ],
  },
];

const output = z
  .object({
    outcome: z.enum(['shipped', 'updated', 'unchanged']),
    targetId: z.string(),
    orderId: z.string(),
    numOrderId: z.number(),
    referenceNumber: z.string(),
    identityKey: z.string(),
    number: z.string(),
    trackingNumber: z.string().optional(),
    furtherTrackingNumbers: z.string().describe('Linnworks holds one number per order; these stayed here').optional(),
    trackingNumberAtLinnworks: z.string().describe('Of an order that was processed before').optional(),
    invoiceMarkedAsPrinted: z.boolean().optional(),
  })
  .passthrough();

interface Read {
  index: number;
  shipment: Shipment;
  wanted: WantedOrder;
  /** Postal service by id or name. */
  service?: string;
  policy: InvoicePolicy;
  processes: boolean;
}

interface ShipOptions {
  postalServices?: { service?: ServiceRule[] };
}

const rulesOf = (item: ItemContext): ServiceRule[] => item.param<ShipOptions | undefined>('options')?.postalServices?.service ?? [];

function readItem(item: ItemContext): Read {
  const shipment = parseShipment(jsonParam(item, 'shipment', 'Shipment'));
  refuseVoided(shipment);
  if (shipment.complete === false) {
    throw refused(
      `${shipmentName(shipment)} is shipped in part, and Linnworks despatches whole orders`,
      'Split the order in Linnworks first, or hand the shipment over once all of it is on its way.',
    );
  }
  return {
    index: item.index,
    shipment,
    wanted: {
      identity: shipment.order,
      number: withoutPrefix(item, shipment.orderNumber),
      references: shipment.references,
    },
    service: ruleFor(leadingParcel(shipment), rulesOf(item)),
    policy: item.param<InvoicePolicy | undefined>('invoicePrinted') ?? 'whenRequired',
    processes: item.param<boolean | undefined>('processOrder') ?? true,
  };
}

/** Jobs of the orders that were found; two shipments of one order are one job and its repeats. */
async function jobsOf(run: RunContext, read: readonly Read[], items: readonly ItemContext[]) {
  const by = items[0] ? findBy(items[0]) : 'identity';
  const ids = await serviceIds(run.client, [...new Set(read.flatMap(({ service }) => (service === undefined ? [] : [service])))]);
  const found = await findOrders(
    run.client,
    read.map(({ wanted }) => wanted),
    by,
  );
  const jobs: ShipJob[] = [];
  const failed: Outcome[] = [];
  const repeats = new Map<number, number>();
  const seen = new Map<string, number>();
  read.forEach((one, position) => {
    const result = found[position];
    if (!result || 'problem' in result) {
      if (result) failed.push({ index: one.index, problem: naming(nameOf(one.wanted), result.problem) });
      return;
    }
    const { order } = result;
    const earlier = seen.get(order.OrderId ?? '');
    if (earlier === undefined) {
      seen.set(order.OrderId ?? '', one.index);
      jobs.push({ ...one, order, serviceId: one.service === undefined ? undefined : ids.get(one.service) });
    } else repeats.set(one.index, earlier);
  });
  return { jobs, failed, repeats };
}

/** A further shipment of an order has the fate of the first. */
function repeated(index: number, first: Outcome | undefined): Outcome[] {
  if (!first) return [];
  if ('problem' in first) return [{ index, problem: first.problem }];
  return [{ index, row: { ...first.row, outcome: ['shipped', 'updated'].includes(String(first.row.outcome)) ? 'unchanged' : first.row.outcome } }];
}

export const shipOrder: WriteOperation = taking({ kind: 'shipment', field: 'shipment', holds: (item, shipment) => shipmentHolds(ruleFor(leadingParcel(shipment as Shipment), rulesOf(item)) !== undefined) }, {
  kind: 'write',
  value: 'ship',
  name: 'Ship',
  action: 'Ship orders',
  description: 'Write the tracking number and process the order, which tells the sales channel; or only the number',
  fields,
  output,
  async run(run: RunContext, items: ItemContext[]) {
    const prepared = prepareItems(items, readItem);
    const { jobs, failed, repeats } = await jobsOf(run, prepared.jobs, items);
    const settled = jobs.map((job) => ({ job, outcome: settledBefore(job) }));
    const before = settled.flatMap(({ outcome }) => (outcome ? [outcome] : []));
    const open = settled.flatMap(({ job, outcome }) => (outcome ? [] : [job]));
    const outcomes = [...before, ...(run.dryRun ? open.map(shipPlan) : await shipOrders(run.client, open))];
    const byIndex = new Map(outcomes.map((outcome) => [outcome.index, outcome]));
    const again = [...repeats].flatMap(([index, first]) => repeated(index, byIndex.get(first)));
    return [...prepared.failed, ...failed, ...outcomes, ...again];
  },
});
