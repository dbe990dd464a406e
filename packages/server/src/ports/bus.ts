/** What came of a question to others. */
export type Answered =
  | { readonly kind: "answered"; readonly text: string }
  /** Nobody serves the subject just now: it was not delivered to anybody. */
  | { readonly kind: "nobody" }
  /** It may have been delivered or not; nobody knows whether it was acted on. */
  | { readonly kind: "silence" };

/**
 * How nodes talk to each other. It makes things fast, and nothing more: a message may be lost, come twice, late, or after
 * a later one, and whoever uses it must come right without it. An adapter
 * - never throws and never waits because the other side is not there: what cannot be sent is lost, or "nobody";
 * - passes messages of one sender to one receiver in their order, as a rule;
 * - delivers to this node's own listeners as well;
 * - subjects are words of letters, digits, `-` and `_`, joined by dots. A listener's may end in `.>`: all that begin so.
 */
export interface Bus {
  /** For logs: `memory`, `nats`. */
  readonly kind: string;
  /** Whether messages get through, as far as is known. */
  readonly isUp: boolean;
  /** Calls back when `isUp` has changed; returns how to stop. */
  onChange(changed: (isUp: boolean) => void): () => void;
  publish(subject: string, text: string): void;
  /** The listener may only take note: it never waits and never throws. Returns how to stop. */
  listen(subject: string, hear: (text: string, subject: string) => void): () => void;
  /** Asks the one who serves the subject; waits for `timeoutMs` at most, or until it is called off. It never rejects. */
  ask(subject: string, text: string, timeoutMs: number, signal?: AbortSignal): Promise<Answered>;
  /** Answers questions; where the answer rejects, the asker hears nothing. Returns how to stop. */
  serve(subject: string, answer: (text: string) => Promise<string>): () => void;
  /** Sends what is under way, and closes. */
  close(): Promise<void>;
}
