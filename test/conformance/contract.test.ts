import type { INodeParameters } from 'n8n-workflow';

import type { Assumption } from '../sandbox/room';
import type { Observed } from '../sandbox/server';
import { check, deskOf, openBench } from './support/check';
import { Contract } from './support/contract';
import { channels } from './support/discover';
import { subjects, type Subject } from './support/subjects';
import type { Desk } from './support/desk';

openBench();

const RECORDS = 3;

function variantsOf({ name, of }: Subject): INodeParameters[] {
  const key = name.slice(of.folder.length + 1);
  return [{}, ...((of.fixture?.reads[key] ?? of.fixture?.writes[key] ?? of.fixture?.triggers?.[key])?.variants ?? [])];
}

/** All other answers to unconfirmed points at once, as often as a point has answers: they open ways the usual ones do not. */
function othersOf(room: string): Array<Record<string, string>> {
  const { ASSUMPTIONS } = jest.requireActual<{ ASSUMPTIONS: Assumption[] }>(`../sandbox/${room}/assumptions`);
  const rounds = Math.max(...ASSUMPTIONS.map(({ answers }) => answers.length)) - 1;
  return Array.from({ length: rounds }, (_, round) =>
    Object.fromEntries(ASSUMPTIONS.map(({ point, answers }) => [point, answers[Math.min(round + 1, answers.length - 1)]])),
  );
}

async function sentBy(desk: Desk, subject: Subject): Promise<Observed[]> {
  const sent: Observed[] = [];
  for (const variant of variantsOf(subject)) {
    await desk.begin();
    const task = await subject.prepare(desk, RECORDS);
    await task.attempt(variant);
    await task.attempt(variant);
    sent.push(...desk.seen);
  }
  for (const assumed of othersOf(subject.room)) {
    await desk.begin(assumed);
    await (await subject.prepare(desk, RECORDS)).attempt();
    sent.push(...desk.seen);
  }
  return sent;
}

for (const { folder, fixture } of channels()) {
  if (!fixture) continue;
  const contract = new Contract(fixture.contract);
  const { room } = fixture;
  const called = new Set<string>();

  if (!contract.available) {
    it(`${folder}: left out, the definitions are not on this machine`, () => expect(contract.available).toBe(false));
    continue;
  }

  for (const subject of subjects().filter((one) => one.room === room)) {
    check(subject.name, 'sends what the definition allows', room, async (desk) => {
      const complaints = new Set<string>();
      const sent = await sentBy(desk, subject);
      for (const one of sent) {
        called.add(nameOf(one));
        for (const complaint of contract.complaints(one)) complaints.add(complaint);
      }
      return [...complaints, ...(sent.length === 0 ? ['nothing was sent'] : [])];
    });
  }

  it(`${folder}: every request the nodes can make was checked`, () => {
    expect(fixture.contract.requests.filter((request) => ![...called].some((one) => one === request))).toEqual([]);
  });

  it(`${folder}: no request was made that the fixture does not name`, () => {
    expect([...called].filter((one) => !fixture.contract.requests.includes(one))).toEqual([]);
    expect(deskOf(room).takeLeaks()).toEqual([]);
  });

  /** Method and path as the definition writes it. */
  function nameOf({ request }: Observed): string {
    const undescribed = fixture?.contract.undescribed?.(request.method, request.path);
    if (undescribed !== undefined) return `${request.method} ${undescribed}`;
    const described = fixture?.contract.locate(request.method, request.path);
    return `${request.method} ${contract.templateOf(described?.file ?? '', request.method, described?.path ?? request.path)}`;
  }
}
