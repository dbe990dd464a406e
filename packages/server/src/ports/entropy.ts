/** Unpredictable bytes from the operating system, as hex text; for secrets and ids only. */
export interface Entropy {
  hex(bytes: number): string;
}
