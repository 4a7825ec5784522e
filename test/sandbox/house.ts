import { Faults, matches } from './faults';
import { ControlError, type Room, type RoomFactory } from './room';

export interface LoggedRequest {
  method: string;
  path: string;
  status: number;
  time: string;
  operation: string;
  bodyBytes: number;
  fault?: string;
  ignored?: string[];
}

interface Pending {
  room: string;
  match?: string;
  skip: number;
  run(): void;
}

/** All rooms of one sandbox together with what has been asked of them. */
export class House {
  readonly rooms = new Map<string, Room>();
  readonly faults = new Faults();
  readonly inbox: Array<{ time: string; message: unknown }> = [];
  url = '';
  /** Hears which unconfirmed points an answer depended on. */
  asked?: (room: string, point: string) => void;
  private readonly assumed = new Map<string, string>();
  private readonly log = new Map<string, LoggedRequest[]>();
  private pending: Pending[] = [];

  constructor(
    factories: RoomFactory[],
    readonly now: () => number,
  ) {
    for (const factory of factories) {
      const room: Room = factory({
        now,
        assumed: (point) => {
          this.asked?.(room.name, point);
          return this.assumed.get(`${room.name} ${point}`) ?? this.assumptionOf(room, point).answers[0];
        },
        refusal: (...records) => this.faults.refusal(room.name, records),
      });
      this.rooms.set(room.name, room);
    }
  }

  reset(): void {
    this.faults.clear();
    this.assumed.clear();
    this.log.clear();
    this.pending = [];
    this.inbox.length = 0;
    for (const room of this.rooms.values()) room.reset();
  }

  answersOf(room: Room): Record<string, string> {
    return Object.fromEntries(room.assumptions.map(({ point, answers }) => [point, this.assumed.get(`${room.name} ${point}`) ?? answers[0]]));
  }

  assume(room: Room, body: Record<string, unknown>): Record<string, string> {
    for (const [point, answer] of Object.entries(body)) {
      const { answers } = this.assumptionOf(room, point);
      if (!answers.includes(String(answer))) {
        throw new ControlError(400, `'${point}' is one of: ${answers.join(', ')}`);
      }
      this.assumed.set(`${room.name} ${point}`, String(answer));
    }
    return this.answersOf(room);
  }

  record(room: string, entry: LoggedRequest): void {
    const entries = this.log.get(room);
    if (entries) entries.push(entry);
    else this.log.set(room, [entry]);
  }

  requestsOf(room: string): LoggedRequest[] {
    return this.log.get(room) ?? [];
  }

  forgetRequests(room: string): void {
    this.log.delete(room);
  }

  /** `POST /_sandbox/{channel}/after` {match, skip, control, body}: runs a control of the room once, right after a matching request was carried out. */
  runAfter(room: Room, body: Record<string, unknown>): unknown {
    const name = String(body.control);
    const control = name === 'seed' ? (inner: Record<string, unknown>) => room.seed(inner) : room.controls?.[name];
    if (!control) throw new ControlError(400, `${room.name} has no control '${name}'`);
    const inner = (body.body ?? {}) as Record<string, unknown>;
    this.pending.push({ room: room.name, match: body.match as string | undefined, skip: Number(body.skip ?? 0), run: () => void control(inner) });
    return { pending: this.pending.length };
  }

  carriedOut(room: string, subject: string): void {
    for (const pending of [...this.pending]) {
      if (pending.room !== room || !matches(pending.match, subject)) continue;
      if (pending.skip > 0) {
        pending.skip -= 1;
        continue;
      }
      this.pending = this.pending.filter((other) => other !== pending);
      pending.run();
    }
  }

  private assumptionOf(room: Room, point: string) {
    const found = room.assumptions.find((assumption) => assumption.point === point);
    if (!found) {
      throw new ControlError(400, `${room.name} has no assumption '${point}'. Known: ${room.assumptions.map((one) => one.point).join(', ')}`);
    }
    return found;
  }
}
