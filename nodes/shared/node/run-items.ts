import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { refused, type Problem } from '../api/problem';
import { errorItem, problemOf, toNodeError } from './errors';
import { binaryOf } from './files';
import { Unreadable, WithFiles, type ItemContext, type ItemFile, type Outcome, type Row } from './operation';
import { shownParam } from './params';
import { settle } from './settle';

export type Clean = (problem: Problem) => Problem;

export type Failed = Extract<Outcome, { problem: Problem }>;

export function itemContext(functions: IExecuteFunctions, index: number): ItemContext {
  return {
    index,
    param: <T>(name: string) => shownParam<T>((fallback, options) => functions.getNodeParameter(name, index, fallback, options)),
    file: async (property) => await fileOfItem(functions, index, property),
  };
}

async function fileOfItem(functions: IExecuteFunctions, index: number, property: string): Promise<ItemFile> {
  const brought = functions.getInputData()[index]?.binary ?? {};
  const file = brought[property];
  if (!file) {
    const names = Object.keys(brought).map((name) => `'${name}'`);
    const has = names.length > 0 ? `It has ${names.join(', ')}.` : 'It has no file at all.';
    throw refused(`The item has no file in the binary field '${property}'`, `${has} Name the field of the node before, e.g. of Read Files from Disk.`);
  }
  const data = await functions.helpers.getBinaryDataBuffer(index, property);
  return { data, fileName: file.fileName ?? '', mimeType: file.mimeType };
}

export async function asItem(functions: IExecuteFunctions, row: Row | Unreadable | WithFiles, index: number, clean: Clean): Promise<INodeExecutionData> {
  if (row instanceof WithFiles) {
    const stored = await settle(async () => await binaryOf(functions, row.files));
    if ('value' in stored) return { json: row.row, binary: stored.value, pairedItem: { item: index } };
    return asItem(functions, new Unreadable({ channel: '', account: '', id: '' }, '', stored.problem), index, clean);
  }
  if (!(row instanceof Unreadable)) return { json: row, pairedItem: { item: index } };
  if (functions.continueOnFail()) return errorItem(clean(row.problem), index);
  throw toNodeError(functions.getNode(), clean(row.problem), index);
}

/** Items that carry a problem from a node before keep it: there is nothing in them to write. */
export function carriedProblems(functions: IExecuteFunctions): Outcome[] {
  return functions.getInputData().flatMap(({ json }, index) => {
    const problem = problemOf(json);
    return problem ? [{ index, problem }] : [];
  });
}

/** What the books call an item of a page, kept on the row that tells what became of it. */
export function toldOf(functions: IExecuteFunctions, index: number): Row {
  const { key, number, state } = functions.getInputData()[index]?.json ?? {};
  return typeof key === 'string' && typeof state === 'string' ? { key, number, state } : {};
}
