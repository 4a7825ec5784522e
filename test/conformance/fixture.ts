import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Observed } from '../sandbox/server';
import type { Desk } from './support/desk';

/** What one run of an operation gets. */
export interface Scene {
  parameters: INodeParameters;
  /** Input items; a single empty one when left out. */
  input?: IDataObject[];
}

/** The fewest calls a job can take, from the end of the vendor's sheet. Log-ins are not counted. */
export interface CallLimit {
  /** How many records the job has; large enough for several of the vendor's batches or pages. */
  n: number;
  most(n: number): number;
  /** The sheet's formula, with what is added to it and why. */
  formula: string;
  /** e.g. 'kaufland.md §9'. */
  sheet: string;
}

interface OperationFixture {
  /** Puts something to do for `n` records into a fresh room, with {@link Canary} where people stand. */
  scene(desk: Desk, n: number): Promise<Scene>;
  calls: CallLimit;
  /** Further parameters over the scene's, so that every request the operation can make is made once. */
  variants?: INodeParameters[];
  /** An input item that is wrong on its own, and the word its error has to name. Absent where no item can be. */
  broken?: { item: IDataObject; named: string };
}

export interface ReadFixture extends OperationFixture {
  keyOf(row: IDataObject): string;
  /** Keys the sandbox's state says have to come. */
  expected(desk: Desk): Promise<string[]>;
  /** Where the operation reads page by page: parameters that begin before everything, and what a second run gives. */
  pages?: {
    parameters: INodeParameters;
    /** A window of changes gives nothing again; a catalogue gives the same states again. */
    again: 'nothing' | 'same states';
    /** Where pages cost more than the whole in one go. */
    calls?: CallLimit;
    keyOf?(record: IDataObject): string;
  };
}

export interface WriteFixture extends OperationFixture {
  /** What the writes left in the sandbox, free of ids and times that differ from run to run. */
  effect(state: IDataObject): unknown;
  /** Outcome words of a first, a repeated and a dry run. */
  outcomes: { first: string; again: string; dry: string };
  /**
   * The vendor knows neither a key nor a way to look: done twice is done double, and an answer that was lost stays an
   * open question. The flow's books decide what is handed over again, and the suite does as they do; `effect` gives a
   * list with one entry for each record then.
   */
  once?: true;
  /** Of an import of orders: what the buyer pays for each of them in the target's books, by the order's number there. */
  totals?(state: IDataObject): Array<{ number: string; total: number }>;
  /** Of a push of stock: what the target's books show of each article at the place it was pushed to. */
  levels?(state: IDataObject): Array<{ sku: string; level: number }>;
  /** What people call an item; has to be in its error. */
  nameOf(item: IDataObject): string;
  /** The record the sandbox is told to refuse for this item; absent where the vendor refuses no single record. */
  recordOf?(item: IDataObject): string;
}

export interface TriggerFixture extends Omit<OperationFixture, 'calls' | 'broken'> {
  keyOf(row: IDataObject): string;
  expected(desk: Desk): Promise<string[]>;
  /** Calls of a poll that finds nothing. */
  idle: CallLimit;
  /** How long it rests between two readings, where the vendor allows fewer than one a minute. */
  restMs?: number;
}

/** Where the vendor's definition describes a request. */
export interface Described {
  /** Below `../shared/specs`. */
  file: string;
  /** As the definition writes it, without values. */
  path: string;
}

export interface ContractFixture {
  /** Files without which nothing can be checked, below `../shared/specs`. */
  definitions: readonly string[];
  /** Undefined for a request no definition covers, which fails. */
  locate(method: string, path: string): Described | undefined;
  /** What is wrong with a request, for a vendor whose only definition are samples. `locate` only names it then, with an empty file. */
  complaints?(request: Observed['request'], path: string): string[];
  /** Name of a request that by its nature no definition covers: a log-in, a pre-signed link to a storage. */
  undescribed?(method: string, path: string): string | undefined;
  /** Query lists are joined by commas (Swagger 2 without another word). */
  commaLists?: boolean;
  /** Form fields as the values they stand for. */
  decodeForm?(path: string, fields: Array<[string, string]>): unknown;
  /** What newer definitions or field reports add to a file. */
  amend?(schemas: Record<string, Record<string, unknown>>, file: string): void;
  /** The same for the parameters of its paths. */
  amendPaths?(paths: Record<string, Record<string, unknown>>, file: string): void;
  /** All requests the nodes can make, as `METHOD path` of the definition; each has to be seen, and no other. */
  requests: readonly string[];
}

/** All that a channel adds to the suite; `channels/<channel>.ts` exports one as `fixture`. */
export interface ChannelFixture {
  /** Name of the sandbox's room. */
  room: string;
  /** By `resource:operation`. */
  reads: Record<string, ReadFixture>;
  writes: Record<string, WriteFixture>;
  /** By `nodeName:event`. */
  triggers?: Record<string, TriggerFixture>;
  /** Puts into a fresh room what the lists are filled from, where it is empty at first. */
  furnish?(desk: Desk): Promise<unknown>;
  /** Name of the request that takes a session, as the sandbox logs it. */
  logIn?: string;
  contract: ContractFixture;
  /** Unconfirmed points of the room on which no operation's usual run depends, and why. */
  unmet?: Record<string, string>;
}

/** Values that belong to a person and must never be told in an error or a log line. */
export const CANARY = { email: 'kanarienvogel@canary.example', street: 'Kanarienweg', name: 'Kanaria Geheim' } as const;
