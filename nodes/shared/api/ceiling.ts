/** A published limit beyond which a vendor locks the account out. Calls of one `name` are counted together. */
export interface Ceiling {
  name: string;
  /** Calls in any `windowMs`. */
  limit: number;
  windowMs: number;
}

/** Counts calls of one account against its ceilings; what is over one is not made at all. */
export interface Ceilings {
  /** Undefined when the call may be made, and it is counted then; otherwise when the next one may (epoch ms). */
  admit(ceilings: readonly Ceiling[], share: number, now: number): number | undefined;
  /** The vendor locked the account out: nothing is admitted before `until`. */
  lockOut(until: number): void;
}

function createCeilings(): Ceilings {
  const calls = new Map<string, number[]>();
  let lockedUntil = Number.NEGATIVE_INFINITY;

  /** When a ceiling lets the next call through. */
  function free({ name, limit, windowMs }: Ceiling, share: number, now: number): number {
    const recent = (calls.get(name) ?? []).filter((at) => at > now - windowMs);
    calls.set(name, recent);
    const most = Math.max(1, Math.floor(limit * share));
    return recent.length < most ? now : (recent[recent.length - most] as number) + windowMs;
  }

  return {
    admit(ceilings, share, now) {
      const at = Math.max(lockedUntil, ...ceilings.map((one) => free(one, share, now)));
      if (at > now) return at;
      for (const { name } of ceilings) calls.get(name)?.push(now);
      return undefined;
    },
    lockOut(until) {
      lockedUntil = Math.max(lockedUntil, until);
    },
  };
}

const accounts = new Map<string, Ceilings>();

/** The counts of an account, shared by all nodes of this process. */
export function ceilingsOf(account: string): Ceilings {
  const known = accounts.get(account) ?? createCeilings();
  accounts.set(account, known);
  return known;
}

/** Forgets all counts, as a new process does. */
export function forgetCeilings(): void {
  accounts.clear();
}
