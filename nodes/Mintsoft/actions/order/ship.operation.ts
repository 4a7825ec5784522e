import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { refused } from '../../../shared/api/problem';
import { compact, liveParcels, parseShipment, type Shipment } from '../../../shared/model';
import type { ItemContext, Row, RunContext, WriteOperation } from '../../../shared/node/operation';
import { jsonParam } from '../../../shared/node/params';
import { changeOrder, planChange, shipChange } from '../../change-orders';
import { prepareItems } from '../../../shared/node/prepare';
import { taking } from '../../../shared/node/taking';
import { refuseVoided } from '../../../shared/node/voided';
import { shipmentHolds } from '../../holds';
import { idOf } from '../fields';
import { statusNames } from './rows';
import { changeEach, changeOutput, lookUpOf, targetFields, type Aim } from './target';

const fields: INodeProperties[] = [
  {
    displayName: 'Shipment',
    name: 'shipment',
    type: 'json',
    default: '={{ $json }}',
    required: true,
    description: 'The shipment in the Channel Sync shape, as Shipment: Get Many of the system that sent it gives it',
  },
  ...targetFields,
  {
    displayName: 'Options',
    name: 'options',
    type: 'collection',
    placeholder: 'Add option',
    default: {},
    options: [
      {
        displayName: 'Courier Services',
        name: 'couriers',
        type: 'fixedCollection',
        typeOptions: { multipleValues: true },
        placeholder: 'Add courier service',
        default: {},
        description:
          'Which courier service of Mintsoft stands for a carrier. It is set before the despatch, one more call per order; orders of carriers not listed keep their own.',
        options: [
          {
            displayName: 'Courier',
            name: 'courier',
            values: [
              {
                displayName: 'Carrier or Service of the Shipment',
                name: 'carrier',
                type: 'string',
                default: '',
                placeholder: 'e.g. royal-mail',
                description: "The carrier's code or text, or the service's text, on the parcel",
              },
              {
                displayName: 'Courier Service Name or ID',
                name: 'courierService',
                type: 'options',
                typeOptions: { loadOptionsMethod: 'getCourierServices' },
                default: '',
                description: 'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
              },
            ],
          },
        ],
      },
    ],
  },
];

type Rule = { carrier?: string; courierService?: string | number };

interface ShipAim extends Aim {
  trackingNumber: string;
  /** Mintsoft takes one number an order (mintsoft.md §5.4). */
  furtherTrackingNumbers?: string;
  courierServiceId?: number;
}

const nameOfShipment = ({ order, orderNumber }: Shipment): string => `Order '${orderNumber ?? order.id}'`;

function courierFor(shipment: Shipment, rules: readonly Rule[]): number | undefined {
  const [parcel] = liveParcels(shipment);
  const told = [parcel?.service, parcel?.carrierName, parcel?.carrier].flatMap((text) => (text ? [text.trim().toLowerCase()] : []));
  const rule = rules.find(({ carrier }) => told.includes((carrier ?? '').trim().toLowerCase()));
  return rule && idOf(<T>() => rule.courierService as T, 'courierService', 'Courier Service Name or ID');
}

const rulesOf = (item: ItemContext): Rule[] => item.param<{ couriers?: { courier?: Rule[] } } | undefined>('options')?.couriers?.courier ?? [];

function aimOf(item: ItemContext): ShipAim {
  const shipment = parseShipment(jsonParam(item, 'shipment', 'Shipment'));
  refuseVoided(shipment);
  if (shipment.complete === false) {
    throw refused(`${nameOfShipment(shipment)} is shipped in part, and this despatches whole orders`, 'Hand the shipment over once all of it is on its way.');
  }
  const [first = '', ...further] = new Set(liveParcels(shipment).flatMap(({ trackingNumber }) => trackingNumber ?? []));
  const courierServiceId = courierFor(shipment, rulesOf(item));
  return {
    index: item.index,
    wanted: { identity: shipment.order, number: shipment.orderNumber, references: shipment.references },
    lookUp: lookUpOf(item),
    trackingNumber: first,
    ...(further.length > 0 ? { furtherTrackingNumbers: further.join(', ') } : {}),
    ...(courierServiceId === undefined ? {} : { courierServiceId }),
  };
}

const output = changeOutput.extend({ furtherTrackingNumbers: z.string().describe('Mintsoft holds one number per order; these stayed here').optional() });

export const shipOrder: WriteOperation = taking({ kind: 'shipment', field: 'shipment', holds: (item, shipment) => shipmentHolds(courierFor(shipment as Shipment, rulesOf(item)) !== undefined) }, {
  kind: 'write',
  value: 'ship',
  name: 'Ship',
  action: 'Ship orders',
  description: 'Mark orders as despatched with their tracking number',
  fields,
  output,
  async run(run: RunContext, items: ItemContext[]) {
    const { jobs, failed } = prepareItems(items, aimOf);
    if (jobs.length === 0) return failed;
    const names = await statusNames(run);
    const outcomes = await changeEach(run, jobs, {
      async one(job, { trackingNumber, furtherTrackingNumbers, courierServiceId }) {
        const change = shipChange(trackingNumber, courierServiceId, names);
        return run.dryRun ? planChange(job, change, 'would ship', 'MarkDespatched, one call per order.') : await changeOrder(run.client, job, change, compact({ furtherTrackingNumbers }) as Row);
      },
    });
    return [...failed, ...outcomes];
  },
});
