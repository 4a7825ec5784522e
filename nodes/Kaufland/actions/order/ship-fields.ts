import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

/** The values of 'Options'. */
export interface ShipOptions {
  carrier?: string;
  extraParcels?: boolean;
  knownTrackingNumbers?: string;
  unknownCarrier?: 'other' | 'refuse';
}

export const shipFields: INodeProperties[] = [
  {
    displayName: 'Shipment',
    name: 'shipment',
    type: 'json',
    default: '={{ $json }}',
    required: true,
    description: 'The shipment in the Channel Sync shape, with the order as Kaufland knows it',
  },
  {
    displayName: 'Options',
    name: 'options',
    type: 'collection',
    placeholder: 'Add option',
    default: {},
    options: [
      {
        displayName: 'Add Extra Parcels',
        name: 'extraParcels',
        type: 'boolean',
        default: false,
        description:
          'Whether parcels of a second carrier, and new parcels of pieces that are sent already, are added one by one. Kaufland adds a parcel with every call and does not tell which it has.',
      },
      {
        displayName: 'Carrier Name or ID',
        name: 'carrier',
        type: 'options',
        typeOptions: { loadOptionsMethod: 'getCarriers' },
        default: '',
        description:
          'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
        hint: 'Used for all parcels. Leave out to use the carrier of each parcel.',
      },
      {
        displayName: 'Known Tracking Numbers',
        name: 'knownTrackingNumbers',
        type: 'string',
        default: '',
        placeholder: 'e.g. 00340434161094042557',
        description:
          'Numbers Kaufland was told before, comma-separated. Needed to add a parcel to pieces that were sent by an earlier run: only other numbers are added.',
      },
      {
        displayName: 'Unknown Carrier',
        name: 'unknownCarrier',
        type: 'options',
        options: [
          { name: 'Refuse', value: 'refuse', description: 'Send nothing for this order and name the carrier' },
          { name: 'Use Other', value: 'other', description: "Send the tracking number under Kaufland's carrier Other" },
        ],
        default: 'other',
        description: 'What to do with a carrier that Kaufland has no name for',
      },
    ],
  },
];

export const shipOutput = z
  .object({
    outcome: z.enum(['shipped', 'unchanged']),
    targetId: z.string().describe("Kaufland's order number"),
    identityKey: z.string(),
    number: z.string(),
    unitsShipped: z.number(),
    unitsUnchanged: z.number(),
    unitsCancelled: z.number(),
    units: z.array(
      z.object({
        idOrderUnit: z.string(),
        result: z.enum(['shipped', 'unchanged', 'cancelled']),
        carrier: z.string(),
        trackingNumbers: z.array(z.string()),
        added: z.array(z.string()),
        left: z.array(z.string()),
      }),
    ),
    nextStep: z.string().optional(),
  })
  .passthrough();
