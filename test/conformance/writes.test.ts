import type { IDataObject } from 'n8n-workflow';

import { runScene } from './support/attempt';
import { check, differs, openBench } from './support/check';
import type { Desk } from './support/desk';
import { operationsOf } from './support/discover';
import { subjects, type Subject } from './support/subjects';
import type { WriteFixture } from './fixture';

openBench();

function fixtureOf({ name, of }: Subject): { key: string; fixture: WriteFixture } {
  const key = name.slice(of.folder.length + 1);
  return { key, fixture: of.fixture?.writes[key] as WriteFixture };
}

/** The vendor's books, without what the sandbox only counts. */
async function booksOf(desk: Desk): Promise<IDataObject> {
  const { assumptions: _assumptions, ...books } = await desk.state();
  return JSON.parse(JSON.stringify(books, (name, value: unknown) => (name === 'skippedRepeats' ? undefined : value))) as IDataObject;
}

const outcomes = (rows: Array<{ json: IDataObject }>): unknown[] => rows.map(({ json }) => json.outcome);
const each = (word: string, rows: unknown[]): string[] => rows.map(() => word);
/** XML and JSON hold percent signs that escape nothing. */
const decoded = (text: string): string => (/^[<{[]/.test(text) ? text : decodeURIComponent(text.replace(/\+/g, ' ')));
/** Ids and times of a run make two requests of one kind differ. */
const timeless = (text: string): string =>
  decoded(text).replace(/[0-9a-f]{8}-[0-9a-f-]{27}/gi, '<id>').replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>');

for (const subject of subjects('write')) {
  const { key, fixture } = fixtureOf(subject);
  const operation = operationsOf(subject.of).find((one) => one.key === key)?.operation;

  check(subject.name, 'twice is one effect', subject.room, async (desk) => {
    await desk.begin();
    const task = await subject.prepare(desk);
    const before = await task.outcome();
    const first = await task.attempt();
    const books = await booksOf(desk);
    const again = fixture.once ? { rows: [], errors: [] } : await task.attempt();
    const invalid = first.rows.flatMap(({ json }) => operation?.output.safeParse(json).error?.issues ?? []);
    const idle = JSON.stringify(before) === JSON.stringify(await task.outcome()) ? ['the fixture shows no effect'] : [];
    return [
      ...[...first.errors, ...again.errors].map(({ message }) => message),
      ...idle,
      ...invalid.map(({ path, message }) => `${path.join('.')}: ${message}`),
      ...differs('first', outcomes(first.rows), each(fixture.outcomes.first, task.scene.input ?? [{}])),
      ...differs('again', outcomes(again.rows), each(fixture.outcomes.again, fixture.once ? [] : (task.scene.input ?? [{}]))),
      ...first.rows.filter(({ json }) => !json.targetId).map(() => 'a row without targetId'),
      ...differs('the books after a repeat', await booksOf(desk), books),
    ];
  });

  check(subject.name, 'an item given twice is one effect', subject.room, async (desk) => {
    await desk.begin();
    const clean = await subject.prepare(desk);
    await clean.attempt();
    const wanted = await clean.outcome();
    await desk.begin();
    const task = await subject.prepare(desk);
    task.scene.input = [...(task.scene.input ?? []), ...(task.scene.input ?? [])];
    const { errors, rows } = await task.attempt();
    return [
      ...errors.map(({ message }) => message),
      ...differs('answers', rows.length, task.scene.input.length),
      ...differs('effect', await task.outcome(), wanted),
    ];
  });

  check(subject.name, 'a dry run writes nothing and shows what would be sent', subject.room, async (desk) => {
    await desk.begin();
    const task = await subject.prepare(desk);
    const books = await booksOf(desk);
    const dry = await task.attempt({ dryRun: true });
    const complaints = [
      ...dry.errors.map(({ message }) => message),
      ...differs('outcomes', outcomes(dry.rows), each(fixture.outcomes.dry, task.scene.input ?? [{}])),
      ...dry.rows.filter(({ json }) => !json.plan).map(() => 'a row without a plan'),
      ...differs('the books after a dry run', await booksOf(desk), books),
    ];
    const [shown] = dry.rows.map(({ json }) => json.request as { method: string; path: string; body?: string } | undefined);
    if (!shown) return [...complaints, 'no request is shown'];
    desk.seen.length = 0;
    const first = { ...task.scene, input: task.scene.input?.slice(0, 1) };
    await runScene(desk, task.vault, subject.of.node, key.split(':'), first);
    const sent = desk.seen.map(({ request }) => `${request.method} ${request.url} ${timeless(request.body.toString('utf8'))}`);
    const expected = [shown.method, shown.path, timeless(typeof shown.body === 'string' ? shown.body : JSON.stringify(shown.body ?? ''))];
    const same = sent.some((one) => one.startsWith(expected[0]) && one.includes(expected[1]) && one.endsWith(expected[2] === '""' ? '' : expected[2]));
    return same ? complaints : [...complaints, `${expected.join(' ')} was shown, but sent was: ${sent.join(' | ').slice(0, 1500)}`];
  });
}
