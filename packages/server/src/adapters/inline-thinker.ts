import type { Thinker } from "../ports/thinker.ts";

/** Thinks in this thread: for tests, and for bots that hardly think. */
export const inlineThinker = (
  answer: (task: Parameters<Thinker["think"]>[0]) => Awaited<ReturnType<Thinker["think"]>>,
): Thinker => ({
  think: async (task) => answer(task),
  stop: () => Promise.resolve(),
});
