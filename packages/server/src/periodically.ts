import type { Clock } from "./ports/clock.ts";

/** Runs again and again, each time `ms` after the run before has ended; the returned function stops it. */
export const periodically = (
  clock: Clock,
  ms: number,
  run: () => Promise<unknown> | void,
): (() => void) => {
  let stopped = false;
  let callOff: (() => void) | undefined;
  const later = (): void => {
    callOff = clock.after(ms, () => {
      const running = run();
      if (running) void running.finally(goOn);
      else goOn();
    });
  };
  const goOn = (): void => {
    if (!stopped) later();
  };
  later();
  return () => {
    stopped = true;
    callOff?.();
  };
};
