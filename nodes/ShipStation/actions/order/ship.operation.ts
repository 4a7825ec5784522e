import type { INodeProperties } from 'n8n-workflow';

import { refused } from '../../../shared/api/problem';
import { liveParcels, parseShipment, type Shipment } from '../../../shared/model';
import type { ItemContext, RunContext, WriteOperation } from '../../../shared/node/operation';
import { jsonParam } from '../../../shared/node/params';
import { prepareItems } from '../../../shared/node/prepare';
import { taking } from '../../../shared/node/taking';
import { refuseVoided } from '../../../shared/node/voided';
import { shipmentHolds } from '../../holds';
import { shipStation, shipStationV2 } from '../../api';
import { connectedCarrier, OTHER } from '../../carriers';
import { changeOrder, planChange, shipChange } from '../../change-orders';
import { isV2, readCarriers } from '../../lists';
import { pacificDay } from '../../times';
import { fulfilOrders, type FulfilJob } from '../../v2-fulfilments';
import { prefixField, textOf } from '../fields';
import { aimOf, changeEach, changeOutput, type Aim } from './target';

const fields: INodeProperties[] = [
  {
    displayName: 'Shipment',
    name: 'shipment',
    type: 'json',
    default: '={{ $json }}',
    required: true,
    description: 'The shipment in the Channel Sync shape, as Shipment: Get Many of the system that sent it gives it',
  },
  prefixField,
  {
    displayName: 'Carrier Name or ID',
    name: 'carrier',
    type: 'options',
    typeOptions: { loadOptionsMethod: 'getCarriers' },
    default: '',
    description:
      'For all shipments. Leave empty to take the connected carrier the parcel went with, or "other" where none is. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
  },
  {
    displayName: 'Notify Sales Channel',
    name: 'notifySalesChannel',
    type: 'boolean',
    default: true,
    description: 'Whether ShipStation tells the store the order came from',
  },
  {
    displayName: 'Notify Customer',
    name: 'notifyCustomer',
    type: 'options',
    options: [
      { name: 'As the Shipment Says', value: 'shipment' },
      { name: 'No', value: 'no' },
      { name: 'Yes', value: 'yes' },
    ],
    default: 'shipment',
    description: 'Who gets an e-mail from ShipStation',
  },
];

interface ShipAim extends Aim {
  shipment: Shipment;
  carrier: string;
  notifyCustomer: boolean;
  notifySalesChannel: boolean;
}

function shipAim(item: ItemContext): ShipAim {
  const shipment = parseShipment(jsonParam(item, 'shipment', 'Shipment'));
  refuseVoided(shipment);
  const wanted = { identity: shipment.order, number: shipment.orderNumber, references: shipment.references };
  if (shipment.complete === false) {
    throw refused(
      `Order '${wanted.number ?? wanted.identity.id}' is shipped in part, and ShipStation can mark whole orders only`,
      'Hand it over once the whole order is shipped.',
    );
  }
  const notify = item.param<string | undefined>('notifyCustomer') ?? 'shipment';
  return {
    ...aimOf(item, wanted),
    shipment,
    carrier: textOf(item.param, 'carrier'),
    notifyCustomer: notify === 'yes' || (notify === 'shipment' && shipment.notifyBuyer === true),
    notifySalesChannel: item.param<boolean | undefined>('notifySalesChannel') ?? true,
  };
}

function fulfilJob({ shipment, ...aim }: ShipAim): FulfilJob {
  const [parcel, ...others] = liveParcels(shipment);
  return { ...aim, parcel, left: others.flatMap(({ trackingNumber }) => trackingNumber ?? []), shippedAt: shipment.shippedAt };
}

export const shipOrder: WriteOperation = taking({ kind: 'shipment', field: 'shipment', holds: (item, _shipment, { carrier }) => shipmentHolds(carrier !== OTHER, item.param<string | undefined>('notifyCustomer') !== 'no') }, {
  kind: 'write',
  value: 'ship',
  name: 'Ship',
  action: 'Ship orders',
  description: 'Mark whole orders as shipped with carrier and tracking number, without a label of ShipStation',
  fields,
  output: changeOutput,
  vendors: [shipStation, shipStationV2],
  async run(run: RunContext, items: ItemContext[]) {
    const { jobs, failed } = prepareItems(items, shipAim);
    if (isV2(run.client)) return [...failed, ...(await fulfilOrders(run, jobs.map(fulfilJob)))];
    const carriers = jobs.some(({ carrier }) => carrier === '') ? await run.once('carriers', async () => await readCarriers(run.client)) : [];
    const outcomes = await changeEach(run, jobs, {
      standing: ['awaiting_shipment'],
      async one(job, { shipment, carrier, notifyCustomer, notifySalesChannel }) {
        const [first, ...others] = liveParcels(shipment);
        const told = carrier || connectedCarrier(carriers, first ?? {});
        const change = shipChange({
          carrierCode: told,
          trackingNumber: first?.trackingNumber ?? '',
          shipDate: pacificDay(shipment.shippedAt),
          notifyCustomer,
          notifySalesChannel,
        });
        if (run.dryRun) return planChange(job, change, 'would ship');
        // One number is all the call takes (shipstation.md §A2).
        const left = others.flatMap(({ trackingNumber }) => trackingNumber ?? []);
        return await changeOrder(run.client, job, change, {
          carrier: told,
          ...(left.length > 0 ? { warning: `ShipStation takes one tracking number; not told: ${left.join(', ')}` } : {}),
        });
      },
    });
    return [...failed, ...outcomes];
  },
});
