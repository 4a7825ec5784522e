import { subjects } from './support/subjects';
import { channels, eventsOf, listsOf, operationsOf } from './support/discover';
import { EXCEPTIONS } from './exceptions';

it('finds the channels', () => {
  expect(channels().map(({ folder }) => folder)).toEqual(expect.arrayContaining(['Kaufland', 'Linnworks']));
});

describe.each(channels().map((one) => [one.folder, one] as const))('%s', (_folder, of) => {
  const { fixture } = of;
  const keys = (kind: 'read' | 'write') => operationsOf(of).filter(({ operation }) => operation.kind === kind).map(({ key }) => key).sort();

  it('has a file of fixtures in test/conformance/channels', () => expect(fixture).toBeDefined());

  it('has a fixture for every reading operation and for no other', () => {
    expect(Object.keys(fixture?.reads ?? {}).sort()).toEqual(keys('read'));
  });

  it('has a fixture for every writing operation and for no other', () => {
    expect(Object.keys(fixture?.writes ?? {}).sort()).toEqual(keys('write'));
  });

  it('has a fixture for every event of its triggers and for no other', () => {
    const events = of.triggers.flatMap((trigger) => eventsOf(trigger).map((event) => `${trigger}:${event}`));
    expect(Object.keys(fixture?.triggers ?? {}).sort()).toEqual(events.sort());
  });

  it('is checked with all of them', () => {
    const paged = operationsOf(of).filter(({ operation }) => operation.fields.some(({ name }) => name === 'pageByPage'));
    const events = of.triggers.flatMap(eventsOf);
    // What makes files speaks to nobody: its own tests run it.
    const speaking = operationsOf(of).filter(({ operation }) => operation.kind !== 'file');
    const wanted = speaking.length + paged.length + events.length + listsOf(of).length;
    expect(subjects().filter((subject) => subject.of === of).length).toBe(wanted);
  });

  it('says where each figure of calls comes from', () => {
    const limits = [...Object.values(fixture?.reads ?? {}), ...Object.values(fixture?.writes ?? {})].map(({ calls }) => calls);
    for (const { formula, sheet } of [...limits, ...Object.values(fixture?.triggers ?? {}).map(({ idle }) => idle)]) {
      expect(sheet).toMatch(/^[a-z0-9]+\.md §[A-Z]?\d/);
      expect(formula).not.toBe('');
    }
  });
});

describe('exceptions', () => {
  const names = new Set(subjects().map(({ name }) => name));
  const written = EXCEPTIONS.map((one) => [`${one.operation}, ${one.check}`, one] as const);

  it('are few', () => expect(EXCEPTIONS.length).toBeLessThan(30));

  for (const [name, exception] of written) {
    it(`${name}: has a reason and names an operation that exists`, () => {
      expect(exception.reason.length).toBeGreaterThan(30);
      expect(names).toContain(exception.operation);
    });
  }
});
