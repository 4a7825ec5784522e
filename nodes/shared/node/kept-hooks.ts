import type { IDataObject, IHookFunctions } from 'n8n-workflow';

import type { Client, Vendor } from '../api/client';
import { settle } from './settle';
import { openClient } from './transport';

/** A registration at a vendor that a trigger made or took over, as its memory keeps it. */
export interface KeptHook {
  id: string;
  /** Address without a secret. */
  url: string;
  /** Made while listening for a test event: the published workflow's own must not be touched by it. */
  test: boolean;
}

/** By the name a trigger keeps them under: workflows that are published have them there. */
type Memory = Record<string, KeptHook[] | undefined>;

const memoryOf = (functions: IHookFunctions): Memory => functions.getWorkflowStaticData('node') as IDataObject as Memory;

export const keptHooks = (functions: IHookFunctions, name: string): KeptHook[] => memoryOf(functions)[name] ?? [];

/** Notes one that was found as wanted; false where another one of this node is left over, which has to go first. */
export function takeOver(functions: IHookFunctions, name: string, { id, url, test }: KeptHook): boolean {
  const kept = keptHooks(functions, name);
  if (kept.some((one) => one.test === test && one.id !== id)) return false;
  // Found without a memory (an imported workflow): it is ours from now on.
  memoryOf(functions)[name] = [...kept.filter((one) => one.id !== id), { id, url, test }];
  return true;
}

/** Brings them about and notes how far that went, also after a failure: n8n then removes what is noted. */
export async function makeHooks(functions: IHookFunctions, name: string, bringAbout: (kept: KeptHook[]) => Promise<void>): Promise<true> {
  const kept = keptHooks(functions, name).map((one) => ({ ...one }));
  const made = await settle(async () => await bringAbout(kept));
  memoryOf(functions)[name] = kept;
  if ('problem' in made) throw made.problem;
  return true;
}

/** Removes those of the published workflow, or those of a test while one is listened for. */
export async function removeHooks(functions: IHookFunctions, name: string, vendor: Vendor, remove: (client: Client, id: string) => Promise<void>): Promise<true> {
  const kept = keptHooks(functions, name);
  const url = functions.getNodeWebhookUrl('default');
  const test = kept.some((one) => one.test && one.url === url);
  const mine = kept.filter((one) => one.test === test);
  if (mine.length === 0) return true;
  const client = await openClient(functions, vendor);
  for (const { id } of mine) {
    await remove(client, id);
    memoryOf(functions)[name] = keptHooks(functions, name).filter((one) => one.id !== id);
  }
  return true;
}

/** Ids of those kept that belong to the published workflow, or to the test. */
export const oursOf = (kept: readonly KeptHook[], test: boolean): Set<string> => new Set(kept.filter((one) => one.test === test).map(({ id }) => id));

export const note = (kept: KeptHook[], { id, url, test }: KeptHook): void => void kept.splice(0, kept.length, ...kept.filter((one) => one.id !== id), { id, url, test });

/** Removes what of ours is not wanted any more. */
export async function dropOthers(kept: KeptHook[], ours: ReadonlySet<string>, wanted: ReadonlySet<string>, remove: (id: string) => Promise<void>): Promise<void> {
  for (const left of [...ours].filter((one) => !wanted.has(one))) {
    await remove(left);
    kept.splice(0, kept.length, ...kept.filter(({ id }) => id !== left));
  }
}
