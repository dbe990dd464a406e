import type { Leases, SharedStore } from "../../ports/leases.ts";

/** Adds `close`, which waits for the calls under way; after it no call is taken. */
export const closable = (
  end: () => Promise<void>,
  calls: Omit<SharedStore, "close">,
): SharedStore => {
  const underWay = new Set<Promise<unknown>>();
  let closed: Promise<void> | undefined;
  const guarded = <Args extends readonly unknown[], T>(run: (...args: Args) => Promise<T>) => {
    return (...args: Args): Promise<T> => {
      if (closed) return Promise.reject(new Error("the store is closed"));
      const call = run(...args);
      const settled = call.catch(() => undefined).finally(() => underWay.delete(settled));
      underWay.add(settled);
      return call;
    };
  };
  const { leases } = calls;
  const guardedLeases: Leases = {
    renew: guarded((...given) => leases.renew(...given)),
    leave: guarded((...given) => leases.leave(...given)),
    take: guarded((...given) => leases.take(...given)),
    release: guarded((...given) => leases.release(...given)),
    pin: guarded((...given) => leases.pin(...given)),
    picture: guarded(() => leases.picture()),
    forget: guarded((...given) => leases.forget(...given)),
  };
  return {
    kind: calls.kind,
    commit: guarded(calls.commit),
    transfer: guarded(calls.transfer),
    claim: guarded(calls.claim),
    load: guarded(calls.load),
    entries: guarded(calls.entries),
    entryOf: guarded(calls.entryOf),
    sessions: guarded(calls.sessions),
    running: guarded(calls.running),
    runningIn: guarded(calls.runningIn),
    feed: guarded(calls.feed),
    feedEnd: guarded(calls.feedEnd),
    balances: guarded(calls.balances),
    accounts: guarded(calls.accounts),
    transfers: guarded(calls.transfers),
    setting: guarded(calls.setting),
    changeSetting: guarded(calls.changeSetting),
    leases: guardedLeases,
    ping: guarded(calls.ping),
    close: () => (closed ??= Promise.all(underWay).then(end)),
  };
};
