/** What an operator picks once for a node is no item's fault when it is wrong: a page full of dead letters would hide that. */
import { WorkflowHasIssuesError } from 'n8n-core';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Attempt } from './support/attempt';
import { check, differs, openBench } from './support/check';
import { operationsOf } from './support/discover';
import { subjects, type Task } from './support/subjects';

openBench();

/** A name, an id in numbers, and one of the shape many vendors give, of which a message may show only the beginning. */
const WRONG = ['No Such Thing', '987654321', '5f0e7b5c-9d0a-4c6e-8a53-0123456789ab'];

/** n8n's own check of the field's shape, shown in the editor before the node runs, is as good as an error. */
async function attempted(task: Task, more: INodeParameters): Promise<Pick<Attempt, 'errors'>> {
  try {
    return await task.attempt(more);
  } catch (error) {
    if (error instanceof WorkflowHasIssuesError) return { errors: [] };
    throw error;
  }
}

for (const subject of subjects('write')) {
  const key = subject.name.slice(subject.of.folder.length + 1);
  const fields = operationsOf(subject.of).find((one) => one.key === key)?.operation.fields ?? [];
  for (const { name, modes = [] } of fields.filter(({ type }) => type === 'resourceLocator')) {
    check(subject.name, `a wrong '${name}' is told of the node, not of its items`, subject.room, async (desk) => {
      const complaints: string[] = [];
      for (const value of WRONG) {
        await desk.begin();
        const task = await subject.prepare(desk);
        const before = await task.outcome();
        const mode = modes.find(({ type }) => type === 'string')?.name ?? 'list';
        const { errors } = await attempted(task, { [name]: { __rl: true, mode, value } as IDataObject as never });
        const blamed = errors.filter(({ kind }) => kind === 'refused' || kind === 'unknown');
        complaints.push(...blamed.slice(0, 1).map(({ message }) => `${value}: blames an item: ${message}`));
        const unnamed = errors.filter(({ message }) => !message.includes(value.slice(0, 4)));
        complaints.push(...unnamed.slice(0, 1).map(({ message }) => `does not name '${value}': ${message}`));
        if (errors.length > 0) complaints.push(...differs(`${value}: what was written`, await task.outcome(), before));
      }
      return complaints;
    });
  }
}
