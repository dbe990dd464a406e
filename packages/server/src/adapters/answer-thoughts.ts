import { parentPort } from "node:worker_threads";
import type { Thinker } from "../ports/thinker.ts";
import type { Reply } from "./thinking-threads.ts";

type Task = Parameters<Thinker["think"]>[0];

/** What a thinking thread's file does: it answers each task. */
export const answerThoughts = (
  answer: (task: Task) => Awaited<ReturnType<Thinker["think"]>>,
): void => {
  const port = parentPort;
  const replyTo = (task: Task): Reply => {
    try {
      return { kind: "thought", thought: answer(task) };
    } catch (error) {
      return { kind: "failed", error: String(error) };
    }
  };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  port?.on("message", (task: Task) => port.postMessage(replyTo(task)));
};
