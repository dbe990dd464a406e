import { monitorEventLoopDelay } from "node:perf_hooks";

/**
 * Watches how long the event loop is not free. `turn` is what a timer of one millisecond sees: the longest
 * time from one of its turns to the next, and the most CPU time that this thread itself used in one. Where
 * the first is much more than the second, the machine gave the core to somebody else.
 */
export const watchLoop = (): { stop(): Readonly<Record<string, number>> } => {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  let [turnMaxMs, turnCpuMaxMs] = [0, 0];
  let [seenAt, cpuAt] = [performance.now(), process.threadCpuUsage()];
  const beat = setInterval(() => {
    const [now, cpu] = [performance.now(), process.threadCpuUsage()];
    turnMaxMs = Math.max(turnMaxMs, now - seenAt);
    const used = cpu.user + cpu.system - cpuAt.user - cpuAt.system;
    turnCpuMaxMs = Math.max(turnCpuMaxMs, used / 1_000);
    [seenAt, cpuAt] = [now, cpu];
  }, 1);
  delay.enable();
  return {
    stop: () => {
      clearInterval(beat);
      delay.disable();
      return {
        loopMaxMs: delay.max / 1e6,
        loopP99Ms: delay.percentile(99) / 1e6,
        turnMaxMs,
        turnCpuMaxMs,
      };
    },
  };
};
