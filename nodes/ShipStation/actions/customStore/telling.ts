import type { INodeProperties } from 'n8n-workflow';

import { parseOrder, type Order } from '../../../shared/model';
import type { ItemContext } from '../../../shared/node/operation';
import { jsonParam } from '../../../shared/node/params';
import { judgeOrder } from '../../eligible';
import type { TargetStatus } from '../../status';
import type { PreparedOrder } from '../../store-answer';
import type { StoreSettings } from '../../store-order';
import { textOf } from '../fields';
import { statusRulesField, statusRulesOf, type StatusRulesValue } from '../status-fields';
import { zoneOf } from './fields';

interface Options {
  bundles?: 'parent' | 'parts';
  currency?: boolean;
  customField1?: string;
  customField2?: string;
  customField3?: string;
  source?: string;
  statuses?: StatusRulesValue;
  withTracking?: 'import' | 'leaveOut';
}

const customField = (number: 1 | 2 | 3): INodeProperties => ({
  displayName: `Custom Field ${number}`,
  name: `customField${number}`,
  type: 'string',
  default: '',
  description: 'Shown with the order in ShipStation and usable in its rules; the same for all orders of an answer',
});

/** What to call the five statuses; the boxes of the connection form, in its order. */
const NAMES: ReadonlyArray<readonly [TargetStatus, string, string]> = [
  ['cancelled', 'Cancelled', 'cancelled'],
  ['on_hold', 'On Hold', 'on_hold'],
  ['awaiting_shipment', 'Paid', 'paid'],
  ['shipped', 'Shipped', 'shipped'],
  ['awaiting_payment', 'Unpaid', 'unpaid'],
];

export const statusNamesField: INodeProperties = {
  displayName: 'Status Names',
  name: 'statusNames',
  type: 'collection',
  placeholder: 'Add status',
  default: {},
  description: 'The words filled into the connection form of the Custom Store, if they are others than these; capitals count',
  options: NAMES.map(([name, displayName, word]): INodeProperties => ({ displayName, name, type: 'string', default: word, description: 'As it is filled in at ShipStation' })),
};

/** How orders are told; the same where they are prepared and where ShipStation is answered. */
export const tellingField: INodeProperties = {
  displayName: 'Options',
  name: 'options',
  type: 'collection',
  placeholder: 'Add option',
  default: {},
  options: [
    {
      displayName: 'Bundles',
      name: 'bundles',
      type: 'options',
      options: [
        { name: 'As Their Parts', value: 'parts' },
        { name: 'As Themselves', value: 'parent' },
      ],
      default: 'parent',
      description: 'What is told of a bundle',
    },
    { displayName: 'Currency', name: 'currency', type: 'boolean', default: true, description: 'Whether to tell the currency, a field the oldest description of the format does not know' },
    customField(1),
    customField(2),
    customField(3),
    {
      displayName: 'Orders With Tracking',
      name: 'withTracking',
      type: 'options',
      options: [
        { name: 'Leave Out', value: 'leaveOut', description: 'They are on their way already' },
        { name: 'Tell', value: 'import' },
      ],
      default: 'leaveOut',
      description: 'What becomes of open orders that carry a tracking number at their source',
    },
    { displayName: 'Source Name', name: 'source', type: 'string', default: '', placeholder: 'e.g. Cin7 Core', description: "Where the orders come from, as ShipStation shows it. Leave empty for each order's own source." },
    statusRulesField,
  ],
};

const optionsOf = ({ param }: ItemContext): Options => param<Options | undefined>('options') ?? {};

/** How orders are told to ShipStation. */
export function settingsOf(item: ItemContext): StoreSettings {
  const { bundles, currency, customField1 = '', customField2 = '', customField3 = '', source } = optionsOf(item);
  const named = item.param<Partial<Record<TargetStatus, string>> | undefined>('statusNames') ?? {};
  const statusNames = Object.fromEntries(NAMES.map(([status, , word]) => [status, named[status]?.trim() || word])) as StoreSettings['statusNames'];
  return { zone: zoneOf(item), prefix: textOf(item.param, 'orderPrefix'), bundles: bundles ?? 'parent', statusNames, currency: currency ?? true, customFields: [customField1, customField2, customField3], source: source?.trim() ?? '' };
}

const isEmpty = (json: unknown): boolean => json === undefined || json === null || json === '' || (typeof json === 'object' && Object.keys(json).length === 0);

/**
 * The order of an item, or why ShipStation is not to see it; undefined for an item that holds none.
 *
 * @throws Problem or ModelError
 */
export function preparedOf(item: ItemContext): PreparedOrder | { leftOut: string; order: Order } | undefined {
  const json = jsonParam(item, 'order', 'Order');
  if (isEmpty(json)) return undefined;
  const order = parseOrder(json);
  const { statuses, withTracking } = optionsOf(item);
  const verdict = judgeOrder(order, { statuses: statusRulesOf(statuses), withTracking: withTracking ?? 'leaveOut', ifHeld: 'onHold' });
  return 'leftOut' in verdict ? { ...verdict, order } : { index: item.index, order, status: verdict.status };
}
