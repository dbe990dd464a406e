import { lineBytesMax } from "./limits.ts";
import { textOf } from "./text.ts";

export type Line =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "not_text" | "line_too_long" };

const newline = 0x0a;

/** Cuts bytes, in whatever pieces they come, into lines. Every line, the last one too, ends with a newline. */
export class Lines {
  #pieces: Uint8Array[] = [];
  #byteCount = 0;

  /** The lines that are whole now; none comes after one that is too long. */
  *push(bytes: Uint8Array): Generator<Line, void, void> {
    let start = 0;
    for (;;) {
      const end = bytes.indexOf(newline, start);
      const piece = bytes.subarray(start, end < 0 ? bytes.length : end);
      this.#byteCount += piece.length;
      if (this.#byteCount > lineBytesMax) return yield { kind: "line_too_long" };
      // Whoever hands the bytes over may use the same buffer for the next ones.
      this.#pieces.push(end < 0 ? piece.slice() : piece);
      if (end < 0) return;
      yield this.#line();
      start = end + 1;
    }
  }

  /** Whether the bytes so far end inside a line. */
  get isCutOff(): boolean {
    return this.#byteCount > 0;
  }

  #line(): Line {
    const text = textOf(joined(this.#pieces, this.#byteCount));
    this.#pieces = [];
    this.#byteCount = 0;
    return text === null ? { kind: "not_text" } : { kind: "text", text };
  }
}

const joined = (pieces: readonly Uint8Array[], byteCount: number): Uint8Array => {
  const [only] = pieces;
  if (only && pieces.length === 1) return only;
  const whole = new Uint8Array(byteCount);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
};
