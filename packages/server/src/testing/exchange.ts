import { connect as dial } from "node:net";

/** Whatever a test asks over a real connection is answered long before this, or never. */
const answerTimeMaxMs = 10_000;

/**
 * Sends bytes over plain TCP and resolves with all that comes back: when the other side has closed, or
 * as soon as `isEnough`.
 */
export const exchange = (
  url: string,
  bytes: string | Uint8Array,
  isEnough: (answer: Buffer) => boolean = () => false,
): Promise<Buffer> => {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    let answer: Buffer = Buffer.alloc(0);
    const socket = dial(Number(port), hostname, () => socket.write(bytes));
    const tooLong = setTimeout(() => {
      reject(new Error(`no end of the answer: ${answer.toString()}`));
      socket.destroy();
    }, answerTimeMaxMs);
    socket.on("data", (chunk: Buffer) => {
      answer = Buffer.concat([answer, chunk]);
      if (isEnough(answer)) socket.destroy();
    });
    socket.on("error", () => undefined);
    socket.on("close", () => {
      clearTimeout(tooLong);
      resolve(answer);
    });
  });
};
