import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { Poller, runListMethod, type Vault } from '../../support/n8n';
import type { ReadFixture, Scene, TriggerFixture, WriteFixture } from '../fixture';
import { runScene, thrown, type Attempt } from './attempt';
import type { Desk } from './desk';
import { channels, eventsOf, hasField, listsOf, operationsOf, type DiscoveredChannel, type ListMethod } from './discover';

/** Something an account is used for, with a room full of work. */
export interface Task {
  vault: Vault;
  scene: Scene;
  /** Runs it once from where the last run came to. Never throws for what concerns vendor, account or records. */
  attempt(more?: INodeParameters): Promise<Attempt>;
  /** What all attempts together have brought: keys read, or what is in the vendor's books. */
  outcome(): Promise<unknown>;
  nameOf(item: number): string | undefined;
}

/** One thing every check runs over: an operation (a paged one in both ways of reading), a trigger's event, a list. */
export interface Subject {
  /** As exceptions name it. */
  name: string;
  kind: 'read' | 'pages' | 'write' | 'trigger' | 'list';
  of: DiscoveredChannel;
  room: string;
  prepare(desk: Desk, n?: number): Promise<Task>;
}

/** Enough records for one to go wrong in the middle, or for a read to lose one. */
const FEW = { write: 3, read: 2, pages: 3, trigger: 3, list: 1 };
const MOST_PAGES = 400;

const sorted = (keys: Iterable<string>): string[] => [...keys].sort();

function readTask(desk: Desk, vault: Vault, node: string, key: string, fixture: ReadFixture, scene: Scene): Task {
  let last: Attempt = { rows: [], errors: [] };
  return {
    vault,
    scene,
    async attempt(more = {}) {
      last = await runScene(desk, vault, node, key.split(':'), scene, more);
      return last;
    },
    outcome: async () => sorted(last.rows.map(({ json }) => fixture.keyOf(json))),
    nameOf: (item) => Object.values(scene.input?.[item] ?? {}).map(String)[0],
  };
}

/** An item of a page, as `page-read.ts` promises it to the templates. */
export interface PageItem {
  key: string;
  number: string;
  state: string;
  record?: IDataObject;
  error?: IDataObject;
}

interface PageRow {
  items: PageItem[];
  position: string;
  more: boolean;
}

/** Walks page by page as a template does: the position is kept once a page is stored, and a failed page is asked for again. */
function pagesTask(desk: Desk, vault: Vault, node: string, key: string, fixture: ReadFixture, scene: Scene): PagesTask {
  const stored = new Map<string, PageItem>();
  const task: PagesTask = {
    vault,
    scene,
    position: '',
    stored,
    async attempt(more = {}) {
      const all: Attempt = { rows: [], errors: [] };
      for (let pages = 0; pages < MOST_PAGES; pages++) {
        const page = { pageByPage: true, overlapMinutes: 0, ...fixture.pages?.parameters, position: task.position };
        const { rows, errors } = await runScene(desk, vault, node, key.split(':'), scene, { ...page, ...more });
        all.errors.push(...errors);
        const row = rows[0]?.json as unknown as PageRow | undefined;
        if (!row) return all;
        for (const item of row.items) {
          stored.set(`${item.key} ${item.state}`, item);
          all.rows.push({ item: 0, json: item as unknown as IDataObject });
        }
        task.position = row.position;
        if (!row.more) return all;
      }
      throw new Error(`More than ${MOST_PAGES} pages`);
    },
    // Of a catalogue the state may hold the vendor's times, which differ from room to room.
    outcome: async () => sorted(new Set([...stored.values()].map(({ key: named }) => named))),
    nameOf: () => undefined,
  };
  return task;
}

export interface PagesTask extends Task {
  position: string;
  /** By key and state, as the ledger keeps them. */
  stored: Map<string, PageItem>;
}

