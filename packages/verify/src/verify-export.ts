import { SessionVerifier, type VerifyOptions } from "./session-verifier.ts";
import type { Held, Verdict } from "./verdict.ts";

export interface VerifyExportOptions extends VerifyOptions {
  /** Hears after each piece what has held so far. */
  readonly onProgress?: (held: Held) => void;
}

/** Checks an export that comes in pieces of any size; nothing is read after the first fault. */
export const verifyExport = async (
  pieces: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>,
  { onProgress, ...options }: VerifyExportOptions,
): Promise<Verdict> => {
  const verifier = new SessionVerifier(options);
  for await (const piece of pieces) {
    if (!verifier.push(piece)) break;
    onProgress?.(verifier.held);
  }
  return verifier.end();
};
