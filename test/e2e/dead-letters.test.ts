/** That a person hears of every refused record once, whatever breaks in between. One flow of each pair stands for all. */
import { arenasOf, LEASE_SECONDS, sleep, waitUntil } from './host/arena';
import { isByFile, type Flow } from './host/flows';
import type { Stage } from './host/stage';
import { onStage, templatesOnDisk } from './host/suite';
import { withSettings } from './host/template';

const all = templatesOnDisk().filter(({ moves, flow, template }) => moves?.what === 'orders' && !flow.includes('sweep') && !isByFile(template));
const flows = [...new Set(all.map(({ pair }) => pair))].map((pair) => all.find((flow) => flow.pair === pair) as Flow);

let stage: Stage;
onStage((opened) => {
  stage = opened;
});

const { prepare, run, outcome, rows, openQuestions } = arenasOf(() => stage);

/** Messages about refused records; a killed run is told of, too. */
const told = async () => (await stage.control.inbox()).map(({ message }) => (message as { text: string }).text).filter((text) => / refused(?: or in question)?: /.test(text));

describe.each(flows.map((flow) => [`${flow.pair}/${flow.flow}`, flow] as const))('%s', (_, flow) => {
  it('tells of a record that was refused right before the run was killed, once', async () => {
    const arena = await prepare(flow);
    const { outgoing } = await stage.control.delivery(arena.source, arena.what);
    // Of the beginning, the middle and the end: whichever is read first, what follows it takes long enough to die in.
    const refused = [0, Math.floor(outgoing.length / 2), outgoing.length - 1].map((index) => outgoing[index] as string);
    for (const record of refused) await stage.control.fault(arena.target, { kind: 'refuse', record });
    const started = run().catch(() => undefined);
    await waitUntil('a record stands in the dead letters', async () => (await rows('dead_letters')).length > 0);
    await stage.kill();
    await started;
    await stage.startAgain();
    expect(await told()).toEqual([]);
    expect((await rows('dead_letters')).every((letter) => letter.told === '')).toBe(true);
    await sleep((LEASE_SECONDS + 1) * 1_000);

    expect((await run()).status).toBe(200);
    const [text, ...more] = await told();
    expect(more).toEqual([]);
    for (const record of refused) expect(text).toContain(record);
    const after = await outcome(arena);
    expect(after).toMatchObject({ duplicates: 0 });
    // Where the target cannot be asked, what was under way at the kill is asked of a person.
    expect(after.lost).toBeGreaterThanOrEqual(3);
    expect(after.lost).toBeLessThanOrEqual(3 + (await openQuestions()).length);

    expect((await run()).status).toBe(200);
    expect(await told()).toHaveLength(1);
  });

  it('tells again where the message could not be sent, until it could', async () => {
    const arena = await prepare(flow, { alertUrl: 'http://127.0.0.1:9/nobody' });
    const { outgoing } = await stage.control.delivery(arena.source, arena.what);
    await stage.control.fault(arena.target, { kind: 'refuse', record: outgoing[0] as string });
    expect((await run()).status).toBe(200);
    expect((await rows('dead_letters')).map((letter) => letter.told)).toEqual(['']);
    expect((await rows('runs')).map(({ status }) => status)).toEqual(['partly']);

    const stored = await stage.client.getWorkflow(arena.flow.id);
    await stage.client.updateWorkflow(arena.flow.id, withSettings(stored, { alertUrl: `${stage.sandbox.url}/_sandbox/inbox` }));
    await stage.client.publish(arena.flow.id);
    expect((await run()).status).toBe(200);
    expect((await run()).status).toBe(200);
    expect(await told()).toHaveLength(1);
    expect((await rows('dead_letters')).map((letter) => letter.told)).toEqual([expect.stringMatching(/^2\d{3}-/)]);
  });
});
