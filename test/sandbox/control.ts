import type { Faults } from './faults';
import { json, text, type SandboxAnswer, type SandboxRequest } from './http';
import { ControlError, type SeedBody } from './room';
import type { House } from './house';

/** `/_sandbox/...`: the part of the sandbox no vendor has. */
export async function answerControl(house: House, request: SandboxRequest): Promise<SandboxAnswer> {
  try {
    const steps = request.path.split('/').slice(2).map(decodeURIComponent);
    const body = readBody(request);
    if (steps.length === 1) return houseWide(house, request.method, steps[0], body);
    return await ofRoom(house, request.method, steps, body as Record<string, unknown>);
  } catch (error) {
    if (error instanceof ControlError) return text(error.status, error.message);
    throw error;
  }
}

function readBody(request: SandboxRequest): unknown {
  if (request.body.length === 0) return {};
  try {
    return JSON.parse(request.body.toString('utf8')) as unknown;
  } catch {
    throw new ControlError(400, 'The body of a control request is JSON');
  }
}

function houseWide(house: House, method: string, verb: string, body: unknown): SandboxAnswer {
  if (verb === 'reset' && method === 'POST') {
    house.reset();
    return json(200, { reset: true });
  }
  if (verb === 'inbox' && method === 'POST') {
    house.inbox.push({ time: new Date(house.now()).toISOString(), message: body });
    return json(200, { stored: house.inbox.length });
  }
  if (verb === 'inbox' && method === 'GET') return json(200, house.inbox);
  if (verb === 'rooms' && method === 'GET') {
    const rooms = [...house.rooms.values()];
    return json(200, rooms.map(({ name, mounts, assumptions, choices, records }) => ({ name, mounts: mounts.map(({ prefix }) => prefix), assumptions, choices, records })));
  }
  throw new ControlError(404, `No control ${method} /_sandbox/${verb}`);
}

async function ofRoom(house: House, method: string, [name, verb]: string[], body: Record<string, unknown>): Promise<SandboxAnswer> {
  const room = house.rooms.get(name);
  if (!room) throw new ControlError(404, `No room '${name}'. Known: ${[...house.rooms.keys()].join(', ')}`);
  const faults: Faults = house.faults;
  switch (`${method} ${verb}`) {
    case 'POST seed':
      return json(200, room.seed(body as SeedBody));
    case 'GET state':
      return json(200, { ...room.state(), assumptions: house.answersOf(room), sync: room.sync() });
    case 'GET requests':
      return json(200, house.requestsOf(name));
    case 'DELETE requests':
      house.forgetRequests(name);
      return json(200, { cleared: true });
    case 'POST faults':
      if (body.kind === 'expired-token' && !room.expireTokens) throw new ControlError(400, `${name} has no sessions that could expire`);
      return json(200, faults.add(name, body));
    case 'GET faults':
      return json(200, faults.list(name));
    case 'DELETE faults':
      faults.clear(name);
      return json(200, { cleared: true });
    case 'POST assume':
      return json(200, house.assume(room, body));
    case 'GET credentials':
      return json(200, room.credentials(house.url));
    case 'POST after':
      return json(200, house.runAfter(room, body));
    default: {
      const own = method === 'POST' ? room.controls?.[verb] : undefined;
      if (!own) throw new ControlError(404, `No control ${method} /_sandbox/${name}/${verb}`);
      // A control may wait for an answer from outside, e.g. one that fetches from the other system.
      return json(200, (await own(body)) ?? {});
    }
  }
}
