import type { INodeProperties } from 'n8n-workflow';

import type { ItemContext } from '../../../shared/node/operation';
import { jsonParam } from '../../../shared/node/params';
import { checkedZone } from '../../store-request';
import { textOf } from '../fields';

export const queryField: INodeProperties = {
  displayName: 'Query',
  name: 'query',
  type: 'json',
  default: "={{ $('Webhook').first().json.query }}",
  required: true,
  description: 'The query of the request ShipStation made, as the Webhook node gives it',
};

export const zoneField: INodeProperties = {
  displayName: 'Time Zone',
  name: 'timeZone',
  type: 'string',
  default: 'UTC',
  placeholder: 'e.g. America/Los_Angeles',
  description: 'In which ShipStation writes and reads the times of a Custom Store. UTC by its documentation; old accounts may use US Pacific.',
};

export const zoneOf = ({ param }: ItemContext): string => checkedZone(textOf(param, 'timeZone') || 'UTC');

export function queryOf(item: ItemContext): Record<string, unknown> {
  const query = jsonParam(item, 'query', 'Query');
  return typeof query === 'object' && query !== null ? (query as Record<string, unknown>) : {};
}
