import type { ThinkTask, Thought } from "@parlor/bots";

/**
 * Thinks for bots, somewhere where it blocks nobody. An adapter
 * - answers each task with what the bot chose, or rejects: when the bot failed, or took longer than it may;
 * - takes any number of tasks, and works on as many at once as it may use of the machine;
 * - answers none after `stop`.
 */
export interface Thinker {
  think(task: ThinkTask): Promise<Thought>;
  stop(): Promise<void>;
}
