import { hash } from "node:crypto";

const blockBytes = 64;
const digestBytes = 32;

/** One buffer for all: it is filled and hashed within one call. */
const outer = Buffer.alloc(blockBytes + digestBytes);
let inner = Buffer.alloc(4 * blockBytes);

/** The key as HMAC uses it: filled up with zeros to one block, or its hash where it is longer. */
const blockOf = (key: string): Buffer => {
  const bytes = Buffer.from(key);
  const block = Buffer.alloc(blockBytes);
  if (bytes.length > blockBytes) block.write(hash("sha256", bytes), "hex");
  else bytes.copy(block);
  return block;
};

/**
 * HMAC-SHA256 (RFC 2104) of texts under one key, as hex text. Two one-shot hashes take less than
 * half the time of `createHmac`, which builds an object and a stream for each text.
 */
export const keyedHash = (key: string): ((text: string) => string) => {
  const block = blockOf(key);
  return (text) => {
    // At most three bytes of UTF-8 for each unit of the text.
    const sizeMax = blockBytes + 3 * text.length;
    if (inner.length < sizeMax) inner = Buffer.alloc(2 * sizeMax);
    for (let i = 0; i < blockBytes; i++) {
      inner[i] = (block[i] ?? 0) ^ 0x36;
      outer[i] = (block[i] ?? 0) ^ 0x5c;
    }
    const size = blockBytes + inner.write(text, blockBytes);
    outer.write(hash("sha256", inner.subarray(0, size)), blockBytes, "hex");
    return hash("sha256", outer);
  };
};
