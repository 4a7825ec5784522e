import { ClientRequest } from 'node:http';

/**
 * Time for the suite: waiting costs nothing but moves one clock that nodes and sandbox share, so that pacing against
 * a vendor's quota stays a fact. Has to be loaded before n8n, which is why every test file loads the bench first.
 */
jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep }));

const realNow = Date.now.bind(Date);
let ahead = 0;

Date.now = () => realNow() + ahead;

async function sleep(ms: number): Promise<void> {
  const until = Date.now() + ms;
  await new Promise((resolve) => setImmediate(resolve));
  // Whoever waits at the same time waits for the same moment, not for the sum.
  if (Date.now() < until) ahead += until - Date.now();
}

/** Lets time pass between two runs. */
export function pass(ms: number): void {
  ahead += ms;
}

interface Waiting {
  request: ClientRequest;
  expire: () => void;
}

const waiting = new Set<Waiting>();
const realSetTimeout = ClientRequest.prototype.setTimeout;

/** Request timeouts strike when the sandbox is silent, and never because a machine is slow. */
export function takeOverTimeouts(): void {
  ClientRequest.prototype.setTimeout = function (this: ClientRequest, _ms: number, expire?: () => void) {
    const entry = { request: this, expire: expire ?? (() => this.emit('timeout')) };
    waiting.add(entry);
    this.once('close', () => waiting.delete(entry));
    return this;
  };
}

/** The class belongs to Node, which outlives a test file. */
export function giveTimeoutsBack(): void {
  ClientRequest.prototype.setTimeout = realSetTimeout;
}

/** The request sent from this port has waited long enough. */
export function expireRequest(clientPort: number | undefined): void {
  for (const entry of waiting) if (entry.request.socket?.localPort === clientPort) entry.expire();
}
