import type { INode } from 'n8n-workflow';

import { runNode } from '../support/n8n';
import { poorlyTold, thrown, toldBy } from './support/attempt';
import { check, differs, openBench } from './support/check';
import { subjects, type Task } from './support/subjects';
import type { Desk } from './support/desk';

openBench();

async function run(desk: Desk, node: string, key: string, task: Task, onError?: INode['onError']) {
  const [resource, operation] = key.split(':');
  const parameters = { resource, operation, ...task.scene.parameters };
  const result = await runNode({ type: node, parameters, vault: task.vault, input: task.scene.input, onError });
  desk.listen(task.vault, [...result.items, ...result.errors], result.errors.map(toldBy));
  return result;
}

const pairs = (items: Array<{ pairedItem?: unknown }>): unknown[] => items.map(({ pairedItem }) => (pairedItem as { item?: number } | undefined)?.item);

for (const subject of subjects('read', 'write')) {
  const key = subject.name.slice(subject.of.folder.length + 1);
  const { node, channel, fixture } = subject.of;
  const { broken } = fixture?.reads[key] ?? fixture?.writes[key] ?? {};
  const vendor = channel.vendor.name;

  for (const onError of ['continueErrorOutput', 'continueRegularOutput'] as const) {
    check(subject.name, `${onError}: every input has its own error when the vendor is down`, subject.room, async (desk) => {
      await desk.begin();
      const task = await subject.prepare(desk);
      await desk.fault({ kind: 'status-5xx', times: -1 });
      const { items, errors } = await run(desk, node, key, task, onError);
      const [told, rest] = onError === 'continueErrorOutput' ? [errors, items] : [items, errors];
      const inputs = (task.scene.input ?? [{}]).map((_, index) => index);
      return [
        ...differs('paired with', pairs(told), inputs),
        ...differs('other items', rest.length, 0),
        ...told.map(toldBy).flatMap((one) => [...poorlyTold(one, vendor, task.nameOf), ...differs('kind', one.kind, 'unavailable')]),
      ];
    });
  }

  check(subject.name, 'stops with one error that tells all', subject.room, async (desk) => {
    await desk.begin();
    const task = await subject.prepare(desk);
    await desk.fault({ kind: 'status-5xx', times: -1 });
    try {
      await run(desk, node, key, task);
    } catch (error) {
      desk.listen(task.vault, [], thrown(error));
      const told = thrown(error);
      return [...poorlyTold(told, vendor, task.nameOf), ...differs('item', told.item, 0)];
    }
    return ['it did not stop'];
  });

  if (!broken) continue;
  check(subject.name, 'a wrong item has one error, its neighbours go through', subject.room, async (desk) => {
    await desk.begin();
    const task = await subject.prepare(desk);
    const [first = {}, ...others] = task.scene.input ?? [];
    task.scene.input = [first, broken.item, ...others];
    const { items, errors } = await run(desk, node, key, task, 'continueErrorOutput');
    const told = errors.map(toldBy);
    return [
      ...differs('error paired with', pairs(errors), [1]),
      ...differs('others paired with', [...new Set(pairs(items))], [0, ...others.map((_, index) => index + 2)]),
      ...told.flatMap((one) => [...poorlyTold(one, '', () => broken.named), ...differs('kind', one.kind, 'refused')]),
      ...told.filter(({ message }) => !message.includes(broken.named)).map(({ message }) => `does not name ${broken.named}: ${message}`),
    ];
  });
}
