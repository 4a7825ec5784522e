import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { ZodTypeAny } from 'zod';

import type { Client, Vendor } from '../api/client';
import type { Problem } from '../api/problem';
import type { Held, RecordKind } from '../model/held';
import type { Identity } from '../model/identity';

/** What one operation sees of an input item. */
export interface ItemContext {
  /** Position of the item in the node's input. */
  readonly index: number;
  /** The value of a node parameter for this item; undefined where the parameter is not shown. */
  param<T>(name: string): T;
  /** A file the item brings, by its binary property. @throws Problem when it brings none of that name */
  file(property: string): Promise<ItemFile>;
}

export interface ItemFile {
  data: Uint8Array;
  fileName: string;
  mimeType: string;
}

/** What an operation sees of the run it is part of. */
export interface RunContext {
  readonly client: Client;
  /** Epoch milliseconds. */
  now(): number;
  /** Waits for what a vendor does in its own time (a report, a feed). */
  sleep(ms: number): Promise<void>;
  /** A new random id, for marks that tell one run's writes from another's. */
  newId(): string;
  /** True when nothing may be written; `client` refuses writes then, whatever the operation tries. */
  readonly dryRun: boolean;
  /** Loads once per run of the node what several items need (locations, carriers). */
  once<T>(name: string, load: () => Promise<T>): Promise<T>;
}

export type Row = IDataObject;

/**
 * A vendor's record that could not be brought into the model. It takes its place among the rows, so that one of them
 * neither blocks a page nor gets lost.
 */
export class Unreadable {
  constructor(
    readonly identity: Identity,
    readonly number: string,
    readonly problem: Problem,
  ) {}
}

/** A file beside a row. A stream is handed on piece by piece, so that its size does not matter. */
export interface RowFile {
  data: Uint8Array | AsyncIterable<Uint8Array>;
  fileName: string;
  mimeType: string;
}

/** Files by the binary property they go into, e.g. 'data' or 'label'. */
export type RowFiles = Readonly<Record<string, RowFile>>;

/** A row that brings files with it. */
export class WithFiles {
  constructor(
    readonly row: Row,
    readonly files: RowFiles,
  ) {}
}

/** What became of one input item of a write. */
export type Outcome = { index: number; row: Row; files?: RowFiles } | { index: number; problem: Problem };

interface OperationBase {
  /** Value of the 'operation' parameter: get, getAll, import, ship, … */
  value: string;
  name: string;
  action: string;
  description: string;
  /** Without displayOptions for resource and operation: those are added once, in `describe.ts`. */
  fields: INodeProperties[];
  /** One output item; the schema n8n's editor shows before the first run is generated from it. */
  output: ZodTypeAny;
  /**
   * The accounts it can work with where a node has several, the best first; the first one chosen in the node is used, and
   * `client.vendor` tells which. The channel's own vendor when left out.
   */
  vendors?: readonly Vendor[];
}

/** Runs once per input item and may give many rows for it. */
export interface ReadOperation extends OperationBase {
  kind: 'read';
  run(run: RunContext, item: ItemContext): Promise<Array<Row | Unreadable | WithFiles>>;
}

/** A record of the model that a write is handed, and what of it the target has a place for. */
export interface Takes {
  kind: RecordKind;
  /** The field that holds it. */
  field: string;
  /** May depend on what the operator chose, on the record where one of its values takes another's place, and on what came of it. */
  holds(item: ItemContext, record: object, row: Row): Held;
}

/** Sees all input items at once, so that it can use the vendor's largest batches, and settles each of them. */
export interface WriteOperation extends OperationBase {
  kind: 'write';
  /** Absent where it takes no record of another system; see `taking`. */
  takes?: Takes;
  run(run: RunContext, items: ItemContext[]): Promise<Outcome[]>;
}

/** Sees all input items at once and gives files or rows for all of them together; speaks to no vendor. */
export interface FileOperation extends OperationBase {
  kind: 'file';
  run(run: Pick<RunContext, 'now'>, items: ItemContext[]): Promise<FileResult>;
}

/** A row made of one input item alone. */
export class FromItem {
  constructor(
    readonly index: number,
    readonly row: Row | WithFiles | Unreadable,
  ) {}
}

/** What a file operation made, and the items that could not be part of it. */
export interface FileResult {
  /** Rows of all items together, unless they are {@link FromItem}. */
  rows: Array<Row | WithFiles | FromItem>;
  failed: Array<{ index: number; problem: Problem }>;
}

export type Operation = ReadOperation | WriteOperation | FileOperation;

export interface Resource {
  value: string;
  name: string;
  operations: Operation[];
}

/** Everything the shared code needs to run one channel's node. */
export interface Channel {
  /**
   * Whose account the operations use that name none themselves. Absent where there is nobody to speak to: a system that
   * exchanges files. All its operations are of kind 'file'.
   */
  vendor?: Vendor;
  resources: Resource[];
}
