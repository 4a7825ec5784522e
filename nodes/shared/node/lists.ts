import type { ILoadOptionsFunctions, INodeListSearchResult, INodePropertyOptions } from 'n8n-workflow';

import type { Client, Vendor } from '../api/client';
import { asProblem, toNodeError } from './errors';
import { openClient } from './transport';

/** One entry of a list an operator picks from. */
export interface Choice {
  name: string;
  value: string;
  description?: string;
}

type Load = (client: Client) => Promise<Choice[]>;

async function load(functions: ILoadOptionsFunctions, vendor: Vendor, read: Load): Promise<Choice[]> {
  let failure: unknown;
  try {
    return await read(await openClient(functions, vendor));
  } catch (error) {
    failure = error;
  }
  const problem = asProblem(failure);
  if (problem) throw toNodeError(functions.getNode(), problem);
  throw failure;
}

/** A drop-down filled from the account. */
export function choices(vendor: Vendor, read: Load) {
  return async function (this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
    return await load(this, vendor, read);
  };
}

/** The list mode of a resource locator, filtered by what was typed. */
export function searchable(vendor: Vendor, read: Load) {
  return async function (this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
    const wanted = (filter ?? '').toLowerCase();
    const all = await load(this, vendor, read);
    return { results: all.filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(wanted)) };
  };
}
