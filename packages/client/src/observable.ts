/** A value that can be looked at and listened to; made so that React's `useSyncExternalStore` takes it as it is. */
export interface Observable<T> {
  readonly current: T;
  /** Called after each change. Returns how to stop listening. */
  readonly subscribe: (listener: (value: T) => void) => () => void;
}

export class Observed<T> implements Observable<T> {
  readonly #listeners = new Set<(value: T) => void>();
  #current: T;
  constructor(initial: T) {
    this.#current = initial;
  }
  get current(): T {
    return this.#current;
  }
  set(value: T): void {
    this.#current = value;
    for (const listener of this.#listeners) listener(value);
  }
  readonly subscribe = (listener: (value: T) => void): (() => void) => {
    // Wrapped, so that the same function may listen twice and each stop only ends its own.
    const own = (value: T): void => listener(value);
    this.#listeners.add(own);
    return () => {
      this.#listeners.delete(own);
    };
  };
}
