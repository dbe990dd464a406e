/** What becomes of a call: it is answered, or it fails before or after the disk has it, or its caller gives it up and it comes later. */
export type Fate = "answered" | "failed-before" | "failed-after" | "given-up";

/** A call that a node made and has no answer to. It reaches the disk in one step, and its answer comes in another. */
export interface StoreCall {
  readonly node: number;
  readonly name: string;
  /** Before this step nothing happens with it: the disk is slow. */
  readonly notBefore: number;
  /** What it did on the disk is known; the caller does not know yet. */
  readonly isApplied: boolean;
  /** Does it on the disk; what it did stands when all that this set off has settled. */
  apply(fate: Fate): void;
  /** Tells the caller. */
  answer(): void;
  /** Tells the caller that nobody knows, before it has reached the disk. */
  giveUp(): void;
}

export interface Caller {
  readonly node: number;
  /** A dead node's calls reach nobody. */
  readonly isDead: () => boolean;
  readonly notBefore: () => number;
  readonly take: (call: StoreCall) => void;
}

/** Makes a call wait until the scheduler lets it reach the disk, and lets its answer come back; `note` sees what it did. */
export type Calling = <T>(
  name: string,
  run: () => Promise<T>,
  note?: (result: T) => void,
) => Promise<T>;

const nothing = (): void => undefined;

export const callingOf =
  ({ node, isDead, notBefore, take }: Caller): Calling =>
  (name, run, note = nothing) =>
    new Promise((resolve, reject) => {
      if (isDead()) return;
      let isApplied = false;
      let answer = nothing;
      const fail = (when: string): void =>
        void (answer = () => reject(new Error(`the disk broke ${when} the ${name}`)));
      const apply = async (fate: Fate): Promise<void> => {
        isApplied = true;
        if (fate === "failed-before") return fail("before");
        try {
          const result = await run();
          note(result);
          answer = () => resolve(result);
          if (fate === "failed-after") fail("after");
        } catch (error) {
          answer = () => reject(error instanceof Error ? error : new Error(String(error)));
        }
      };
      take({
        node,
        name,
        notBefore: notBefore(),
        get isApplied() {
          return isApplied;
        },
        apply: (fate) => void apply(fate),
        answer: () => answer(),
        giveUp: () => reject(new Error(`the disk did not answer the ${name} in time`)),
      });
    });
