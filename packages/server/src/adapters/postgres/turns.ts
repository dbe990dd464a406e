/**
 * Lets so many run at once; the others wait, first come first served. A pool would let them wait as well, but takes the wait for
 * a connection that is busy for one for a server that is not there.
 */
export const turnsFor = (countMax: number) => {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async <T>(run: () => Promise<T>): Promise<T> => {
    if (running < countMax) running += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await run();
    } finally {
      // The turn goes to the one that has waited longest.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
};
