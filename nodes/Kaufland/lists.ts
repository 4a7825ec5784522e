import type { Client } from '../shared/api/client';
import { countryName } from '../shared/model';
import type { Choice } from '../shared/node/lists';
import type { RunContext } from '../shared/node/operation';
import { readCarriers, readStorefronts } from './api';
import type { KauflandCarrier } from './types';

export async function storefrontChoices(client: Client): Promise<Choice[]> {
  const storefronts = await readStorefronts(client);
  return storefronts.map((value) => ({ name: `${countryName(value) ?? 'Storefront'} (${value.toUpperCase()})`, value }));
}

export async function carrierChoices(client: Client): Promise<Choice[]> {
  const carriers = await readCarriers(client);
  return carriers.map(({ name, isHauler }) => ({ name: isHauler ? `${name} (Hauler)` : name, value: name }));
}

/** The carriers, read once per run of the node however many items it has. */
export async function carriersOfRun(run: Pick<RunContext, 'client' | 'once'>): Promise<KauflandCarrier[]> {
  return await run.once('carriers', async () => await readCarriers(run.client));
}
