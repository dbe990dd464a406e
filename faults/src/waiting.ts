/** Resolves after so many milliseconds. */
export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));

const lookEveryMs = 50;

/** Looks again and again until it is so; false when it was not so in time. */
export const until = async (
  isSo: () => boolean | Promise<boolean>,
  timeoutMs: number,
): Promise<boolean> => {
  const end = performance.now() + timeoutMs;
  while (!(await isSo())) {
    if (performance.now() > end) return false;
    await pause(lookEveryMs);
  }
  return true;
};

/** Milliseconds since 1970 with fractions, on a clock that never goes back: what everything of a run is dated by. */
export const now = (): number => performance.timeOrigin + performance.now();
