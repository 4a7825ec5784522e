import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { runNode, type Vault } from '../../support/n8n';
import type { Scene } from '../fixture';
import type { Desk } from './desk';

/** An error as an operator gets it, from an item or thrown. */
export interface Told {
  /** The input item it is paired with; undefined for a thrown one that names none. */
  item?: number;
  /** refused, unavailable or unknown; empty where n8n's error class does not tell. */
  kind: string;
  message: string;
  nextStep: string;
  vendor: string;
}

/** What one run gave. */
export interface Attempt {
  rows: Array<{ item?: number; json: IDataObject }>;
  errors: Told[];
}

interface ThrownError extends Error {
  description?: string | null;
  context?: { itemIndex?: number };
}

export function thrown(error: unknown): Told {
  const { message, description, context } = error as ThrownError;
  return { item: context?.itemIndex, kind: '', message, nextStep: description ?? '', vendor: '' };
}

function pairedWith({ pairedItem }: INodeExecutionData): number | undefined {
  return typeof pairedItem === 'object' && !Array.isArray(pairedItem) ? pairedItem.item : undefined;
}

export function toldBy(item: INodeExecutionData): Told {
  const error = (item.json.error ?? {}) as Partial<Told>;
  const { kind = '', message = '', nextStep = '', vendor = '' } = error;
  return { item: pairedWith(item), kind, message, nextStep, vendor };
}

/** Runs the operation on the scene with an error output, and listens for canaries. */
export async function runScene(
  desk: Desk,
  vault: Vault,
  node: string,
  [resource, operation]: string[],
  scene: Scene,
  more: INodeParameters = {},
): Promise<Attempt> {
  const parameters = { resource, operation, ...scene.parameters, ...more };
  const { items, errors } = await runNode({ type: node, parameters, vault, input: scene.input, onError: 'continueErrorOutput' });
  const attempt = { rows: items.map((item) => ({ item: pairedWith(item), json: item.json })), errors: errors.map(toldBy) };
  // n8n puts the input's own fields beside the error of an item, which is what a workflow gave it and not what it is told.
  desk.listen(vault, [...items, ...errors], attempt.errors);
  return attempt;
}

/** What is wrong with an error: it has to name the vendor, the item where it concerns one, and the next step. */
export function poorlyTold(told: Told, vendor: string, nameOf: (item: number) => string | undefined): string[] {
  const complaints: string[] = [];
  const text = `${told.message} ${told.vendor}`;
  if (told.message.trim() === '') complaints.push('an error without a message');
  if (told.nextStep.trim().length < 15) complaints.push(`no next step: ${told.message}`);
  if (!text.includes(vendor)) complaints.push(`does not name ${vendor}: ${told.message}`);
  const name = told.item === undefined ? undefined : nameOf(told.item);
  const ofOneItem = told.kind === 'refused' || told.kind === 'unknown';
  if (ofOneItem && name !== undefined && !told.message.includes(name)) complaints.push(`does not name item '${name}': ${told.message}`);
  return complaints;
}
