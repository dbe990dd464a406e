/** One line on a terminal that says how far something is; nothing where nobody watches. */
export interface ProgressLine {
  show(part: number, text: string): void;
  clear(): void;
}

const barWidth = 24;
/** More often than this nobody can read. */
const shownEveryMs = 100;

export const progressLine = (): ProgressLine => {
  if (!process.stderr.isTTY) return { show: () => undefined, clear: () => undefined };
  let latest = "";
  const draw = atMostEvery(shownEveryMs, () => process.stderr.write(`\r\u001B[K${latest}`));
  return {
    show(part, text) {
      const done = Math.min(1, part);
      const bar = "#".repeat(Math.round(done * barWidth)).padEnd(barWidth, ".");
      latest = `[${bar}] ${Math.floor(done * 100)}%  ${text}`;
      draw();
    },
    clear: () => void process.stderr.write("\r\u001B[K"),
  };
};

/** The function, done at once and then no more often than this. */
export const atMostEvery = (ms: number, run: () => void): (() => void) => {
  let last = -Infinity;
  return () => {
    const now = performance.now();
    if (now - last < ms) return;
    last = now;
    run();
  };
};
