/** The central error workflow, which is the same in each pair, chosen for a flow of ours and for a stranger's, and its digest. */
import { arenasOf, waitUntil, sleep } from './host/arena';
import { isByFile, type Flow } from './host/flows';
import type { Stage } from './host/stage';
import { onStage, templatesOnDisk } from './host/suite';
import type { Template } from './host/template';

const all = templatesOnDisk();
const pairs = all
  .filter(({ flow }) => flow === 'errors')
  .flatMap((errors) => {
    const flow = all.find((other) => other.pair === errors.pair && other.moves && !other.flow.includes('sweep') && !isByFile(other.template));
    return flow ? [[errors.pair, errors, flow] as const] : [];
  })
  .slice(0, 1);

let stage: Stage;
onStage((opened) => {
  stage = opened;
});

const { prepare, run, outcome, rows } = arenasOf(() => stage);

const texts = async () => (await stage.control.inbox()).map(({ message }) => (message as { text: string }).text);

async function publishErrors(errors: Flow): Promise<string> {
  const { id } = await stage.import(errors, { settings: () => ({ alertUrl: `${stage.sandbox.url}/_sandbox/inbox` }), publish: 'yes' });
  return id;
}

async function choose(errorWorkflow: string, workflow: string): Promise<void> {
  const stored = await stage.client.getWorkflow(workflow);
  await stage.client.updateWorkflow(workflow, { ...stored, settings: { ...stored.settings, errorWorkflow } });
  await stage.client.publish(workflow);
}

const stranger = (errorMessage: string): Template => ({
  name: 'A flow of somebody else',
  nodes: [
    {
      id: 'start',
      name: 'Start',
      type: 'n8n-nodes-base.webhook',
      typeVersion: 2,
      position: [0, 0],
      parameters: { httpMethod: 'POST', path: 'stranger', responseMode: 'lastNode', responseData: 'noData', options: {} },
      webhookId: 'stranger',
    },
    { id: 'break', name: 'Break', type: 'n8n-nodes-base.stopAndError', typeVersion: 1, position: [200, 0], parameters: { errorMessage } },
  ],
  connections: { Start: { main: [[{ node: 'Break', type: 'main', index: 0 }]] } },
  settings: { executionOrder: 'v1' },
});

describe.each(pairs)('errors of %s', (_, errors, flow) => {
  it('does the work of the error path of a flow that chose it, and tells a broken run once', async () => {
    const arena = await prepare(flow);
    await choose(await publishErrors(errors), arena.flow.id);
    await stage.control.fault(arena.source, { kind: 'status-5xx', times: -1 });
    await run();
    await waitUntil('somebody is told', async () => (await texts()).length > 0);
    await sleep(3_000);
    const [text, ...more] = await texts();
    expect(more).toEqual([]);
    const [row, ...others] = await rows('runs');
    expect(others).toEqual([]);
    expect(row).toMatchObject({ status: 'failed', reason: expect.stringMatching(/./), next_step: expect.stringMatching(/./) });
    for (const part of [arena.flow.template.name, String(row?.reason), String(row?.next_step), '/executions/']) expect(text).toContain(part);
    const source = arena.flow.template.nodes.find(({ parameters }) => parameters.pageByPage === true)?.name;
    expect(text).toContain(` at ${source}.`);
    expect(await rows('dead_letters')).toEqual([]);

    await run();
    await waitUntil('the second failure is in the run log', async () => (await rows('runs')).filter(({ status }) => status === 'failed').length === 2);
    await sleep(2_000);
    expect(await texts()).toHaveLength(1);

    // No waiting: the lease of the failed run is free again.
    await stage.control.clearFaults(arena.source);
    expect((await run()).status).toBe(200);
    expect(await outcome(arena)).toMatchObject({ lost: 0, duplicates: 0, strays: 0 });
  });

  it("tells of a stranger's flow once per kind of trouble, and has each failed run in the run log", async () => {
    for (const { id } of await stage.client.listWorkflows()) await stage.client.deleteWorkflow(id);
    for (const { name } of await stage.client.tables.list()) await stage.client.tables.delete(name);
    await stage.control.reset();
    const errorWorkflow = await publishErrors(errors);
    const { id } = await stage.client.createWorkflow({ ...stranger('={{ "No answer at " + Date.now() }}'), settings: { executionOrder: 'v1', errorWorkflow } });
    await stage.client.publish(id);
    await Promise.all([1, 2, 3].map(async () => await stage.client.callWebhook('stranger')));
    await waitUntil('all three are in the run log', async () => (await rows('runs')).length === 3);
    await waitUntil('somebody is told', async () => (await texts()).length > 0);
    await sleep(2_000);
    expect(await texts()).toEqual([expect.stringMatching(/^A flow of somebody else has stopped at Break\. No answer at \d+\. .*\/executions\/\d+$/)]);
    expect((await rows('runs')).map(({ flow: name, status }) => [name, status])).toEqual(Array(3).fill(['other workflow: A flow of somebody else', 'failed']));

    const stored = await stage.client.getWorkflow(id);
    await stage.client.updateWorkflow(id, { ...stored, nodes: stranger('Something else').nodes });
    await stage.client.publish(id);
    await stage.client.callWebhook('stranger');
    await waitUntil('the other trouble is told', async () => (await texts()).length === 2);
    expect((await texts())[1]).toContain('Something else');
  });

  it('tells in its digest what was refused and which runs failed, and nothing when there is nothing', async () => {
    const arena = await prepare(flow);
    const errorWorkflow = await publishErrors(errors);
    const digest = async () => expect((await stage.client.runManually(errorWorkflow, 'Run by Hand')).status).toBe('success');
    await digest();
    expect(await texts()).toEqual([]);

    const { outgoing } = await stage.control.delivery(arena.source, arena.what);
    const poisoned = outgoing[1] as string;
    await stage.control.fault(arena.target, { kind: 'refuse', record: poisoned });
    expect((await run()).status).toBe(200);
    const before = (await texts()).length;
    await digest();
    const told = (await texts()).slice(before);
    expect(told).toHaveLength(1);
    const [letter] = await rows('dead_letters');
    for (const part of ['(data table channelsync_dead_letters): 1', poisoned, String(letter?.next_step), 'partly']) expect(told[0]).toContain(part);

    // The run is told once, the record until it is settled.
    await digest();
    expect((await texts())[before + 1]).toContain('(data table channelsync_runs): 0');
    await stage.client.tables.deleteRows('channelsync_dead_letters');
    await digest();
    expect(await texts()).toHaveLength(before + 2);
  });
});
