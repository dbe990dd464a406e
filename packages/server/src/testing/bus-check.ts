import type { Bus } from "../ports/bus.ts";

/** Where buses meet that hear each other. */
export interface BusPlace {
  newBus(): Promise<Bus>;
  /** Takes what they meet by away from all that are open, and gives it back; each resolves when they know. */
  goDown(open: readonly Bus[]): Promise<void>;
  goUp(open: readonly Bus[]): Promise<void>;
  /** Lets so much time pass, or no time where it passes by itself. */
  pass(ms: number): Promise<void>;
  /** What was logged as an error since the last call. */
  errors(): readonly string[];
  remove(): Promise<void>;
}

/** Longer than any answer takes that comes at all. */
export const longMs = 10_000;
export const shortMs = 40;

/** An answer that does not come while a test runs. */
export const never = (): Promise<string> =>
  new Promise((resolve) => hanging.push(() => resolve("")));
const hanging: (() => void)[] = [];
export const releaseAnswers = (): void => {
  for (const release of hanging.splice(0)) release();
};

/** When it resolves, all that the bus asked for before is in force. */
export const settled = (bus: Bus): Promise<unknown> => bus.ask("settled.nobody", "", longMs);

/** Resolves when a listener has heard so many. */
export const hearing = (bus: Bus, subject: string) => {
  const heard: string[] = [];
  let look = (): void => undefined;
  const stop = bus.listen(subject, (text, on) => {
    heard.push(on === subject ? text : `${text} on ${on}`);
    look();
  });
  const until = (count: number): Promise<string[]> =>
    new Promise((resolve) => {
      look = () => void (heard.length >= count && resolve(heard));
      look();
    });
  return { heard, stop, until };
};
