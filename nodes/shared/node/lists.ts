import type { ILoadOptionsFunctions, INodeListSearchResult, INodePropertyOptions } from 'n8n-workflow';

import type { Client, Vendor } from '../api/client';
import { vendorAtHand } from './at-hand';
import { asProblem, toNodeError } from './errors';
import { openClient } from './transport';

/** One entry of a list an operator picks from. */
export interface Choice {
  name: string;
  value: string;
  description?: string;
}

type Load = (client: Client) => Promise<Choice[]>;

/** One account, or several of which the first chosen in the node is asked. */
type Accounts = Vendor | readonly Vendor[];

async function load(functions: ILoadOptionsFunctions, accounts: Accounts, read: Load): Promise<Choice[]> {
  let failure: unknown;
  try {
    const vendor = vendorAtHand(functions.getNode(), [accounts].flat(), 'This list');
    return await read(await openClient(functions, vendor));
  } catch (error) {
    failure = error;
  }
  const problem = asProblem(failure);
  if (problem) throw toNodeError(functions.getNode(), problem);
  throw failure;
}

/** A drop-down filled from the account. */
export function choices(accounts: Accounts, read: Load) {
  return async function (this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
    return await load(this, accounts, read);
  };
}

/** The list mode of a resource locator, filtered by what was typed. */
export function searchable(accounts: Accounts, read: Load) {
  return async function (this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
    const wanted = (filter ?? '').toLowerCase();
    const all = await load(this, accounts, read);
    return { results: all.filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(wanted)) };
  };
}
