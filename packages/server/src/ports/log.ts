/** Structured log lines: an object of facts, then a sentence. No secret, card or token goes in. */
export interface Log {
  info(facts: object, sentence: string): void;
  warn(facts: object, sentence: string): void;
  error(facts: object, sentence: string): void;
}
