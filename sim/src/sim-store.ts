import type {
  Commit,
  HeldPartition,
  Leases,
  SharedStore,
  Store,
  Verdict,
} from "@parlor/server/simulation";
import type { Calling } from "./sim-call.ts";

/** What happened on the disk, at the moment at which it did. */
export interface DiskNotes {
  readonly onCommit: (batch: readonly Commit[], verdicts: readonly Verdict[]) => void;
  readonly onClaim: (partitions: readonly number[], epochs: readonly number[]) => void;
  readonly onTake: (
    node: string,
    partitions: readonly number[],
    epochs: readonly (number | null)[],
  ) => void;
  readonly onRelease: (held: readonly HeldPartition[], to: string | null) => void;
  readonly onLeave: (node: string) => void;
}

/** A store whose calls wait for the scheduler. */
export const simStore = (call: Calling, disk: Store, notes: DiskNotes): Store => ({
  kind: "simulated",
  commit: (batch) =>
    call(
      "commit",
      () => disk.commit(batch),
      (verdicts) => notes.onCommit(batch, verdicts),
    ),
  transfer: (transfer) => call("transfer", () => disk.transfer(transfer)),
  claim: (partitions) =>
    call(
      "claim",
      () => disk.claim(partitions),
      (epochs) => notes.onClaim(partitions, epochs),
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
});

/** The same for many nodes of one cluster. */
export const sharedSimStore = (
  call: Calling,
  disk: SharedStore,
  notes: DiskNotes,
): SharedStore => ({
  ...simStore(call, disk, notes),
  runningIn: (partitions) => call("runningIn", () => disk.runningIn(partitions)),
  leases: simLeases(call, disk.leases, notes),
});

const simLeases = (call: Calling, leases: Leases, notes: DiskNotes): Leases => ({
  renew: (node, state, leaseMs) => call("renew", () => leases.renew(node, state, leaseMs)),
  leave: (node) =>
    call(
      "leave",
      () => leases.leave(node),
      () => notes.onLeave(node.id),
    ),
  take: (node, partitions) =>
    call(
      "take",
      () => leases.take(node, partitions),
      (epochs) => notes.onTake(node, partitions, epochs),
    ),
  release: (held, to) =>
    call(
      "release",
      () => leases.release(held, to),
      () => notes.onRelease(held, to),
    ),
  pin: (partition, node) => call("pin", () => leases.pin(partition, node)),
  picture: () => call("picture", () => leases.picture()),
  forget: (olderThanMs) => call("forget", () => leases.forget(olderThanMs)),
});
