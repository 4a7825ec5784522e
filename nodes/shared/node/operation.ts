import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { ZodTypeAny } from 'zod';

import type { Client, Vendor } from '../api/client';
import type { Problem } from '../api/problem';
import type { Identity } from '../model/identity';

/** What one operation sees of an input item. */
export interface ItemContext {
  /** Position of the item in the node's input. */
  readonly index: number;
  /** The value of a node parameter for this item; undefined where the parameter is not shown. */
  param<T>(name: string): T;
}

/** What an operation sees of the run it is part of. */
export interface RunContext {
  readonly client: Client;
  /** Epoch milliseconds. */
  now(): number;
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

/** What became of one input item of a write. */
export type Outcome = { index: number; row: Row } | { index: number; problem: Problem };

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
}

/** Runs once per input item and may give many rows for it. */
export interface ReadOperation extends OperationBase {
  kind: 'read';
  run(run: RunContext, item: ItemContext): Promise<Array<Row | Unreadable>>;
}

/** Sees all input items at once, so that it can use the vendor's largest batches, and settles each of them. */
export interface WriteOperation extends OperationBase {
  kind: 'write';
  run(run: RunContext, items: ItemContext[]): Promise<Outcome[]>;
}

export type Operation = ReadOperation | WriteOperation;

export interface Resource {
  value: string;
  name: string;
  operations: Operation[];
}

/** Everything the shared code needs to run one channel's node. */
export interface Channel {
  vendor: Vendor;
  resources: Resource[];
}
