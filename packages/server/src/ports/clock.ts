/** Time as the platform sees it. Nothing else may ask what time it is, or wait. */
export interface Clock {
  /** Milliseconds since 1970; never goes back. */
  now(): number;
  /** Milliseconds with fractions from some moment on, to measure how long something takes. */
  ticks(): number;
  /** Runs once after `ms`; the returned function calls it off. */
  after(ms: number, run: () => void): () => void;
}
