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
