import { ControlError, type Refusal } from './room';

export const FAULT_KINDS = [
  'status-429',
  'status-5xx',
  'timeout',
  'reset',
  'reset-after-write',
  'truncated-body',
  'html-200',
  'slow-drip',
  'expired-token',
  'clock-skew',
  'refuse',
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

export interface Fault {
  kind: FaultKind;
  /** Part of, or regular expression over, 'METHOD path?query'; absent = every request of the room. */
  match?: string;
  /** How often it still strikes; -1 = until cleared. */
  times: number;
  /** How many matching requests pass before it strikes. */
  skip: number;
  status?: number;
  /** Seconds; null = leave the header out. */
  retryAfter?: number | null;
  delayMs?: number;
  skewMs?: number;
  /** Only for timeout: the request is carried out before the silence. */
  afterWrite?: boolean;
  /** Only with `afterWrite`: a call that stored nothing is answered as usual, and a later one is struck. */
  onceStored?: boolean;
  record?: string;
  message?: string;
}

export function matches(pattern: string | undefined, subject: string): boolean {
  if (pattern === undefined || pattern === '' || subject.includes(pattern)) return true;
  try {
    return new RegExp(pattern).test(subject);
  } catch {
    return false;
  }
}

export class Faults {
  private readonly byRoom = new Map<string, Fault[]>();

  add(room: string, body: Record<string, unknown>): Fault {
    const kind = body.kind as FaultKind;
    if (!FAULT_KINDS.includes(kind)) {
      throw new ControlError(400, `Unknown fault kind '${String(body.kind)}'. Known: ${FAULT_KINDS.join(', ')}`);
    }
    if (kind === 'refuse' && (body.record === undefined || body.record === '')) {
      throw new ControlError(400, "The fault 'refuse' needs 'record': the id, reference or SKU to be refused");
    }
    const record = body.record === undefined ? undefined : String(body.record);
    const fault: Fault = { ...body, kind, record, skip: Number(body.skip ?? 0), times: Number(body.times ?? (kind === 'refuse' ? -1 : 1)) };
    if (!Number.isInteger(fault.times) || !Number.isInteger(fault.skip)) {
      throw new ControlError(400, "'times' and 'skip' are whole numbers");
    }
    this.of(room).push(fault);
    return fault;
  }

  list(room: string): Fault[] {
    return [...this.of(room)];
  }

  clear(room?: string): void {
    if (room === undefined) this.byRoom.clear();
    else this.byRoom.delete(room);
  }

  /** The fault that strikes this request, used up by one. */
  take(room: string, subject: string): Fault | undefined {
    for (const fault of this.of(room)) {
      if (fault.kind === 'refuse' || fault.times === 0 || !matches(fault.match, subject)) continue;
      if (fault.skip > 0) {
        fault.skip -= 1;
        continue;
      }
      if (fault.times > 0) fault.times -= 1;
      return fault;
    }
    return undefined;
  }

  /** A fault that found nothing to strike. */
  giveBack(fault: Fault): void {
    if (fault.times >= 0) fault.times += 1;
  }

  refusal(room: string, records: Array<string | number | null | undefined>): Refusal | undefined {
    const wanted = records.filter((record) => record !== null && record !== undefined).map(String);
    const fault = this.of(room).find(({ kind, times, record }) => kind === 'refuse' && times !== 0 && record !== undefined && wanted.includes(record));
    if (!fault) return undefined;
    if (fault.times > 0) fault.times -= 1;
    return { record: fault.record as string, message: fault.message };
  }

  private of(room: string): Fault[] {
    const known = this.byRoom.get(room);
    if (known) return known;
    const fresh: Fault[] = [];
    this.byRoom.set(room, fresh);
    return fresh;
  }
}
