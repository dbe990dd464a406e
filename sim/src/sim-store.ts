import type { Commit, Store, Verdict } from "@parlor/server/simulation";

/** What becomes of a call: it is answered, or it fails before or after the disk has it. */
export type Fate = "answered" | "failed-before" | "failed-after";

/** A call that a node made and has no answer to. It reaches the disk in one step, and its answer comes in another. */
export interface StoreCall {
  readonly node: number;
  readonly name: keyof Store;
  /** Before this step nothing happens with it: the disk is slow. */
  readonly notBefore: number;
  /** What it did on the disk is known; the caller does not know yet. */
  readonly isApplied: boolean;
  /** Does it on the disk; what it did stands when all that this set off has settled. */
  apply(fate: Fate): void;
  /** Tells the caller. */
  answer(): void;
}

export interface SimStoreOptions {
  readonly node: number;
  readonly disk: Store;
  /** A dead node's calls reach nobody. */
  readonly isDead: () => boolean;
  readonly notBefore: () => number;
  readonly take: (call: StoreCall) => void;
  readonly onCommit: (batch: readonly Commit[], verdicts: readonly Verdict[]) => void;
  readonly onClaim: (partitions: readonly number[], epochs: readonly number[]) => void;
}

const nothing = (): void => undefined;

/** A store whose calls wait until the scheduler lets them reach the disk, and lets their answers come back. */
export const simStore = (options: SimStoreOptions): Store => {
  const { node, disk, isDead, notBefore, take } = options;
  const call = <T>(
    name: keyof Store,
    run: () => Promise<T>,
    note: (result: T) => void = nothing,
  ): Promise<T> =>
    new Promise((resolve, reject) => {
      if (isDead()) return;
      let applied = false;
      let answer = nothing;
      const fail = (when: string): void => {
        answer = () => reject(new Error(`the disk broke ${when} the ${name}`));
      };
      const apply = async (fate: Fate): Promise<void> => {
        applied = true;
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
          return applied;
        },
        apply: (fate) => void apply(fate),
        answer: () => answer(),
      });
    });
  return {
    kind: "simulated",
    commit: (batch) =>
      call(
        "commit",
        () => disk.commit(batch),
        (verdicts) => options.onCommit(batch, verdicts),
      ),
    transfer: (transfer) => call("transfer", () => disk.transfer(transfer)),
    claim: (partitions) =>
      call(
        "claim",
        () => disk.claim(partitions),
        (epochs) => options.onClaim(partitions, epochs),
      ),
    load: (session) => call("load", () => disk.load(session)),
    entries: (session, after, limit) => call("entries", () => disk.entries(session, after, limit)),
    entryOf: (session, id) => call("entryOf", () => disk.entryOf(session, id)),
    sessions: (filter) => call("sessions", () => disk.sessions(filter)),
    running: () => call("running", () => disk.running()),
    feed: (after, limit) => call("feed", () => disk.feed(after, limit)),
    feedEnd: () => call("feedEnd", () => disk.feedEnd()),
    balances: (account) => call("balances", () => disk.balances(account)),
    accounts: () => call("accounts", () => disk.accounts()),
    transfers: () => call("transfers", () => disk.transfers()),
    setting: (key, initial) => call("setting", () => disk.setting(key, initial)),
    changeSetting: (key, value) => call("changeSetting", () => disk.changeSetting(key, value)),
    ping: () => call("ping", () => disk.ping()),
    close: () => Promise.resolve(),
  };
};
