import type { Clock } from "../ports/clock.ts";

interface Bucket {
  tokens: number;
  at: number;
}

/** So many callers are remembered; a forgotten one starts again with a full bucket. */
const bucketCountMax = 100_000;

/** A token bucket for each caller: `burst` at once, refilled with `perSecond`. */
export const rateLimit = (
  clock: Clock,
  perSecond: number,
  burst: number,
): ((caller: string) => boolean) => {
  const buckets = new Map<string, Bucket>();
  return (caller) => {
    const now = clock.now();
    const bucket = buckets.get(caller) ?? { tokens: burst, at: now };
    bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1_000) * perSecond);
    bucket.at = now;
    // Set anew each time, the map keeps the callers in the order of their last call.
    buckets.delete(caller);
    buckets.set(caller, bucket);
    if (buckets.size > bucketCountMax) {
      for (const oldest of buckets.keys()) {
        buckets.delete(oldest);
        break;
      }
    }
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  };
};
