import type { Currency, Transfer } from "@parlor/kit";
import type { Commit, SessionRow, Store, TreasuryTransfer } from "../ports/store.ts";

/** Somewhere that a store can be opened, also again, and by two at once. */
export interface StorePlace {
  open(): Promise<Store>;
  remove(): Promise<void>;
}

export const usd: Currency = "USD/2";
export const play: Currency = "PLAY/0";

export const bet = (player: string, session: string, amount: number): Transfer => ({
  debit: `player:${player}`,
  credit: `table:${session}`,
  amount,
  kind: "bet",
  bet: "pass-line",
});

export const payout = (player: string, session: string, amount: number): Transfer => ({
  debit: `table:${session}`,
  credit: `player:${player}`,
  amount,
  kind: "payout",
});

export const deposit = (
  player: string,
  amount: number,
  more: Partial<TreasuryTransfer> = {},
): TreasuryTransfer => ({
  id: `deposit-${player}`,
  debit: "world",
  credit: `player:${player}`,
  amount,
  kind: "deposit",
  currency: usd,
  at: 1_000,
  ...more,
});

export const rowOf = (id: string, more: Partial<SessionRow> = {}): SessionRow => ({
  id,
  game: "craps",
  status: "waiting",
  createdAt: 1_000,
  summary: `{"title":"${id}"}`,
  ...more,
});

/** What a commit does, without what follows from its place in the journal. */
export type Deed = Partial<Omit<Commit, "session" | "entry" | "prev">> & {
  readonly commandId?: string;
};

export const openingOf = (session: string) => ({
  setup: `{"setup":"${session}"}`,
  secret: `secret of ${session}`,
});

/** Commit number `seq` of a session, on the entry with the hash `prev`. */
export const commitOf = (session: string, seq: number, prev: string, deed: Deed = {}): Commit => {
  const { commandId = `${session}-command-${seq}`, transfers = [], ...rest } = deed;
  const body = JSON.stringify({ seq, commandId, did: { transfers, note: "naïve 🎲" } });
  const hash = `hash-of-${session}-${seq}-${commandId}`;
  const first = seq === 1 ? { opening: openingOf(session), row: rowOf(session) } : {};
  return {
    session,
    partition: 0,
    epoch: 1,
    entry: { seq, hash, commandId, body },
    prev,
    currency: usd,
    transfers,
    ...first,
    ...rest,
  };
};

/** Commits of a session that follow one another, from `after` or from the first entry. */
export const chain = (session: string, deeds: readonly Deed[], after?: Commit): Commit[] => {
  const commits: Commit[] = [];
  for (const deed of deeds) {
    const last = commits.at(-1) ?? after;
    commits.push(commitOf(session, (last?.entry.seq ?? 0) + 1, last?.entry.hash ?? "", deed));
  }
  return commits;
};

export const kindsOf = (verdicts: readonly { readonly kind: string }[]): string[] =>
  verdicts.map(({ kind }) => kind);

/** Everything that can be read of a store, but for positions, which only have to rise. */
export const everything = async (store: Store, sessions: readonly string[]) => ({
  accounts: await store.accounts(),
  feed: (await store.feed(0, 1_000_000)).map((row) => ({ ...row, position: undefined })),
  sessions: await store.sessions({ limit: 1_000_000 }),
  loaded: await Promise.all(sessions.map((session) => store.load(session))),
  entries: await Promise.all(sessions.map((session) => store.entries(session, 0, 1_000_000))),
  transfers: await store.transfers(),
});

export const sumsOf = async (store: Store): Promise<Readonly<Record<string, number>>> => {
  const sums: Record<string, number> = {};
  for (const { currency, balance } of await store.accounts()) {
    sums[currency] = (sums[currency] ?? 0) + balance;
  }
  return sums;
};
