/** Above this a client does not wait for answers but asks faster than the table can play. */
export const pendingCommandCountMax = 256;
/** A command that a stopping or moving server sends back is sent again so often before its refusal counts. */
export const resendCountMax = 6;

/** How long to wait before trying to connect again. Each wait is drawn from [half, whole], so that a
 * thousand clients that lost the same server do not come back in the same moment. */
export interface Backoff {
  readonly firstMs: number;
  readonly factor: number;
  readonly maxMs: number;
}
export const defaultBackoff: Backoff = { firstMs: 250, factor: 2, maxMs: 10_000 };

/** A connection that is silent for this long is asked whether it lives ... */
export const pingAfterMs = 15_000;
/** ... and given up when it does not answer within this. */
export const pongTimeoutMs = 10_000;
/** A socket that is not welcomed by now is taken for dead. */
export const welcomeTimeoutMs = 10_000;
/** Where a server has sent its clients to somebody who does not answer by now, they had better ask at the first address. */
export const elsewhereTimeoutMs = 2_000;
/** Whoever is sent on sooner than this after a welcome waits as after a loss: two servers may name each other. */
export const settledAfterMs = 1_000;
