import type { Client } from '../shared/api/client';
import { misconfigured } from '../shared/api/problem';
import type { Parcel } from '../shared/model';
import type { Choice } from '../shared/node/lists';
import { isGuid } from './ids';
import { v1Request } from './wire';

/** A row of the operator's table: a carrier or service of the warehouse, and the postal service that stands for it. */
export interface ServiceRule {
  carrier?: string;
  postalService?: string;
}

interface PostalService {
  pkPostalServiceId?: string | null;
  PostalServiceName?: string | null;
  Vendor?: string | null;
}

async function readPostalServices(client: Client): Promise<PostalService[]> {
  const { data } = await client.call<PostalService[] | undefined>(v1Request('PostalServices/GetPostalServices'));
  return data ?? [];
}

export async function postalServiceChoices(client: Client): Promise<Choice[]> {
  const services = await readPostalServices(client);
  return services.flatMap(({ pkPostalServiceId, PostalServiceName, Vendor }) =>
    pkPostalServiceId ? [{ name: PostalServiceName || pkPostalServiceId, value: pkPostalServiceId, description: Vendor ?? undefined }] : [],
  );
}

const same = (a: string | null | undefined, b: string): boolean => (a ?? '').trim().toLowerCase() === b.trim().toLowerCase();

/** What the operator's table says about a parcel: by its service, its carrier's text or its carrier's code. */
export function ruleFor(parcel: Parcel | undefined, rules: readonly ServiceRule[]): string | undefined {
  const words = [parcel?.service, parcel?.carrierName, parcel?.carrier].filter((word): word is string => Boolean(word));
  for (const word of words) {
    const rule = rules.find(({ carrier, postalService }) => same(carrier, word) && Boolean(postalService));
    if (rule) return rule.postalService?.trim();
  }
  return undefined;
}

/**
 * Ids of the postal services the rules name, by id or name: one call when a name is among them, none otherwise.
 *
 * @throws Problem for a name the account does not have
 */
export async function serviceIds(client: Client, named: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const names = named.filter((one) => !isGuid(one));
  const services = names.length > 0 ? await readPostalServices(client) : [];
  return new Map(named.map((one) => [one, isGuid(one) ? one : idOf(services, one)]));
}

function idOf(services: readonly PostalService[], name: string): string {
  const id = services.find(({ PostalServiceName }) => same(PostalServiceName, name))?.pkPostalServiceId;
  if (id) return id;
  throw misconfigured(`Linnworks has no postal service '${name}'`, "Choose 'Postal Service' from the list, or correct its name.");
}