function writeTask(desk: Desk, vault: Vault, node: string, key: string, fixture: WriteFixture, scene: Scene): Task {
  return {
    vault,
    scene,
    attempt: async (more = {}) => await runScene(desk, vault, node, key.split(':'), scene, more),
    outcome: async () => fixture.effect(await desk.state()),
    nameOf: (item) => (scene.input?.[item] ? fixture.nameOf(scene.input[item]) : undefined),
  };
}

function triggerTask(desk: Desk, vault: Vault, node: string, fixture: TriggerFixture, scene: Scene): Task {
  const poller = new Poller({ type: node, parameters: scene.parameters, vault });
  const handedOn: string[] = [];
  return {
    vault,
    scene,
    async attempt() {
      const attempt: Attempt = { rows: [], errors: [] };
      try {
        for (let rows = await poller.poll(); rows.length > 0; rows = await poller.poll()) {
          attempt.rows.push(...rows.map((json) => ({ json })));
          handedOn.push(...rows.map(fixture.keyOf));
        }
      } catch (error) {
        attempt.errors.push(thrown(error));
        desk.listen(vault, [], thrown(error));
      }
      return attempt;
    },
    // Not a set: an order handed on twice starts its workflow twice.
    outcome: async () => sorted(handedOn),
    nameOf: () => undefined,
  };
}

function listTask(desk: Desk, vault: Vault, list: ListMethod): Task {
  let shown: unknown;
  return {
    vault,
    scene: { parameters: {} },
    async attempt() {
      try {
        shown = await runListMethod({ type: list.node, kind: list.kind, method: list.method, vault });
        return { rows: [{ json: { shown } as IDataObject }], errors: [] };
      } catch (error) {
        shown = undefined;
        desk.listen(vault, [], thrown(error));
        return { rows: [], errors: [thrown(error)] };
      }
    },
    outcome: async () => shown,
    nameOf: () => undefined,
  };
}

function subjectsOf(of: DiscoveredChannel): Subject[] {
  const { fixture, node, folder } = of;
  if (!fixture) return [];
  const { room } = fixture;
  const subjects: Subject[] = [];
  const add = (kind: Subject['kind'], name: string, task: (desk: Desk, vault: Vault, n: number) => Task | Promise<Task>) => {
    const prepare = async (desk: Desk, n = FEW[kind]) => {
      const made = await task(desk, await desk.vault(), n);
      // What a fixture did to fill the room is not the node's.
      desk.seen.length = 0;
      return made;
    };
    subjects.push({ name: `${folder} ${name}`, kind, of, room, prepare });
  };
  for (const { key, operation } of operationsOf(of)) {
    const read = fixture.reads[key];
    const write = fixture.writes[key];
    if (operation.kind === 'write' && write) {
      add('write', key, async (desk, vault, n) => writeTask(desk, vault, node, key, write, await write.scene(desk, n)));
    }
    if (operation.kind !== 'read' || !read) continue;
    add('read', key, async (desk, vault, n) => readTask(desk, vault, node, key, read, await read.scene(desk, n)));
    if (hasField(operation, 'pageByPage')) {
      add('pages', `${key} page by page`, async (desk, vault, n) => pagesTask(desk, vault, node, key, read, await read.scene(desk, n)));
    }
  }
  for (const trigger of of.triggers) {
    for (const event of eventsOf(trigger)) {
      const own = fixture.triggers?.[`${trigger}:${event}`];
      if (!own) continue;
      add('trigger', `${trigger}:${event}`, async (desk, vault, n) => {
        const scene = await own.scene(desk, n);
        return triggerTask(desk, vault, trigger, own, { ...scene, parameters: { ...scene.parameters, event } });
      });
    }
  }
  for (const list of listsOf(of)) {
    add('list', `list ${list.method}`, async (desk, vault) => {
      await fixture.furnish?.(desk);
      return listTask(desk, vault, list);
    });
  }
  return subjects;
}

export const subjects = (...kinds: Array<Subject['kind']>): Subject[] =>
  channels()
    .flatMap(subjectsOf)
    .filter(({ kind }) => kinds.length === 0 || kinds.includes(kind));
