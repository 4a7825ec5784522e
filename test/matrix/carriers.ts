/** Who can hand a record of the model on and who can take one, read off the nodes themselves. */
import type { IDataObject } from 'n8n-workflow';

import type { RecordKind } from '../../nodes/shared/model';
import type { ReadFixture, WriteFixture } from '../conformance/fixture';
import { channels, operationsOf, type DiscoveredChannel } from '../conformance/support/discover';

export interface Source {
  channel: string;
  of: DiscoveredChannel;
  key: string;
  fixture: ReadFixture;
}

export interface Target {
  channel: string;
  of: DiscoveredChannel;
  key: string;
  fixture: WriteFixture;
  /** The parameter that takes the record. */
  field: string;
}

/** What a read gives, by what its rows have to have. */
const GIVES: Record<RecordKind, RegExp> = { order: /^order:getAll$/, shipment: /^shipment:getAll$/, stock: /^stock:getAll$/ };

export function sources(kind: RecordKind): Source[] {
  return channels().flatMap((of) =>
    operationsOf(of).flatMap(({ key }) => {
      const fixture = of.fixture?.reads[key];
      return GIVES[kind].test(key) && fixture ? [{ channel: of.folder, of, key, fixture }] : [];
    }),
  );
}

export function targets(kind: RecordKind): Target[] {
  return channels().flatMap((of) =>
    operationsOf(of).flatMap(({ key, operation }) => {
      const fixture = of.fixture?.writes[key];
      if (operation.kind !== 'write' || operation.takes?.kind !== kind || !fixture) return [];
      return [{ channel: of.folder, of, key, fixture, field: operation.takes.field }];
    }),
  );
}

/** Writes with a field for a record of this kind that do not say what they take. */
export function silent(kind: RecordKind): string[] {
  const taking = kind === 'order' ? /:import$/ : kind === 'shipment' ? /^order:ship$/ : /^stock:push$/;
  return channels().flatMap((of) =>
    operationsOf(of).flatMap(({ key, operation }) => {
      const hasField = operation.fields.some(({ name }) => name === kind);
      return operation.kind === 'write' && taking.test(key) && hasField && operation.takes?.kind !== kind ? [`${of.folder} ${key}`] : [];
    }),
  );
}

/** Every value of a record by its name in the model, list positions left out. */
export function leavesOf(record: unknown, path = ''): Array<{ path: string; value: unknown }> {
  if (record === undefined || record === null || record === '') return [];
  if (Array.isArray(record)) return record.flatMap((one) => leavesOf(one, path));
  if (typeof record !== 'object') return [{ path, value: record }];
  return Object.entries(record).flatMap(([name, value]) => leavesOf(value, path === '' ? name : `${path}.${name}`));
}

/** The record with only those values whose name is in the set; objects and list entries left empty by it go too. */
export function masked(record: unknown, delivers: ReadonlySet<string>, path = ''): unknown {
  if (Array.isArray(record)) {
    const kept = record.map((one) => masked(one, delivers, path)).filter((one) => one !== undefined);
    return kept.length > 0 ? kept : undefined;
  }
  if (typeof record !== 'object' || record === null) return delivers.has(path) ? record : undefined;
  const entries = Object.entries(record as IDataObject).flatMap(([name, value]) => {
    const kept = masked(value, delivers, path === '' ? name : `${path}.${name}`);
    return kept === undefined ? [] : [[name, kept] as const];
  });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}
