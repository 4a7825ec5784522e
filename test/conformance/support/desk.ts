import { expireRequest, giveTimeoutsBack, takeOverTimeouts } from './clock';
import { PollContext } from 'n8n-core';
import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

import { startSandbox, type Observed, type Sandbox } from '../../sandbox/server';
import { installedTypes, type Vault } from '../../support/n8n';
import { SandboxRoom } from '../../support/room';
import { CANARY } from '../fixture';

/** The vendor's side of a check: one room, what was sent to it, and what was logged meanwhile. */
export class Desk extends SandboxRoom {
  /** Requests since the last reset, as they came in. */
  readonly seen: Observed[] = [];
  /** Unconfirmed points an answer depended on since the last reset. */
  readonly asked = new Set<string>();
  /** What has been told where it must not be, since the last look. */
  private readonly leaks = new Set<string>();
  private secrets: string[] = [];

  constructor(
    sandbox: Sandbox,
    readonly name: string,
    private readonly logged: string[],
  ) {
    super(sandbox, name);
  }

  async seed<T = IDataObject>(body: Record<string, unknown>): Promise<T> {
    return await this.control('POST', 'seed', body);
  }

  async state(): Promise<IDataObject> {
    return await this.control('GET', 'state');
  }

  /** A control verb of this room, e.g. what people do at the vendor's own screens. */
  async act<T = IDataObject>(verb: string, body: Record<string, unknown>): Promise<T> {
    return await this.control('POST', verb, body);
  }

  override async vault(change: ICredentialDataDecryptedObject = {}): Promise<Vault> {
    const vault = await super.vault(change);
    this.secrets.push(...secretsIn(vault));
    return vault;
  }

  /** The room as new, with these answers to unconfirmed points. */
  async begin(assumed: Record<string, string> = {}): Promise<void> {
    this.reset();
    this.seen.length = 0;
    this.asked.clear();
    this.logged.length = 0;
    this.secrets = [];
    await this.assume(assumed);
  }

  /**
   * Looks for canaries: secrets in anything told, people in errors and log lines.
   *
   * @param output items a run returned
   * @param errors errors in any form
   */
  listen(vault: Vault, output: unknown, errors: unknown): void {
    const secrets = new Set([...this.secrets, ...secretsIn(vault)]);
    const log = this.logged.join('\n');
    const told = { output: JSON.stringify(output), errors: JSON.stringify(errors), log };
    for (const [where, text] of Object.entries(told)) {
      for (const secret of secrets) if (spellings(secret).some((one) => text.includes(one))) this.leaks.add(`a secret is in the ${where}`);
      if (where === 'output') continue;
      for (const [what, value] of Object.entries(CANARY)) if (text.includes(value)) this.leaks.add(`a person's ${what} is in the ${where}`);
    }
  }

  takeLeaks(): string[] {
    const found = [...this.leaks];
    this.leaks.clear();
    return found;
  }

  get log(): readonly string[] {
    return this.logged;
  }
}

/** Values of every field the credential masks; sessions included. */
export function secretsIn(vault: Vault): string[] {
  return vault.stored.flatMap(({ type, data }) => {
    const masked = installedTypes().credentials.get(type)?.properties.filter(({ typeOptions }) => typeOptions?.password) ?? [];
    return masked.map(({ name }) => String(data[name] ?? '')).filter((value) => value.length >= 8);
  });
}

function spellings(secret: string): string[] {
  return [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')];
}

/** A sandbox of its own for one test file, in n8n's place a logger that remembers. */
export class Bench {
  private readonly desks = new Map<string, Desk>();
  private readonly logged: string[] = [];
  private constructor(
    private readonly sandbox: Sandbox,
    heard: Map<string, Desk>,
    rooms: readonly string[],
    restoreLogger: (logged: string[]) => () => void,
  ) {
    for (const room of rooms) {
      const desk = new Desk(sandbox, room, this.logged);
      this.desks.set(room, desk);
      heard.set(room, desk);
    }
    this.restore = restoreLogger(this.logged);
  }
  private readonly restore: () => void;

  static async open(rooms: readonly string[]): Promise<Bench> {
    takeOverTimeouts();
    const heard = new Map<string, Desk>();
    const observe = (one: Observed): void => {
      heard.get(one.room)?.seen.push(one);
      // A request that is carried out before the silence needs its turn first.
      if (one.fault === 'timeout') setTimeout(() => expireRequest(one.clientPort), 5);
    };
    const asked = (room: string, point: string): void => void heard.get(room)?.asked.add(point);
    return new Bench(await startSandbox({ now: () => Date.now(), observe, asked }), heard, rooms, rememberLog);
  }

  desk(room: string): Desk {
    const found = this.desks.get(room);
    if (!found) throw new Error(`No room '${room}'`);
    return found;
  }

  async close(): Promise<void> {
    this.restore();
    giveTimeoutsBack();
    await this.sandbox.close();
  }
}

/** Puts a recorder in the place of `logger` of every context n8n-core hands to a node. */
function rememberLog(logged: string[]): () => void {
  const write =
    (level: string) =>
    (message: string, more?: unknown): void => {
      logged.push(`${level} ${message} ${more === undefined ? '' : JSON.stringify(more)}`);
    };
  const logger = Object.fromEntries(['debug', 'info', 'warn', 'error', 'verbose'].map((level) => [level, write(level)]));
  let owner: object = PollContext.prototype;
  while (!Object.hasOwn(owner, 'logger')) owner = Object.getPrototypeOf(owner) as object;
  const before = Object.getOwnPropertyDescriptor(owner, 'logger') as PropertyDescriptor;
  Object.defineProperty(owner, 'logger', { configurable: true, get: () => logger });
  return () => void Object.defineProperty(owner, 'logger', before);
}
