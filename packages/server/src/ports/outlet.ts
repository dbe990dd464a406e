/** An event on its way to those outside. */
export interface OutletEvent {
  /** Its entry's place in the store, and its own place in the entry: its name, and its place in the order of all events. */
  readonly position: number;
  readonly index: number;
  readonly game: string;
  readonly type: string;
  /** What consumers read. */
  readonly text: string;
  /** The same without what may be large, where that would not be taken. */
  readonly shortText: () => string;
}

/** Where an outlet ends. */
export interface OutletEnd {
  /** Which one it is: another one when it was made anew. */
  readonly identity: string;
  /** How many events it has ever taken. */
  readonly count: number;
  /** Its newest event; null when there is none, or none any more. */
  readonly last: { readonly position: number; readonly index: number } | null;
}

/**
 * Where public events go for consumers outside: a log that is only ever appended to, from its end. An adapter
 * - appends events in their order, each behind the one before it and the first where the outlet has taken `after` so far. Where somebody
 *   else has appended meanwhile, it is `overtaken`: some of the first events may have been appended, and none behind a gap;
 * - rejects when it is not there: then nobody knows how many were appended. The caller reads the end anew, after either;
 * - may lose its last events when its machine dies, but never one from the middle. Its end says so then;
 * - may drop what is old.
 */
export interface Outlet {
  /** For logs: `jetstream`. */
  readonly kind: string;
  end(): Promise<OutletEnd>;
  append(events: readonly OutletEvent[], after: number): Promise<"appended" | "overtaken">;
  close(): Promise<void>;
}
