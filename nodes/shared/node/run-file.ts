import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { errorItem, toNodeError } from './errors';
import { binaryOf } from './files';
import { FromItem, Unreadable, WithFiles, type FileOperation, type ItemContext } from './operation';
import { asItem, carriedProblems, toldOf, type Failed } from './run-items';
import { settle } from './settle';

/** A file is of all items: its row is paired with each of them. */
export async function fileOf(functions: IExecuteFunctions, operation: FileOperation, items: ItemContext[]): Promise<INodeExecutionData[]> {
  const carried = carriedProblems(functions);
  const usable = items.filter(({ index }) => !carried.some((outcome) => outcome.index === index));
  const result = await settle(async () => await operation.run({ now: () => Date.now() }, usable));
  const failed = 'value' in result ? result.value.failed : usable.map(({ index }) => ({ index, problem: result.problem }));
  const errors = [...(carried as Failed[]), ...failed].sort((a, b) => a.index - b.index);
  const [first] = errors;
  if (first && !functions.continueOnFail()) throw toNodeError(functions.getNode(), first.problem, first.index);
  const pairedItem = usable.filter(({ index }) => !failed.some((one) => one.index === index)).map(({ index }) => ({ item: index }));
  const output: INodeExecutionData[] = [];
  for (const row of 'value' in result ? result.value.rows : []) {
    if (row instanceof FromItem) output.push(await asItem(functions, withTold(functions, row), row.index, (problem) => problem));
    else output.push(row instanceof WithFiles ? { json: row.row, binary: await binaryOf(functions, row.files), pairedItem } : { json: row, pairedItem });
  }
  return [...output, ...errors.map(({ index, problem }) => errorItem(problem, index))];
}

/** A row made of one item keeps what the books call that item, unless it says so itself. */
function withTold(functions: IExecuteFunctions, { index, row }: FromItem): FromItem['row'] {
  return row instanceof WithFiles || row instanceof Unreadable ? row : { ...toldOf(functions, index), ...row };
}
