/** Default rate per second and burst (amazon.md §3.3, the models' usage plans). */
export const LIMITS: Record<string, { rate: number; burst: number }> = {
  searchOrders: { rate: 0.0056, burst: 20 },
  getOrder: { rate: 0.5, burst: 30 },
  confirmShipment: { rate: 2, burst: 10 },
  createRestrictedDataToken: { rate: 1, burst: 10 },
  getMarketplaceParticipations: { rate: 0.016, burst: 15 },
  getAccount: { rate: 0.016, burst: 15 },
  getListingsItem: { rate: 5, burst: 10 },
  patchListingsItem: { rate: 5, burst: 5 },
  // Announced on 2024-01-31; the model shows only the normal figure.
  'patchListingsItem VALIDATION_PREVIEW': { rate: 1, burst: 5 },
  searchListingsItems: { rate: 5, burst: 5 },
  createReport: { rate: 0.0167, burst: 15 },
  getReport: { rate: 2, burst: 15 },
  getReports: { rate: 0.0222, burst: 10 },
  getReportDocument: { rate: 0.0167, burst: 15 },
  cancelReport: { rate: 0.0222, burst: 10 },
  createFeedDocument: { rate: 0.5, burst: 15 },
  createFeed: { rate: 0.0083, burst: 15 },
  // amazon.md §10.2: 5 submissions in 5 minutes.
  'createFeed JSON_LISTINGS_FEED': { rate: 5 / 300, burst: 5 },
  getFeed: { rate: 2, burst: 15 },
  getFeeds: { rate: 0.0222, burst: 10 },
  cancelFeed: { rate: 2, burst: 15 },
  getFeedDocument: { rate: 0.0222, burst: 10 },
  getEligibleShipmentServices: { rate: 6, burst: 12 },
  getAdditionalSellerInputs: { rate: 1, burst: 1 },
  createShipment: { rate: 2, burst: 2 },
  getShipment: { rate: 1, burst: 1 },
  cancelShipment: { rate: 1, burst: 1 },
};

interface Bucket {
  tokens: number;
  at: number;
}

/** One token bucket per operation; the account is the only seller here. */
export class Buckets {
  private readonly buckets = new Map<string, Bucket>();
  /** Amazon raises the rates of busy sellers (amazon.md §3.3): all of them times this. */
  factor = 1;

  /** False = the bucket is empty. A refused call takes nothing. */
  take(name: string, now: number): boolean {
    const { rate, burst } = this.limit(name);
    const bucket = this.buckets.get(name) ?? { tokens: burst, at: now };
    bucket.tokens = Math.min(burst, bucket.tokens + (Math.max(0, now - bucket.at) / 1000) * rate);
    // Also back: a clock that was ahead for one request must not stop the refill until it is caught up with.
    bucket.at = now;
    this.buckets.set(name, bucket);
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }

  drain(name: string, now: number): void {
    this.buckets.set(name, { tokens: 0, at: now });
  }

  fill(name: string): void {
    this.buckets.delete(name);
  }

  /** Whole calls that would be admitted now. */
  left(name: string, now: number): number {
    const { rate, burst } = this.limit(name);
    const bucket = this.buckets.get(name);
    return bucket ? Math.floor(Math.min(burst, bucket.tokens + (Math.max(0, now - bucket.at) / 1000) * rate)) : burst;
  }

  limit(name: string): { rate: number; burst: number } {
    const { rate, burst } = LIMITS[name];
    return { rate: rate * this.factor, burst: burst * this.factor };
  }

  clear(): void {
    this.buckets.clear();
  }
}
