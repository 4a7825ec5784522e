import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { errorItem, toNodeError } from './errors';
import type { ItemContext, ReadOperation, RunContext } from './operation';
import { asItem, type Clean } from './run-items';
import { settle } from './settle';

export async function readEach(
  functions: IExecuteFunctions,
  operation: ReadOperation,
  run: RunContext,
  items: ItemContext[],
  clean: Clean,
): Promise<INodeExecutionData[]> {
  const output: INodeExecutionData[] = [];
  for (const item of items) {
    const result = await settle(async () => await operation.run(run, item));
    if ('value' in result) for (const row of result.value) output.push(await asItem(functions, row, item.index, clean));
    else if (functions.continueOnFail()) output.push(errorItem(clean(result.problem), item.index));
    else throw toNodeError(functions.getNode(), clean(result.problem), item.index);
  }
  return output;
}
