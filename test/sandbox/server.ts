import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerControl } from './control';
import { discoverRooms } from './discover';
import type { Fault, FaultKind } from './faults';
import { House, type LoggedRequest } from './house';
import { readRequest, send, text, type SandboxRequest } from './http';
import type { Mount, Room } from './room';
import { answerInstead, deliver, strikesBeforeHandler } from './strike';

export interface SandboxOptions {
  /** 0 or absent: a free port. */
  port?: number;
  now?: () => number;
  /** Sees each vendor request as it came in; absent = bodies are not kept anywhere. */
  observe?: (seen: Observed) => void;
  /** Hears which unconfirmed points an answer depended on. */
  asked?: (room: string, point: string) => void;
}

/** A vendor request, and the fault that is about to strike it. */
export interface Observed {
  room: string;
  request: SandboxRequest;
  fault?: FaultKind;
  /** The sender's port, by which a test finds the waiting client. */
  clientPort?: number;
}

export interface Sandbox {
  url: string;
  port: number;
  close(): Promise<void>;
  reset(): void;
  room(name: string): Room;
}

const DEFAULT_SKEW_MS = 10 * 60_000;

export async function startSandbox({ port = 0, now = Date.now, observe, asked }: SandboxOptions = {}): Promise<Sandbox> {
  const house = new House(await discoverRooms(), now);
  house.asked = asked;
  const server = createServer((message, response) => {
    handle(house, message, response, observe).catch((error: unknown) => {
      if (response.headersSent || response.destroyed) response.destroy();
      else send(response, text(500, `The sandbox itself failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`));
    });
  });
  // A test that computes for long would find its idle connections closed under the very next call.
  server.keepAliveTimeout = 300_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const bound = (server.address() as AddressInfo).port;
  house.url = `http://127.0.0.1:${bound}`;
  return {
    url: house.url,
    port: bound,
    reset: () => house.reset(),
    room: (name) => {
      const room = house.rooms.get(name);
      if (!room) throw new Error(`No room '${name}'. Known: ${[...house.rooms.keys()].join(', ')}`);
      return room;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function handle(house: House, message: IncomingMessage, response: ServerResponse, observe: SandboxOptions['observe']): Promise<void> {
  const request = await readRequest(message, house.now());
  if (request.path.startsWith('/_sandbox/')) {
    send(response, await answerControl(house, request));
    return;
  }
  const found = findMount(house, request.path);
  if (!found) {
    send(response, text(404, `No room answers at ${request.path}`));
    return;
  }
  const fault = house.faults.take(found.room.name, `${request.method} ${request.url}`);
  observe?.({ room: found.room.name, request, fault: fault?.kind, clientPort: message.socket.remotePort });
  await visit(house, found.room, found.mount, request, response, fault);
}

function findMount(house: House, path: string): { room: Room; mount: Mount } | undefined {
  for (const room of house.rooms.values()) {
    const mount = room.mounts.find(({ prefix }) => path === prefix || path.startsWith(`${prefix}/`));
    if (mount) return { room, mount };
  }
  return undefined;
}

async function visit(house: House, room: Room, mount: Mount, request: SandboxRequest, response: ServerResponse, fault: Fault | undefined): Promise<void> {
  const subject = `${request.method} ${request.url}`;
  const entry: LoggedRequest = {
    method: request.method,
    path: request.url,
    status: 0,
    time: new Date(house.now()).toISOString(),
    operation: '',
    bodyBytes: request.body.length,
    ...(fault ? { fault: fault.kind } : {}),
  };
  house.record(room.name, entry);
  if (fault && strikesBeforeHandler(fault, response)) return;
  const instead = fault && answerInstead(fault, room, request);
  if (fault?.kind === 'expired-token') room.expireTokens?.();
  if (fault?.kind === 'clock-skew') request.now += fault.skewMs ?? DEFAULT_SKEW_MS;
  // The vendor's clock also where only the header tells it; Node would write the machine's.
  response.setHeader('date', new Date(request.now).toUTCString());
  const before = fault?.onceStored ? JSON.stringify(room.sync()) : undefined;
  const answer = instead ?? (await mount.answer(request));
  const struck = fault && before !== undefined && before === JSON.stringify(room.sync()) ? undefined : fault;
  if (fault && !struck) {
    house.faults.giveBack(fault);
    delete entry.fault;
  }
  Object.assign(entry, { operation: answer.operation ?? '' }, answer.ignored?.length ? { ignored: answer.ignored } : {});
  if (!instead) house.carriedOut(room.name, subject);
  entry.status = await deliver(struck, response, answer);
}
