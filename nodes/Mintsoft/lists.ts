import type { Client } from '../shared/api/client';
import { isProblem, Problem } from '../shared/api/problem';
import { carrierCode } from '../shared/model';
import type { Choice } from '../shared/node/lists';
import type { MintsoftEntry } from './types';
import { readList, readRequest } from './wire';

export type ListName = 'channels' | 'clients' | 'courierServices' | 'goodsInTypes' | 'orderStatuses' | 'returnReasons' | 'warehouses';

/** The reference lists that come in one answer (mintsoft.md §4). */
const PATHS: Readonly<Record<Exclude<ListName, 'clients'>, string>> = {
  channels: 'Order/Channels',
  courierServices: 'Courier/Services',
  goodsInTypes: 'ASN/GoodsInTypes',
  orderStatuses: 'Order/Statuses',
  returnReasons: 'Return/Reasons',
  warehouses: 'Warehouse',
};

const CLIENTS_PER_PAGE = 100;

async function clientPages(client: Client): Promise<MintsoftEntry[]> {
  const found: MintsoftEntry[] = [];
  for (let pageNo = 1; ; pageNo++) {
    const { rows } = await readList<MintsoftEntry>(client, readRequest('Client', 'Client', { pageNo, limit: CLIENTS_PER_PAGE }));
    found.push(...rows);
    // A short page may be a silent cap (mintsoft.md §2); the documented one is 100.
    if (rows.length < CLIENTS_PER_PAGE) return found;
  }
}

function onlyAdministrators(problem: Problem): Problem {
  return new Problem({
    ...problem.details,
    cause: 'permission',
    message: 'Mintsoft shows its clients to administrators only',
    nextStep: 'Leave the client empty: this user belongs to one client. For an administrator, check the credential.',
  });
}

async function readClients(client: Client): Promise<MintsoftEntry[]> {
  let failure: unknown;
  try {
    return await clientPages(client);
  } catch (error) {
    failure = error;
  }
  if (isProblem(failure) && failure.details.status === '401') throw onlyAdministrators(failure);
  throw failure;
}

export async function readEntries(client: Client, name: ListName): Promise<MintsoftEntry[]> {
  if (name === 'clients') return await readClients(client);
  return (await readList<MintsoftEntry>(client, readRequest(PATHS[name], PATHS[name]))).rows;
}

export const readSubClients = async (client: Client): Promise<MintsoftEntry[]> =>
  (await readList<MintsoftEntry>(client, readRequest('Client/SubClients', 'Client/SubClients'))).rows;

const isActive = ({ Active, ActiveB }: MintsoftEntry): boolean => !(ActiveB === false || Active === false || /^false$/i.test(String(Active ?? '')));

const nameOf = ({ ID, Name, ShortName }: MintsoftEntry): string => Name || ShortName || String(ID ?? '');

function choiceOf(entry: MintsoftEntry): Choice {
  // Two clients can have an entry of one name.
  return { name: nameOf(entry), value: String(entry.ID), ...(entry.ClientId ? { description: `Client ${entry.ClientId}` } : {}) };
}

/** Active entries by name, for a list an operator picks from. */
export const entryChoices =
  (name: ListName) =>
  async (client: Client): Promise<Choice[]> =>
    (await readEntries(client, name)).filter((entry) => entry.ID && isActive(entry)).map(choiceOf);

/** Goods-in types are sent by their name. */
export const goodsInChoices = async (client: Client): Promise<Choice[]> =>
  (await readEntries(client, 'goodsInTypes')).flatMap(({ Name }) => (Name ? [{ name: Name, value: Name }] : []));

/** An entry as an item of List: Get Many. */
export function entryRow(entry: MintsoftEntry, name: ListName) {
  const carrier = name === 'courierServices' ? carrierCode(entry.Name) : undefined;
  return { id: String(entry.ID ?? ''), name: nameOf(entry), active: isActive(entry), ...(carrier === undefined ? {} : { carrier }) };
}
