/** Full collections, and what is left after them; the process has to be started with `--expose-gc`. */
const measure = async (): Promise<{ readonly heapMiB: number }> => {
  for (let pass = 0; pass < 3; pass++) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  return { heapMiB: process.memoryUsage().heapUsed / 2 ** 20 };
};

/** Answers the parent's message `{ gc }`, with the same field beside the figures. */
export const answerMemory = (): void => {
  process.on("message", (message: { readonly gc?: unknown }) => {
    if (message.gc === undefined) return;
    void measure().then((memory) => process.send?.({ gc: message.gc, ...memory }));
  });
};
