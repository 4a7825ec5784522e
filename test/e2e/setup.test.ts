/** The check an operator runs first, with something to show in each direction of its pair. */
import { arenasOf } from './host/arena';
import { isSweep, type Moves } from './host/flows';
import { outputOf } from './host/rest';
import type { Stage } from './host/stage';
import { onStage, templatesOnDisk } from './host/suite';

const all = templatesOnDisk();
const checks = all.filter(({ flow }) => flow === 'check-my-setup');
const moving = (pair: string) => all.filter((flow) => flow.pair === pair && flow.moves && !isSweep(flow));

let stage: Stage;
onStage((opened) => {
  stage = opened;
});

const { prepare } = arenasOf(() => stage);

describe.each(checks.map((check) => [check.pair, check] as const))('check-my-setup of %s', (pair, check) => {
  it.each(moving(pair).map((flow) => [flow.flow, flow] as const))('shows what %s would do, and writes nothing', async (_, flow) => {
    const arena = await prepare(flow);
    const { id } = await stage.import(check);
    const before = await Promise.all(['orders', 'shipments', 'stock'].map(async (what) => await stage.control.delivery(arena.target, what as Moves['what'])));
    const held = await stage.control.state(arena.target);
    const execution = await stage.client.runManually(id, 'Run by Hand');
    expect(execution.data.resultData.error?.message).toBeUndefined();
    expect(execution.status).toBe('success');
    const told = Object.keys(execution.data.resultData.runData).filter((name) => name.startsWith('What Would Happen'));
    expect(told.length).toBeGreaterThan(0);
    const words = told.flatMap((name) => outputOf(execution, name).map(({ result }) => String(result)));
    expect(words.some((result) => / would /.test(result))).toBe(true);
    for (const result of words) expect(result).toMatch(/^Both accounts work\. .+ Nothing was written\.$/);
    // Of calls that carry others inside, the path does not tell whether they write: what the target holds does.
    expect(await stage.control.state(arena.target)).toEqual(held);
    const after = await Promise.all(['orders', 'shipments', 'stock'].map(async (what) => await stage.control.delivery(arena.target, what as Moves['what'])));
    expect(after).toEqual(before);
  });
});
