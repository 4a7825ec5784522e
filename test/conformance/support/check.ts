import { Bench, type Desk } from './desk';
import { roomsOf } from './discover';
import { EXCEPTIONS } from '../exceptions';

let bench: Bench | undefined;

/** Opens one sandbox for the test file it is called from. */
export function openBench(): void {
  beforeAll(async () => {
    bench = await Bench.open(roomsOf());
  });
  afterAll(async () => {
    await bench?.close();
  });
}

export function deskOf(room: string): Desk {
  if (!bench) throw new Error('openBench() was not called');
  return bench.desk(room);
}

/** Complaints that remain, and what is wrong with the exceptions. */
export function judged(operation: string, check: string, complaints: readonly string[], exceptions = EXCEPTIONS): string[] {
  const own = exceptions.filter((one) => one.operation === operation && one.check === check);
  const excused = (complaint: string) => own.some((one) => one.complaint.test(complaint));
  const unused = own.filter((one) => !complaints.some((complaint) => one.complaint.test(complaint)));
  return [
    ...complaints.filter((complaint) => !excused(complaint)),
    ...unused.map(({ complaint }) => `the exception for ${String(complaint)} is not needed any more`),
  ];
}

/** One check of one operation: `find` tells what is wrong; leaks noticed meanwhile count too. */
export function check(operation: string, name: string, room: string, find: (desk: Desk) => Promise<string[]>): void {
  it(`${operation}: ${name}`, async () => {
    const desk = deskOf(room);
    desk.takeLeaks();
    const complaints = await find(desk);
    expect(judged(operation, name, [...complaints, ...desk.takeLeaks()])).toEqual([]);
  }, 60_000);
}

/** `[]` where both are equal, otherwise both from shortly before the place where they part. */
export function differs(what: string, got: unknown, wanted: unknown): string[] {
  const [a = '', b = ''] = [JSON.stringify(got), JSON.stringify(wanted)];
  if (a === b) return [];
  const parting = [...a].findIndex((character, at) => character !== b[at]);
  const from = Math.max(0, (parting < 0 ? a.length : parting) - 60);
  return [`${what}: got ${a.slice(from, from + 400)}, wanted ${b.slice(from, from + 400)}`];
}
