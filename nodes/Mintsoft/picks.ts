import { misconfigured, type Problem } from '../shared/api/problem';
import type { RunContext } from '../shared/node/operation';
import { settle } from '../shared/node/settle';
import { clientNeeded } from './client-needed';
import { readEntries, readSubClients, type ListName } from './lists';
import type { MintsoftEntry } from './types';

/** What the operator picks once for all records. */
export interface Picks {
  warehouseId?: number;
  courierServiceId?: number;
  channelId?: number;
  clientId?: number;
}

/** The problem a refusal really is: the node's where a pick is wrong, else the refusal itself. */
export type Judging = (problem: Problem, picks: Picks) => Promise<Problem>;

interface Pick {
  key: keyof Picks;
  label: string;
  list: ListName;
  said: RegExp;
  no: RegExp;
}

const NO = '.*(not found|invalid|does not exist)';

const PICKS: readonly Pick[] = [
  { key: 'warehouseId', label: 'Warehouse', list: 'warehouses', said: /warehouse/i, no: new RegExp(`\\bwarehouse\\b${NO}`, 'i') },
  { key: 'courierServiceId', label: 'Courier Service', list: 'courierServices', said: /courier/i, no: new RegExp(`\\bcourier service\\b${NO}`, 'i') },
  { key: 'channelId', label: 'Channel', list: 'channels', said: /channel/i, no: new RegExp(`\\bchannel\\b${NO}`, 'i') },
  { key: 'clientId', label: 'Client', list: 'clients', said: /client/i, no: new RegExp(`\\bclient\\b${NO}`, 'i') },
];

/** A wrong client shows as what it does not have, e.g. `Product not found`: every refusal may mean it. */
function suspects(message: string, picks: Picks): Pick[] {
  return PICKS.filter(({ key, said }) => picks[key] !== undefined && (key === 'clientId' || said.test(message)));
}

async function entriesOf(run: RunContext, list: ListName): Promise<MintsoftEntry[]> {
  return await run.once(list, async () => await readEntries(run.client, list));
}

/** A sub-client takes records as a client does and stands in a list of its own (mintsoft.md §4). */
async function isSubClient(run: RunContext, id: number): Promise<boolean> {
  const subClients = await run.once('subClients', async () => await readSubClients(run.client));
  return subClients.some(({ ID }) => ID === id);
}

const MOST_NAMED = 10;

function listed(entries: readonly MintsoftEntry[]): string {
  const names = entries.slice(0, MOST_NAMED).map(({ ID, Name, ShortName }) => `'${Name || ShortName || ID}' (${ID})`);
  return `${names.join(', ') || 'none'}${entries.length > MOST_NAMED ? ', …' : ''}`;
}

/** @returns undefined where the account has it, or does not show its list */
async function missing(run: RunContext, { key, label, list }: Pick, picks: Picks): Promise<Problem | undefined> {
  const id = picks[key];
  const read = await settle(async () => {
    const entries = await entriesOf(run, list);
    const isThere = entries.some(({ ID }) => ID === id) || (key === 'clientId' && (await isSubClient(run, id ?? 0)));
    return isThere ? undefined : entries;
  });
  if (!('value' in read) || !read.value) return undefined;
  return misconfigured(`Mintsoft has no ${label.toLowerCase()} ${id}`, `Choose '${label}' from the list. The account has: ${listed(read.value)}.`);
}

/**
 * Mintsoft refuses a wrong pick once for each record, in words no document lists. So the account's own list is asked, once
 * per run and only after a refusal that may mean it: a run without refusals costs no call more.
 */
export const judging =
  (run: RunContext): Judging =>
  async (problem, picks) => {
    if (problem.details.kind !== 'refused') return problem;
    const { message } = problem;
    const needed = clientNeeded(message, picks.clientId);
    if (needed) return needed;
    const suspected = suspects(message, picks);
    for (const pick of suspected) {
      const wrong = await missing(run, pick, picks);
      if (wrong) return wrong;
    }
    // It stands in the list, or the list is not shown: e.g. a warehouse this client may not use.
    const said = suspected.find(({ no }) => no.test(message));
    if (!said) return problem;
    return misconfigured(`Mintsoft does not take '${said.label}' ${picks[said.key]}: ${message}`, `Choose '${said.label}' from the list again.`);
  };

/** Does the work for one record. @throws Problem of the node where a refusal comes from a pick */
export async function blamed<T>(judge: Judging, picks: Picks, work: () => Promise<T>): Promise<T> {
  const made = await settle(work);
  if ('value' in made) return made.value;
  throw await judge(made.problem, picks);
}
