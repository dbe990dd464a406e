import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

// Browsers and Node have it alike; what is pure is checked with the globals of neither.
declare const TextDecoder: new (
  encoding: "utf-8",
  options: { readonly fatal: boolean; readonly ignoreBOM: boolean },
) => { decode(bytes: Uint8Array): string };

/** Decodes to the letter: a byte that is no UTF-8 throws, and a byte order mark stays in the text. */
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export const textOf = (bytes: Uint8Array): string | null => {
  try {
    return decoder.decode(bytes);
  } catch {
    return null; // `fatal` throws for nothing but bytes that are not UTF-8
  }
};

export const bytesOf = (text: string): Uint8Array => utf8ToBytes(text);

export const textHash = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));

/** What a text says as JSON; undefined where it says nothing. */
export const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};
