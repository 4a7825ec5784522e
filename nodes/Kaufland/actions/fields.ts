import type { INodeProperties } from 'n8n-workflow';

import type { ItemContext, RunContext } from '../../shared/node/operation';
import { readStorefronts } from '../api';

/** Offers are listed per storefront: one has to be named. */
export const storefrontField: INodeProperties = {
  displayName: 'Storefront Name or ID',
  name: 'storefront',
  type: 'options',
  typeOptions: { loadOptionsMethod: 'getStorefronts' },
  required: true,
  default: '',
  description: 'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
};

/** The storefronts chosen, in lower case; those of the account where none is. */
export async function chosenStorefronts(run: Pick<RunContext, 'client' | 'once'>, item: ItemContext): Promise<string[]> {
  const chosen = (item.param<string[] | string | undefined>('storefronts') ?? []) as string[] | string;
  const list = (Array.isArray(chosen) ? chosen : chosen.split(',')).map((one) => one.trim().toLowerCase()).filter((one) => one !== '');
  return list.length > 0 ? [...new Set(list)] : await run.once('storefronts', async () => await readStorefronts(run.client));
}
