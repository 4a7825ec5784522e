import { FAULT_KINDS, type FaultKind } from '../../sandbox/faults';
import { poorlyTold, type Attempt } from './attempt';
import { differs } from './check';
import { beyondOpenQuestion, isOnce, onceEach, openIn, runTheRest } from './once';
import type { Desk } from './desk';
import type { Subject, Task } from './subjects';

/** A fault of the sandbox as the suite uses it. */
export interface Strike {
  name: string;
  body: Record<string, unknown> & { kind: FaultKind };
  /** What repeating cures when it strikes once: the operation has to succeed. */
  passing: boolean;
  /** The request was carried out and its answer lost. */
  afterWrite: boolean;
}

/** Kinds that concern the account or a record, which no repetition cures. */
const LASTING: readonly FaultKind[] = ['clock-skew', 'refuse'];
/** Kinds that say something, and one that does not. */
const ANSWERED: readonly string[] = ['status-429', 'status-5xx', 'timeout', 'html-200', 'expired-token', 'clock-skew'];
const AFTER_WRITE: readonly FaultKind[] = ['reset-after-write', 'truncated-body'];

/** Every kind of the sandbox but `refuse`, which concerns one record; expired sessions only where there are sessions. */
export function strikesFor({ of }: Subject): Strike[] {
  const kinds = FAULT_KINDS.filter((kind) => kind !== 'refuse' && (kind !== 'expired-token' || of.channel.vendor.sessionField));
  const strikes = kinds.map((kind) => ({
    name: kind,
    body: { kind, ...(kind === 'slow-drip' ? { delayMs: 20 } : {}) },
    passing: !LASTING.includes(kind),
    afterWrite: AFTER_WRITE.includes(kind),
  }));
  return [...strikes, { name: 'timeout after write', body: { kind: 'timeout' as const, afterWrite: true }, passing: true, afterWrite: true }];
}

/**
 * Which calls of a job a fault strikes. A lost answer: each call of a write (of a long job the first and last ones).
 * Otherwise one that moves on from kind to kind, and the last one, by which a write has already done something.
 */
export function places({ kind }: Subject, { afterWrite }: Strike, turn: number, calls: number): number[] {
  const moving = turn % Math.max(1, calls);
  if (kind !== 'write') return [moving];
  if (!afterWrite) return [...new Set([moving, calls - 1])];
  const all = Array.from({ length: calls }, (_, place) => place);
  return calls <= 6 ? all : [...all.slice(0, 3), ...all.slice(-3)];
}

/**
 * Whether a fault is also tried for good. A read ends alike for every kind that leaves it without an answer, so of
 * those one is enough; a write ends as each of them.
 */
export const triedForGood = ({ kind }: Subject, strike: Strike): boolean => kind === 'write' || ANSWERED.includes(strike.name);

/** What is wrong with an attempt under a fault, success or not: each input is answered, each error is told well. */
export function poorlyAnswered(subject: Subject, task: Task, { rows, errors }: Attempt): string[] {
  const { name } = subject.of.channel.vendor;
  const complaints = errors.flatMap((told) => poorlyTold(told, name, task.nameOf));
  if (subject.kind !== 'write' && subject.kind !== 'read') return complaints;
  const answered = [...rows, ...errors].map(({ item }) => item);
  const inputs = (task.scene.input ?? [{}]).length;
  for (let item = 0; item < inputs; item++) if (!answered.includes(item)) complaints.push(`input ${item} is not answered`);
  if (subject.kind === 'write' && answered.length !== inputs) complaints.push(`${inputs} inputs gave ${answered.length} answers`);
  return complaints;
}

export interface Clean {
  outcome: unknown;
  calls: number;
  complaints: string[];
}

const cleanRuns = new Map<string, Clean>();

/** The same job in a room without faults: seeds are fixed, so it is done once. */
export async function cleanRun(desk: Desk, subject: Subject): Promise<Clean> {
  const known = cleanRuns.get(subject.name);
  if (known) return known;
  await desk.begin();
  const task = await subject.prepare(desk);
  const { errors } = await task.attempt();
  const complaints = errors.map(({ message }) => `without a fault: ${message}`);
  const clean = { outcome: await task.outcome(), calls: desk.seen.length, complaints };
  cleanRuns.set(subject.name, clean);
  return clean;
}

/** What the run after a fault has to leave where nothing may be repeated. */
async function booksRun(desk: Desk, clean: Clean, task: Task, struck: Attempt, passing: boolean): Promise<string[]> {
  const complaints = passing ? beyondOpenQuestion(struck).map(({ message }) => `did not get over it: ${message}`) : [];
  await desk.clearFaults();
  const repair = await runTheRest(task, struck);
  complaints.push(...repair.errors.map(({ message }) => `the next run did not repair it: ${message}`));
  return [...complaints, ...onceEach(await task.outcome(), clean.outcome, openIn(struck))];
}

/** One fault: what it does to a run, and whether the run after it makes everything good. */
export async function struckRun(
  desk: Desk,
  subject: Subject,
  clean: Clean,
  strike: Strike,
  at: { skip: number; times: number },
  assumed: Record<string, string> = {},
): Promise<string[]> {
  await desk.begin(assumed);
  const task = await subject.prepare(desk);
  await desk.fault({ ...strike.body, ...at });
  const struck = await task.attempt();
  const complaints = poorlyAnswered(subject, task, struck);
  const once = at.times === 1;
  if (isOnce(subject)) return [...complaints, ...(await booksRun(desk, clean, task, struck, once && strike.passing))].map((complaint) => `at call ${at.skip + 1}: ${complaint}`);
  if (once && strike.passing) {
    complaints.push(...struck.errors.map(({ message }) => `did not get over it: ${message}`), ...differs('after it', await task.outcome(), clean.outcome));
  }
  await desk.clearFaults();
  const repair = await task.attempt();
  complaints.push(...repair.errors.map(({ message }) => `the next run did not repair it: ${message}`));
  complaints.push(...differs('after the next run', await task.outcome(), clean.outcome));
  const where = once ? `at call ${at.skip + 1}` : 'for good';
  return complaints.map((complaint) => `${where}: ${complaint}`);
}
