/** At most `limit` admitted requests in any window of `windowMs`; a refused request does not count. */
export class SlidingWindow {
  private readonly admitted = new Map<string, number[]>();

  constructor(private readonly windowMs: number) {}

  /** Undefined when admitted, otherwise the milliseconds until the next one would be. */
  refuse(key: string, limit: number, now: number): number | undefined {
    const times = (this.admitted.get(key) ?? []).filter((time) => time > now - this.windowMs);
    this.admitted.set(key, times);
    if (times.length >= limit) return times[0] + this.windowMs - now;
    times.push(now);
    return undefined;
  }

  clear(): void {
    this.admitted.clear();
  }
}
