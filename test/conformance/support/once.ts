import type { WriteFixture } from '../fixture';
import type { Attempt, Told } from './attempt';
import type { Subject, Task } from './subjects';

/** True for a write that may never be repeated on its own. */
export function isOnce({ name, of, kind }: Subject): boolean {
  const fixture: WriteFixture | undefined = of.fixture?.writes[name.slice(of.folder.length + 1)];
  return kind === 'write' && fixture?.once === true;
}

const isOpen = ({ kind }: Told): boolean => kind === 'unknown';

/** What is left of an attempt's errors once the one allowed is taken off: an open question, and what was not sent after it. */
export function beyondOpenQuestion({ errors }: Attempt): Told[] {
  const first = errors.findIndex(isOpen);
  if (first < 0) return errors;
  return errors.filter((told, index) => index !== first && !(index > first && told.kind === 'unavailable'));
}

/** The next run as the flow's books arrange it: what is done or open is not handed over again. */
export async function runTheRest(task: Task, struck: Attempt): Promise<Attempt> {
  const left = struck.errors.filter((told) => !isOpen(told)).map(({ item }) => item);
  const input = task.scene.input ?? [];
  task.scene.input = input.filter((_, index) => left.includes(index));
  const repair = task.scene.input.length > 0 ? await task.attempt() : { rows: [], errors: [] };
  task.scene.input = input;
  return repair;
}

/** Nothing twice, and nothing missing but what an open question is about. */
export function onceEach(got: unknown, wanted: unknown, open: number): string[] {
  const [there, expected] = [got, wanted].map((list) => (list as unknown[]).map((entry) => JSON.stringify(entry)));
  const missing = [...expected];
  const surplus: string[] = [];
  for (const entry of there) {
    const at = missing.indexOf(entry);
    if (at < 0) surplus.push(entry);
    else missing.splice(at, 1);
  }
  return [
    ...surplus.map((entry) => `twice, or never asked for: ${entry}`),
    ...(missing.length > open ? [`lost: ${missing.join(', ')}`] : []),
  ];
}

export const openIn = ({ errors }: Attempt): number => errors.filter(isOpen).length;
