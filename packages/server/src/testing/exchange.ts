import { connect as dial } from "node:net";

/** Whatever a test asks over a real connection is answered long before this, or never. */
const answerTimeMaxMs = 10_000;

interface ExchangeOptions {
  /** What is all that is waited for; by default the other side has to close. */
  readonly isEnough?: (answer: Buffer) => boolean;
  /** Whether nothing more can come behind the bytes: the other side then sees their end. */
  readonly ends?: boolean;
}

/**
 * Sends bytes over plain TCP and resolves with all that comes back, when the other side has closed.
 */
export const exchange = (
  url: string,
  bytes: string | Uint8Array,
  { isEnough, ends = false }: ExchangeOptions = {},
): Promise<Buffer> => {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    let answer: Buffer = Buffer.alloc(0);
    const socket = dial(Number(port), hostname, () =>
      ends ? socket.end(bytes) : socket.write(bytes),
    );
    const tooLong = setTimeout(() => {
      reject(new Error(`no end of the answer: ${answer.toString()}`));
      socket.destroy();
    }, answerTimeMaxMs);
    socket.on("data", (chunk: Buffer) => {
      answer = Buffer.concat([answer, chunk]);
      if (isEnough?.(answer)) socket.destroy();
    });
    socket.on("error", () => undefined);
    socket.on("close", () => {
      clearTimeout(tooLong);
      resolve(answer);
    });
  });
};
