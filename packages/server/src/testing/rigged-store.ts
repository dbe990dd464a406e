import { memoryStore, type Disk } from "../adapters/memory/memory-store.ts";
import type { SharedStore } from "../ports/leases.ts";
import type { Commit } from "../ports/store.ts";

/** A store in memory that a test can slow down and break. */
export interface RiggedStore extends SharedStore {
  /** What was asked to be written, batch by batch, in order; also what failed. */
  readonly batches: readonly (readonly Commit[])[];
  /** How many batches are held now. */
  readonly held: number;
  /** Holds every write from now on, before it is done; the returned function lets them go. */
  hold(): () => void;
  /** The next write throws: before it is done, or after. */
  failNextCommit(when: "before" | "after"): void;
  /** Renewals of leases throw until the returned function is called. */
  stopRenewing(): () => void;
  /** Partitions are not taken until the returned function is called: as when a commit of their owner hangs. */
  holdTakes(): () => void;
  /** While this is on, every call throws. */
  breakDown(broken: boolean): void;
}

export const riggedStore = (disk?: Disk, now?: () => number): RiggedStore => {
  const inner = memoryStore(disk, now);
  const batches: (readonly Commit[])[] = [];
  let failure: "before" | "after" | undefined;
  let broken = false;
  let gate: Promise<void> | undefined;
  let held = 0;
  let isStill = false;
  let takeGate: Promise<void> | undefined;
  const unbroken = (): SharedStore => {
    if (broken) throw new Error("the disk is broken");
    return inner;
  };
  return {
    kind: "rigged",
    commit: async (batch) => {
      batches.push(batch);
      const fails = failure;
      failure = undefined;
      held += 1;
      await gate;
      held -= 1;
      if (broken || fails === "before") throw new Error("the disk broke before the write");
      const verdicts = await inner.commit(batch);
      if (fails === "after") throw new Error("the disk broke after the write");
      return verdicts;
    },
    transfer: async (transfer) => unbroken().transfer(transfer),
    claim: async (partitions) => unbroken().claim(partitions),
    load: async (session) => unbroken().load(session),
    entries: async (session, after, limit) => unbroken().entries(session, after, limit),
    entryOf: async (session, commandId) => unbroken().entryOf(session, commandId),
    sessions: async (filter) => unbroken().sessions(filter),
    running: async () => unbroken().running(),
    runningIn: async (partitions) => unbroken().runningIn(partitions),
    leases: {
      renew: async (...given) => {
        if (isStill) throw new Error("the node stands still");
        return unbroken().leases.renew(...given);
      },
      leave: async (node) => unbroken().leases.leave(node),
      take: async (node, partitions) => {
        await takeGate;
        return unbroken().leases.take(node, partitions);
      },
      release: async (...given) => unbroken().leases.release(...given),
      pin: async (partition, node) => unbroken().leases.pin(partition, node),
      picture: async () => unbroken().leases.picture(),
      forget: async (olderThanMs) => unbroken().leases.forget(olderThanMs),
    },
    feed: async (after, limit) => unbroken().feed(after, limit),
    feedEnd: async () => unbroken().feedEnd(),
    balances: async (account) => unbroken().balances(account),
    accounts: async () => unbroken().accounts(),
    transfers: async () => unbroken().transfers(),
    setting: async (key, initial) => unbroken().setting(key, initial),
    changeSetting: async (key, value) => unbroken().changeSetting(key, value),
    ping: async () => unbroken().ping(),
    close: async () => inner.close(),
    batches,
    get held() {
      return held;
    },
    hold: () => {
      let open = (): void => undefined;
      gate = new Promise((resolve) => (open = resolve));
      return () => {
        gate = undefined;
        open();
      };
    },
    failNextCommit: (when) => void (failure = when),
    holdTakes: () => {
      let release = (): void => undefined;
      takeGate = new Promise((resolve) => (release = resolve));
      return () => {
        takeGate = undefined;
        release();
      };
    },
    stopRenewing: () => {
      isStill = true;
      return () => (isStill = false);
    },
    breakDown: (on) => void (broken = on),
  };
};
