/** A vendor's published limit: at most `limit` calls in any `windowMs`. */
export interface Quota {
  limit: number;
  windowMs: number;
  /** Calls that may go out at once. A tenth of the limit when left out. */
  burst?: number;
}

export interface Bucket {
  /** Reserves the next call and returns when it may start (epoch ms, never before `now`). */
  reserve(now: number): number;
  /** The vendor said to wait: nothing starts before `until`. */
  pauseUntil(until: number): void;
}

/**
 * A token bucket that keeps burst plus refill inside the vendor's own window: with burst b the refill is
 * (limit - b) / window, so that no window of that length ever holds more than `limit` calls.
 *
 * @param share part of the quota this process may use, over 0 up to 1 (several workers on one account)
 */
export function createBucket(quota: Quota, share = 1): Bucket {
  const limit = Math.max(1, Math.floor(quota.limit * share));
  const burst = Math.min(limit, Math.max(1, Math.floor((quota.burst ?? quota.limit / 10) * share)));
  // A limit of one call has no room for a burst and a refill: one call per whole window.
  const perMs = limit > burst ? (limit - burst) / quota.windowMs : 1 / quota.windowMs;
  const capacity = limit > burst ? burst : 1;
  let tokens = capacity;
  let at = Number.NEGATIVE_INFINITY;
  let pausedUntil = Number.NEGATIVE_INFINITY;

  return {
    reserve(now) {
      // A clock set back must not refill anything, nor may a reservation start before an earlier one.
      const start = Math.max(now, at, pausedUntil);
      if (Number.isFinite(at)) tokens = Math.min(capacity, tokens + (start - at) * perMs);
      const wait = tokens >= 1 ? 0 : Math.ceil((1 - tokens) / perMs);
      const granted = start + wait;
      tokens = Math.min(capacity, tokens + wait * perMs) - 1;
      at = granted;
      return granted;
    },
    pauseUntil(until) {
      pausedUntil = Math.max(pausedUntil, until);
    },
  };
}

export interface BucketRegistry {
  bucket(account: string, operation: string, quota: Quota, share: number): Bucket;
}

/** Buckets live as long as the process; a lost one costs at most one burst, never a record. */
export function createBucketRegistry(): BucketRegistry {
  const buckets = new Map<string, Bucket>();
  return {
    bucket(account, operation, quota, share) {
      const key = JSON.stringify([account, operation, share]);
      let found = buckets.get(key);
      if (!found) {
        found = createBucket(quota, share);
        buckets.set(key, found);
      }
      return found;
    },
  };
}
