import type { Client } from '../shared/api/client';
import { carrierCode, type Parcel } from '../shared/model';
import { settle } from '../shared/node/settle';
import { sameText } from './ids';
import { readEntries } from './lists';
import { write } from './wire';

export interface CarrierRule {
  /** Code, text or service of the source's carrier. */
  from: string;
  /** Carrier of Cin7 Core. */
  to: string;
}

export type UnknownCarrier = 'create' | 'leaveOut';

export interface CarrierPolicy {
  rules: readonly CarrierRule[];
  unknown: UnknownCarrier;
  /** `UPS Ground` instead of `UPS`, where such a carrier is told. */
  withService: boolean;
}

/** The carriers of the company; those made meanwhile are added. */
export type Carriers = string[];

export async function readCarriers(client: Client): Promise<Carriers> {
  return (await readEntries(client, 'carriers')).map(({ Description }) => String(Description ?? '').trim()).filter(Boolean);
}

const wordOf = ({ carrierName, carrier }: Parcel): string => (carrierName ?? carrier ?? '').trim();

/** The carrier's text to write, spelled as the company has it where it does. */
export function carrierText(parcel: Parcel, { rules, withService }: CarrierPolicy, carriers: Carriers): string {
  const told = [parcel.service, parcel.carrierName, parcel.carrier].map((text) => (text ?? '').trim()).filter(Boolean);
  const rule = rules.find(({ from }) => told.some((text) => sameText(text, from)));
  if (rule) return rule.to;
  const word = wordOf(parcel);
  const { service } = parcel;
  if (withService && service) return service.toLowerCase().startsWith(word.toLowerCase()) ? service : `${word} ${service}`.trim();
  const code = parcel.carrier ?? carrierCode(word);
  const known = carriers.find((one) => told.some((text) => sameText(text, one))) ?? carriers.find((one) => code !== undefined && code !== 'other' && carrierCode(one) === code);
  return known ?? word;
}

/**
 * The carrier as it can be written: a shipment with one the company does not have is refused (cin7core.md §6).
 *
 * @returns empty where it is left out
 */
export async function usableCarrier(client: Client, text: string, policy: CarrierPolicy, carriers: Carriers): Promise<string> {
  if (text === '') return '';
  const known = carriers.find((one) => sameText(one, text));
  if (known) return known;
  if (policy.unknown === 'leaveOut') return '';
  const made = await settle(async () => await client.call(write('ref/carrier', { Description: text.slice(0, 256) })));
  if ('value' in made) return add(carriers, text);
  // Made by somebody else meanwhile, or by the call whose answer was lost.
  const now = await readCarriers(client);
  const there = now.find((one) => sameText(one, text));
  if (there === undefined) throw made.problem;
  return add(carriers, there);
}

function add(carriers: Carriers, carrier: string): string {
  carriers.push(carrier);
  return carrier;
}
