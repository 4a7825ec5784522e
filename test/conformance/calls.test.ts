import { check, openBench } from './support/check';
import { pass } from './support/clock';
import type { Desk } from './support/desk';
import { subjects, type Subject } from './support/subjects';
import type { CallLimit } from './fixture';

openBench();

/** Calls of the job, without the log-in, and whether the vendor ever had to say that they were too many. */
async function count(desk: Desk, logIn: string | undefined, work: () => Promise<unknown>): Promise<{ calls: number; tooMany: number }> {
  await desk.forgetRequests();
  await work();
  const requests = (await desk.requests()).filter(({ operation }) => operation !== logIn);
  return { calls: requests.length, tooMany: requests.filter(({ status }) => status === 429).length };
}

function tooManyCalls({ calls, tooMany }: { calls: number; tooMany: number }, n: number, limit: CallLimit): string[] {
  const most = limit.most(n);
  return [
    ...(calls > most ? [`${calls} calls for ${n} records, the sheet's figure is ${most}: ${limit.formula} (${limit.sheet})`] : []),
    ...(calls === 0 ? ['no call at all'] : []),
    ...(tooMany > 0 ? [`${tooMany} calls above the vendor's quota`] : []),
  ];
}

const keyOf = ({ name, of }: Subject): string => name.slice(of.folder.length + 1).replace(' page by page', '');

for (const subject of subjects('read', 'pages', 'write')) {
  const { fixture } = subject.of;
  const read = fixture?.reads[keyOf(subject)];
  const ofPages = subject.kind === 'pages' ? read?.pages?.calls : undefined;
  const limit = ofPages ?? read?.calls ?? fixture?.writes[keyOf(subject)]?.calls;
  if (!limit) continue;

  check(subject.name, 'makes no more calls than the sheet says', subject.room, async (desk) => {
    const complaints: string[] = [];
    for (const n of [1, limit.n]) {
      await desk.begin();
      const task = await subject.prepare(desk, n);
      const counted = await count(desk, fixture?.logIn, async () => {
        complaints.push(...(await task.attempt()).errors.map(({ message }) => message));
      });
      complaints.push(...tooManyCalls(counted, n, limit));
    }
    return complaints;
  });
}

for (const subject of subjects('trigger')) {
  const trigger = subject.of.fixture?.triggers?.[keyOf(subject)];
  if (!trigger) continue;
  const { idle: limit, restMs = 0 } = trigger;

  check(subject.name, 'costs no more than the sheet says when nothing happens', subject.room, async (desk) => {
    await desk.begin();
    const task = await subject.prepare(desk, limit.n);
    // What changed shortly before the last news lies in every later window's overlap, and is read again.
    pass(3_600_000);
    await task.attempt();
    pass(restMs);
    return tooManyCalls(await count(desk, subject.of.fixture?.logIn, async () => await task.attempt()), limit.n, limit);
  });
}
