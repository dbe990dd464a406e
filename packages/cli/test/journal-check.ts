import { hash } from "node:crypto";
import { games } from "@parlor/games";
import {
  canonicalJson,
  openSession,
  secretSeeds,
  step,
  type Command,
  type Deed,
  type SessionSetup,
  type SessionState,
} from "@parlor/kit";
import type { Store } from "@parlor/server";
import { expect } from "vitest";

/** What a journal's line is, told anew here: the check shares no code with the server. */
export interface Line {
  readonly session: string;
  readonly seq: number;
  readonly prev: string;
  readonly at: number;
  readonly command:
    | Command
    | { readonly kind: "create"; readonly id: string; readonly setup: SessionSetup };
  readonly did: Deed;
  readonly state: string;
}

const sha256 = (text: string): string => hash("sha256", text);

/** [J3] Every session's entries, without a gap, each with its own hash and that of the one before. */
export const readJournals = async (store: Store): Promise<Map<string, Line[]>> => {
  const journals = new Map<string, Line[]>();
  const heads = new Map<string, string>();
  const ids = new Set<string>();
  let position = 0;
  for (;;) {
    const rows = await store.feed(position, 1_000);
    if (rows.length === 0) return journals;
    for (const row of rows) {
      expect(row.position).toBeGreaterThan(position);
      position = row.position;
      expect(sha256(row.body)).toBe(row.hash);
      const line = JSON.parse(row.body) as Line; // the shape that this test expects
      const lines = journals.get(line.session) ?? [];
      expect(line).toMatchObject({
        session: row.session,
        seq: lines.length + 1,
        prev: heads.get(line.session) ?? "",
      });
      const id = `${line.session} ${line.command.id}`;
      expect(ids.has(id), `${id} is done twice`).toBe(false);
      ids.add(id);
      heads.set(line.session, row.hash);
      journals.set(line.session, [...lines, line]);
    }
  }
};

/** [J4] The rules lead from the first entry to the state that each entry says, to the hash. */
export const replayWhole = async (
  store: Store,
  session: string,
  lines: readonly Line[],
): Promise<SessionState> => {
  const stored = await store.load(session);
  const [first] = lines;
  if (!stored || first?.command.kind !== "create") throw new Error(`${session} has no beginning`);
  const { setup } = first.command;
  const game = games.find(({ id }) => id === setup.game.id);
  if (!game) throw new Error(`there is no ${setup.game.id}`);
  const seeds = secretSeeds(stored.secret);
  let state: SessionState | undefined;
  for (const { seq, at, command, did, state: expected } of lines) {
    const context = { session, now: at, seeds };
    const done =
      command.kind === "create"
        ? openSession(game, setup, context)
        : step(game, setup, state!, command, context);
    if (done.kind !== "done") throw new Error(`entry ${seq} of ${session} is ${done.kind} now`);
    expect(sha256(canonicalJson(done.state)), `entry ${seq} of ${session}`).toBe(expected);
    expect(canonicalJson(done.deed)).toBe(canonicalJson(did));
    ({ state } = done);
  }
  return state!;
};

/** [M1] [M2] Adds every transfer up anew, and compares with the balances that are kept. */
export const checkMoney = async (
  store: Store,
  journals: ReadonlyMap<string, readonly Line[]>,
): Promise<void> => {
  const sums = new Map<string, number>();
  const add = (account: string, currency: string, amount: number): void => {
    const key = `${account} ${currency}`;
    sums.set(key, (sums.get(key) ?? 0) + amount);
  };
  for (const { debit, credit, amount, currency } of await store.transfers()) {
    add(debit, currency, -amount);
    add(credit, currency, amount);
  }
  for (const [first, ...lines] of journals.values()) {
    if (first?.command.kind !== "create") throw new Error("a journal has no beginning");
    const { currency } = first.command.setup;
    for (const { did } of lines)
      for (const { debit, credit, amount } of did.transfers) {
        add(debit, currency, -amount);
        add(credit, currency, amount);
      }
  }
  let total = 0;
  for (const { account, currency, balance } of await store.accounts()) {
    expect({ account, balance }).toEqual({
      account,
      balance: sums.get(`${account} ${currency}`) ?? 0,
    });
    sums.delete(`${account} ${currency}`);
    total += balance;
    if (account.startsWith("player:")) expect(balance).toBeGreaterThanOrEqual(0);
  }
  expect(total).toBe(0);
  expect([...sums.values()].filter((sum) => sum !== 0)).toEqual([]);
};
