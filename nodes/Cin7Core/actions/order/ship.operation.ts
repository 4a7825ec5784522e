import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { refused } from '../../../shared/api/problem';
import { identityKey, liveParcels, parseShipment } from '../../../shared/model';
import type { ItemContext, RunContext, WriteOperation } from '../../../shared/node/operation';
import { jsonParam } from '../../../shared/node/params';
import { prepareItems } from '../../../shared/node/prepare';
import { taking } from '../../../shared/node/taking';
import { shipmentHolds } from '../../holds';
import type { WhenThere } from '../../boxes';
import { readCarriers, type UnknownCarrier } from '../../carriers';
import { shipJobs, type ShipJob } from '../../ship-orders';
import { changeOutput } from './target';

const carrierMapField: INodeProperties = {
  displayName: 'Carriers',
  name: 'carriers',
  type: 'fixedCollection',
  typeOptions: { multipleValues: true },
  placeholder: 'Add carrier',
  default: {},
  description: 'Which carrier of Cin7 Core stands for one of the shipping system. Others are found by their name.',
  options: [
    {
      displayName: 'Carrier',
      name: 'carrier',
      values: [
        { displayName: 'Carrier or Service of the Shipment', name: 'from', type: 'string', default: '', placeholder: 'e.g. stamps_com', description: "The carrier's code or text, or the service's text, on the parcel" },
        {
          displayName: 'Carrier Name or ID',
          name: 'to',
          type: 'options',
          typeOptions: { loadOptionsMethod: 'getCarriers' },
          default: '',
          description: 'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
        },
      ],
    },
  ],
};

const fields: INodeProperties[] = [
  {
    displayName: 'Shipment',
    name: 'shipment',
    type: 'json',
    default: '={{ $json }}',
    required: true,
    description: 'The shipment in the Channel Sync shape, as Shipment: Get Many of the shipping system gives it',
  },
  {
    displayName: 'Pick and Pack If Needed',
    name: 'pickAndPack',
    type: 'boolean',
    default: true,
    description: 'Whether sales that nobody has picked and packed in Cin7 Core are picked and packed first. Switch off where the warehouse does that there.',
  },
  {
    displayName: 'When There Is Tracking Already',
    name: 'whenThere',
    type: 'options',
    options: [
      { name: 'Add', value: 'add', description: 'New numbers join those that are there, as for a second parcel' },
      { name: 'Keep', value: 'keep', description: 'What is there stays, and new numbers are left out' },
      { name: 'Replace', value: 'replace', description: 'What is there gives way, as for a label that was made anew' },
    ],
    default: 'add',
    description: 'What becomes of tracking numbers Cin7 Core has',
  },
  {
    displayName: 'Options',
    name: 'options',
    type: 'collection',
    placeholder: 'Add option',
    default: {},
    options: [
      {
        displayName: 'Carrier With Service',
        name: 'withService',
        type: 'boolean',
        default: false,
        description: 'Whether the carrier is written with its service, such as UPS Ground, and made where it is not there',
      },
      carrierMapField,
      {
        displayName: 'Unknown Carrier',
        name: 'unknown',
        type: 'options',
        options: [
          { name: 'Create', value: 'create', description: "Enter it into Cin7 Core's list of carriers" },
          { name: 'Leave Out', value: 'leaveOut', description: 'Write the tracking number without a carrier' },
        ],
        default: 'create',
        description: 'What to do with a carrier Cin7 Core does not know, as it refuses a shipment with one',
      },
      {
        displayName: 'Write Service, Cost and Note',
        name: 'writeNotes',
        type: 'boolean',
        default: true,
        description: 'Whether service, cost and the note to the buyer are put below the shipping notes, where this ships the sale',
      },
    ],
  },
];

interface ShipOptions {
  carriers?: { carrier?: Array<{ from?: string; to?: string }> };
  unknown?: UnknownCarrier;
  withService?: boolean;
  writeNotes?: boolean;
}

const optionsOf = (item: ItemContext): ShipOptions => item.param<ShipOptions | undefined>('options') ?? {};
const writesNotes = (item: ItemContext): boolean => optionsOf(item).writeNotes ?? true;
const makesCarriers = (item: ItemContext): boolean => (optionsOf(item).unknown ?? 'create') === 'create';

function jobOf(item: ItemContext): ShipJob {
  const shipment = parseShipment(jsonParam(item, 'shipment', 'Shipment'));
  const wanted = { identity: shipment.order, number: shipment.orderNumber, references: shipment.references };
  const named = `Order '${shipment.orderNumber ?? shipment.order.id}'`;
  if (shipment.complete === false) {
    throw refused(`${named} is shipped in part, and Cin7 Core can be told of the rest only there`, 'Hand the shipment over once all of it is on its way, or ship the part in Cin7 Core.', { code: 'part' });
  }
  if (liveParcels(shipment).length === 0) throw refused(`${named} has no parcel that counts`, 'Leave it out: all its labels are voided.');
  const options = optionsOf(item);
  return {
    index: item.index,
    shipment,
    wanted,
    whenThere: item.param<WhenThere | undefined>('whenThere') ?? 'add',
    pickAndPack: item.param<boolean | undefined>('pickAndPack') ?? true,
    writeNotes: writesNotes(item),
    carrier: {
      rules: (options.carriers?.carrier ?? []).flatMap(({ from, to }) => (from && to ? [{ from, to }] : [])),
      unknown: options.unknown ?? 'create',
      withService: options.withService === true,
    },
  };
}

const output = changeOutput.extend({
  taskId: z.string().optional(),
  trackingNumber: z.string().describe('Numbers of the shipment, with commas between').optional(),
  steps: z.array(z.string()).describe('What was done: pick, pack, ship, or track for numbers alone').optional(),
});

export const shipOrder: WriteOperation = taking({ kind: 'shipment', field: 'shipment', holds: (item, _shipment, { steps }) => shipmentHolds(writesNotes(item) && Array.isArray(steps) && (steps as unknown[]).includes('ship'), makesCarriers(item)) }, {
  kind: 'write',
  value: 'ship',
  name: 'Ship',
  action: 'Ship orders',
  description: 'Write tracking, carrier, service, cost and note, and ship the sale',
  fields,
  output,
  async run(run: RunContext, items: ItemContext[]) {
    const { jobs, failed } = prepareItems(items, jobOf);
    if (jobs.length === 0) return failed;
    const carriers = await readCarriers(run.client);
    // Several shipments of one sale are several parcels: each is written, in its turn.
    const inOrder = [...jobs].sort((a, b) => identityKey(a.wanted.identity).localeCompare(identityKey(b.wanted.identity)) || a.index - b.index);
    return [...failed, ...(await shipJobs(run.client, inOrder, carriers, run.dryRun))];
  },
});
