import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { refused } from '../../../shared/api/problem';
import { identityKey, liveParcels, parseShipment, type Shipment } from '../../../shared/model';
import type { ItemContext, RunContext, WriteOperation } from '../../../shared/node/operation';
import { jsonParam } from '../../../shared/node/params';
import { prepareItems } from '../../../shared/node/prepare';
import { lastOfEach, withRepeats } from '../../../shared/node/repeats';
import { taking } from '../../../shared/node/taking';
import { refuseVoided } from '../../../shared/node/voided';
import { shipmentHolds } from '../../holds';
import { changeOrders, type ChangeJob } from '../../change-orders';
import { findStatus, readStatuses, type Status } from '../../statuses';
import { ownRef, refKey, statusField, textParam } from './fields';

const fields: INodeProperties[] = [
  {
    displayName: 'Shipment',
    name: 'shipment',
    type: 'json',
    default: '={{ $json }}',
    required: true,
    description: 'The shipment in the Channel Sync shape, as Shipment: Get Many of the system that sent it gives it',
  },
  { ...statusField, description: 'The status a despatched order gets; empty leaves it as it is. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.' },
  {
    displayName: 'Email Buyer',
    name: 'email',
    type: 'options',
    options: [
      { name: 'As the Shipment Says', value: 'shipment', description: 'Mailed only where the shipment asks for it' },
      { name: 'No', value: 'no' },
      { name: 'Yes', value: 'yes' },
    ],
    default: 'shipment',
    description: 'Whether UNAS mails the buyer about the new status, as the shop has it set up',
  },
];

const output = z
  .object({
    outcome: z.enum(['shipped', 'unchanged']),
    targetId: z.string(),
    identityKey: z.string(),
    number: z.string(),
    trackingNumber: z.string(),
    furtherParcels: z.array(z.string()).describe('Tracking numbers UNAS has no place for').optional(),
  })
  .passthrough();

const nameOf = ({ order, orderNumber }: Shipment): string => `Order '${orderNumber ?? order.id}'`;

function wantsMail(email: string, shipment: Shipment): boolean {
  return email === 'shipment' ? shipment.notifyBuyer === true : email === 'yes';
}

function jobOf(run: RunContext, item: ItemContext, statuses: readonly Status[]): ChangeJob {
  const shipment = parseShipment(jsonParam(item, 'shipment', 'Shipment'));
  refuseVoided(shipment);
  if (shipment.complete === false) {
    throw refused(`${nameOf(shipment)} is shipped in part, and UNAS knows only whole orders`, 'Hand the shipment over once all of it is on its way.');
  }
  const wanted = textParam(item, 'status');
  const [first, ...others] = liveParcels(shipment).filter(({ trackingNumber }) => trackingNumber);
  if (wanted === '' && !first) throw refused(`${nameOf(shipment)} has no tracking number, and no status is chosen`, "Choose a status in 'Status', or hand over shipments with a tracking number.");
  const status = wanted === '' ? undefined : findStatus(statuses, wanted).name;
  const further = others.map(({ trackingNumber }) => trackingNumber as string);
  return {
    index: item.index,
    ref: ownRef(shipment.order, run.client),
    identityKey: identityKey(shipment.order),
    change: { status, emailBuyer: wantsMail(item.param<string | undefined>('email') ?? 'shipment', shipment), trackingNumber: first?.trackingNumber, trackingUrl: first?.url },
    more: { trackingNumber: first?.trackingNumber ?? '', ...(status === undefined ? {} : { status }), ...(further.length > 0 ? { furtherParcels: further } : {}) },
  };
}

export const shipOrders: WriteOperation = taking({ kind: 'shipment', field: 'shipment', holds: (item) => shipmentHolds(item.param<string | undefined>('email') !== 'no') }, {
  kind: 'write',
  value: 'ship',
  name: 'Ship',
  action: 'Ship orders',
  description: 'Put tracking number and status of a despatch onto orders; one that has both already is left alone',
  fields,
  output,
  async run(run: RunContext, items: ItemContext[]) {
    const statuses = await readStatuses(run.client, run.now());
    const { jobs: all, failed } = prepareItems(items, (item) => jobOf(run, item, statuses));
    const { jobs, repeats } = lastOfEach(all, refKey);
    const outcomes = await changeOrders(run.client, jobs.reverse(), { done: 'shipped', dry: 'would ship' }, run.dryRun);
    return [...failed, ...withRepeats(outcomes, repeats)];
  },
});
