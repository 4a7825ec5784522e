import { check, differs, openBench } from './support/check';
import type { Desk } from './support/desk';
import { operationsOf } from './support/discover';
import { subjects, type PagesTask, type Subject } from './support/subjects';
import { pass } from './support/clock';

openBench();

/** Enough for several pages of one and of two rows. */
const RECORDS = 12;

const keyOfSubject = ({ name, of }: Subject): string => name.slice(of.folder.length + 1).replace(' page by page', '');
const sorted = (keys: Iterable<string>): string[] => [...keys].sort();

function operationOf(subject: Subject) {
  const key = keyOfSubject(subject);
  const found = operationsOf(subject.of).find((one) => one.key === key);
  if (!found) throw new Error(`No operation ${key}`);
  return found.operation;
}

async function errorFree(attempt: Promise<{ errors: Array<{ message: string }> }>): Promise<string[]> {
  return (await attempt).errors.map(({ message }) => `error: ${message}`);
}

for (const subject of subjects('read')) {
  const fixture = subject.of.fixture?.reads[keyOfSubject(subject)];
  if (!fixture) continue;
  const { fields, output } = operationOf(subject);

  check(subject.name, 'brings what is there, once', subject.room, async (desk) => {
    await desk.begin();
    const task = await subject.prepare(desk, RECORDS);
    const { errors, rows } = await task.attempt();
    const issues = rows.flatMap(({ json }) => output.safeParse(json).error?.issues ?? []);
    const invalid = issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    const outcome = await task.outcome();
    const expected = sorted(await fixture.expected(desk));
    const nothing = expected.length < 3 ? ['the fixture seeds fewer than three records'] : [];
    return [...nothing, ...errors.map(({ message }) => message), ...invalid, ...differs('keys', outcome, expected)];
  });

  if (fields.some(({ name }) => name === 'limit')) {
    check(subject.name, 'gives no more than the limit', subject.room, async (desk) => {
      await desk.begin();
      const task = await subject.prepare(desk, RECORDS);
      const all = sorted(await fixture.expected(desk));
      const complaints: string[] = [];
      for (const limit of [1, 2]) {
        complaints.push(...(await errorFree(task.attempt({ returnAll: false, limit }))));
        const keys = (await task.outcome()) as string[];
        if (keys.length !== Math.min(limit, all.length)) complaints.push(`limit ${limit} gave ${keys.length}`);
        complaints.push(...keys.filter((key) => !all.includes(key)).map((key) => `limit ${limit} gave the unknown ${key}`));
      }
      return complaints;
    });
  }

  if (fields.some(({ name }) => name === 'output')) {
    check(subject.name, 'gives the vendor\'s own JSON as Raw', subject.room, async (desk) => {
      await desk.begin();
      const task = await subject.prepare(desk, RECORDS);
      const own = await task.attempt();
      const raw = await task.attempt({ output: 'raw' });
      const same = JSON.stringify(own.rows[0]) === JSON.stringify(raw.rows[0]) ? ['both outputs are the same'] : [];
      return [...raw.errors.map(({ message }) => message), ...differs('rows', raw.rows.length, own.rows.length), ...same];
    });
  }
}

async function walk(desk: Desk, subject: Subject, pageSize: number): Promise<{ task: PagesTask; complaints: string[] }> {
  await desk.begin();
  const task = (await subject.prepare(desk, RECORDS)) as PagesTask;
  pass(60_000);
  return { task, complaints: (await task.attempt({ pageSize })).errors.map(({ message }) => message) };
}

for (const subject of subjects('pages')) {
  const fixture = subject.of.fixture?.reads[keyOfSubject(subject)];
  if (!fixture) continue;

  check(subject.name, 'page sizes give the same set', subject.room, async (desk) => {
    const complaints = fixture.pages ? [] : ['the fixture does not say how it is read page by page'];
    for (const pageSize of [1, 2, 100]) {
      const { task, complaints: found } = await walk(desk, subject, pageSize);
      const records = [...task.stored.values()];
      const keys = records.map(({ record, key }) => (record ? (fixture.pages?.keyOf ?? fixture.keyOf)(record) : `${key} unread`));
      complaints.push(...found, ...differs(`page size ${pageSize}`, sorted(keys), sorted(await fixture.expected(desk))));
    }
    return complaints;
  });

  check(subject.name, 'a second run with the saved position gives nothing new', subject.room, async (desk) => {
    const { task, complaints } = await walk(desk, subject, 2);
    const before = sorted(task.stored.keys());
    const again = await task.attempt({ pageSize: 2 });
    const handed = fixture.pages?.again === 'nothing' ? again.rows.map(({ json }) => `came again: ${String(json.key)}`) : [];
    return [...complaints, ...again.errors.map(({ message }) => message), ...handed, ...differs('states', sorted(task.stored.keys()), before)];
  });
}

for (const subject of subjects('trigger')) {
  check(subject.name, 'hands on what is there, once', subject.room, async (desk) => {
    const fixture = subject.of.fixture?.triggers?.[keyOfSubject(subject)];
    await desk.begin();
    const task = await subject.prepare(desk, RECORDS);
    const { errors } = await task.attempt();
    pass(60_000);
    const again = await task.attempt();
    const expected = sorted((await fixture?.expected(desk)) ?? []);
    return [...[...errors, ...again.errors].map(({ message }) => message), ...differs('handed on', await task.outcome(), expected)];
  });
}

for (const subject of subjects('list')) {
  check(subject.name, 'offers names and values', subject.room, async (desk) => {
    await desk.begin();
    const task = await subject.prepare(desk);
    const { errors } = await task.attempt();
    const shown = await task.outcome();
    const choices = (Array.isArray(shown) ? shown : ((shown as { results?: unknown[] })?.results ?? [])) as Array<{ name?: unknown; value?: unknown }>;
    const bare = choices.filter(({ name, value }) => !name || value === undefined || value === '').map((one) => `a bare choice: ${JSON.stringify(one)}`);
    return [...errors.map(({ message }) => message), ...bare, ...(choices.length > 0 ? [] : ['nothing to choose from'])];
  });
}
