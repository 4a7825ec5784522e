import type { Assumption } from '../sandbox/room';
import { check, differs, openBench } from './support/check';
import type { Desk } from './support/desk';
import { channels } from './support/discover';
import { cleanRun, places, poorlyAnswered, strikesFor, struckRun } from './support/faulty';
import { isOnce } from './support/once';
import { subjects, type Subject } from './support/subjects';

openBench();

type Assumed = Record<string, string>;

/** The points of a room with their answers; the first is what every other test runs with. */
function pointsOf(room: string): Assumption[] {
  return jest.requireActual<{ ASSUMPTIONS: Assumption[] }>(`../sandbox/${room}/assumptions`).ASSUMPTIONS;
}

/** Small pages, so that what concerns the way from page to page is met too. */
const smallPages = ({ kind }: Subject) => (kind === 'pages' ? { pageSize: 1 } : {});

async function plainRun(desk: Desk, subject: Subject, assumed: Assumed): Promise<{ outcome: unknown; complaints: string[] }> {
  await desk.begin(assumed);
  const task = await subject.prepare(desk);
  const attempt = await task.attempt(smallPages(subject));
  const outcome = await task.outcome();
  const complaints = [...attempt.errors.map(({ message }) => `error: ${message}`), ...poorlyAnswered(subject, task, attempt)];
  if (subject.kind !== 'write' || isOnce(subject)) return { outcome, complaints };
  const again = await task.attempt();
  complaints.push(...again.errors.map(({ message }) => `error of a repeat: ${message}`), ...differs('after a repeat', await task.outcome(), outcome));
  return { outcome, complaints };
}

type Job = (assumed: Assumed) => Promise<string[]>;

/** The plain job; the same after too many calls; a write with each of its answers lost. */
async function jobsOf(desk: Desk, subject: Subject): Promise<Job[]> {
  const usual = await plainRun(desk, subject, {});
  const plain: Job = async (assumed) => {
    const { outcome, complaints } = await plainRun(desk, subject, assumed);
    return [...complaints, ...differs('outcome', outcome, usual.outcome)];
  };
  const clean = await cleanRun(desk, subject);
  const struck = strikesFor(subject).filter(({ name }) => name === 'status-429' || (subject.kind === 'write' && name === 'reset-after-write'));
  const faulty = struck.flatMap((strike) =>
    places(subject, strike, 0, clean.calls).map((skip): Job => async (assumed) => await struckRun(desk, subject, clean, strike, { skip, times: 1 }, assumed)),
  );
  return [plain, ...faulty];
}

for (const { folder, fixture } of channels()) {
  if (!fixture) continue;
  const { room } = fixture;
  const points = pointsOf(room);
  const met = new Set<string>();

  /** Runs the job under every other answer to what it depends on, and so on with what it depends on then. */
  const explore = async (desk: Desk, job: Job, assumed: Assumed, tried: Set<string>): Promise<string[]> => {
    const label = Object.entries(assumed).map(([point, answer]) => `${point}=${answer}`).join(', ');
    const complaints = (await job(assumed)).map((complaint) => (label ? `${label}: ${complaint}` : complaint));
    // Another answer to a point that nothing depended on changes nothing.
    const fresh = points.filter(({ point }) => desk.asked.has(point) && !tried.has(point));
    for (const { point } of fresh) tried.add(point);
    for (const { point, answers } of fresh) {
      met.add(point);
      for (const answer of answers.slice(1)) complaints.push(...(await explore(desk, job, { ...assumed, [point]: answer }, tried)));
    }
    return complaints;
  };

  for (const subject of subjects('read', 'pages', 'write', 'trigger').filter((one) => one.room === room)) {
    check(subject.name, 'both answers of every unconfirmed point', room, async (desk) => {
      const complaints: string[] = [];
      const tried = new Set<string>();
      for (const job of await jobsOf(desk, subject)) complaints.push(...(await explore(desk, job, {}, tried)));
      return complaints;
    });
  }

  it(`${folder}: every unconfirmed point is met, or it is known why not`, () => {
    const unmet = points.map(({ point }) => point).filter((point) => !met.has(point));
    expect(unmet.sort()).toEqual(Object.keys(fixture.unmet ?? {}).sort());
  });
}
