import type { SandboxAnswer, SandboxRequest } from './http';

/** A point no public source settles: the sandbox commits to the first answer and can be told to give another. */
export interface Assumption {
  point: string;
  question: string;
  answers: readonly [string, ...string[]];
}

export interface Mount {
  /** First path segment(s), e.g. `/linnworks-auth`. */
  prefix: string;
  answer(request: SandboxRequest): SandboxAnswer | Promise<SandboxAnswer>;
}

export interface CredentialData {
  type: string;
  name: string;
  data: Record<string, string | number | boolean>;
}

/** What has to leave this system, and what has arrived in it: the honest count of losses and duplicates. */
export interface Flow {
  outgoing: string[];
  incoming: string[];
  /** Pattern for `METHOD path` of the call by which one is stored here; absent where the room takes none. */
  writePath?: string;
}

export interface Sync {
  orders?: Flow;
  shipments?: Flow;
  stock?: Flow;
  /** By their number at the buyer. */
  purchaseOrders?: Flow;
  /** By the number of the order that came back, once for each return. */
  returns?: Flow;
}

export type SeedBody = Record<string, unknown> & { seed?: number };

export interface Refusal {
  record: string;
  message?: string;
}

/** What the server lends to a room. */
export interface RoomContext {
  now(): number;
  assumed(point: string): string;
  /** The refuse fault set for one of these records, if any. */
  refusal(...records: Array<string | number | null | undefined>): Refusal | undefined;
}

export interface Room {
  name: string;
  mounts: Mount[];
  assumptions: Assumption[];
  seed(body: SeedBody): unknown;
  state(): Record<string, unknown>;
  sync(): Sync;
  reset(): void;
  credentials(baseUrl: string): CredentialData[];
  /** The vendor's own 429 and 5xx, used by the fault kinds status-429 and status-5xx. */
  tooManyRequests(request: SandboxRequest, retryAfter?: number | null): SandboxAnswer;
  failure(request: SandboxRequest, status: number): SandboxAnswer;
  /** What an operator picks from this account's lists, by parameter, where a template leaves the choice to them. */
  choices?: Record<string, string>;
  /** How many records an end-to-end test moves at most; fewer than usual where the vendor lets only few calls through. */
  records?: number;
  /** Absent where the vendor has no sessions. */
  expireTokens?(): void;
  /**
   * Further `POST /_sandbox/{channel}/{name}` verbs of this room. A room that ships goods has `despatch`: everything it
   * can ship goes out, with a tracking number. One that counts stock has `restock` {levels: {SKU: n}}.
   */
  controls?: Record<string, (body: Record<string, unknown>) => unknown>;
}

export type RoomFactory = (context: RoomContext) => Room;

/** Thrown by seed and controls when the caller asks for something impossible. */
export class ControlError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}
