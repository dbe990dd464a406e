import { coinFlip } from "@parlor/games/coin-flip";
import type { Entry, Game, Transfer } from "@parlor/kit";
import { expect, test } from "vitest";
import { balanceAfter } from "./money.ts";
import { act, joinBy, play } from "../test/journal.ts";

const played = play(coinFlip);
played.ask(joinBy("ann"));
played.ask(act("ann", { type: "flip", call: "heads", stake: 100 }));
const table = `table:${played.session}`;
const bet: Transfer = { debit: "player:ann", credit: table, amount: 7, kind: "bet" };
const pool = "pool:coin-flip:grand";
const raked: Transfer = { debit: table, credit: "rake", amount: 7, kind: "rake" };
const contribution: Transfer = { debit: table, credit: pool, amount: 7, kind: "contribution" };
const jackpot: Transfer = { debit: pool, credit: "player:ann", amount: 7, kind: "jackpot" };
const seeded: Transfer = { debit: table, credit: pool, amount: 7, kind: "seed" };
const houseSeeded: Transfer = { ...seeded, debit: "house" };

interface Situation {
  readonly before?: number;
  readonly held?: number;
  readonly bank?: Game["bank"];
  readonly ended?: boolean;
}
const added = (
  transfers: readonly Transfer[],
  { before = 0, held = 7, bank = "house", ended = false }: Situation,
) => {
  const entry: Entry = {
    ...played.entries[2]!,
    did: { events: [], draws: [], transfers },
  };
  const phase = ended
    ? { status: "ended" as const, at: 0, reason: "admin" as const, outcome: null }
    : played.state.phase;
  const state = { ...played.state, phase, tableBalance: held };
  const answer = balanceAfter(before, entry, {
    game: { ...coinFlip, bank, pools: { grand: { title: "Grand", seed: 0 } } },
    setup: played.setup,
    state,
  });
  return typeof answer === "number" ? answer : answer.code;
};

// The replay finds each of these first, as long as the rules of a session are sound; this does not rely on them.
test.each([
  ["transfers add up", [bet], {}, 7],
  ["to what was there before", [bet], { before: 3, held: 10 }, 10],
  ["a state that says more", [bet], { held: 8 }, "balance_mismatch"],
  ["another table's", [{ ...bet, credit: "table:other" }], {}, "transfer_unsound"],
  ["between two players", [{ ...bet, credit: "player:bob" }], { held: 0 }, "transfer_unsound"],
  ["from and to the table", [{ ...bet, debit: table }], { held: 0 }, "transfer_unsound"],
  ["from the world", [{ ...bet, debit: "world" }], {}, "transfer_unsound"],
  [
    "a bet that is paid out",
    [{ ...bet, debit: table, credit: "player:ann" }],
    {},
    "transfer_unsound",
  ],
  ["rake", [{ ...raked, debit: table }], { before: 20, held: 13, bank: "players" }, 13],
  ["rake to the house", [{ ...raked, credit: "house" }], { before: 20 }, "transfer_unsound"],
  ["a contribution", [contribution], { held: -7 }, -7],
  [
    "to another game's pool",
    [{ ...contribution, credit: "pool:craps:grand" }],
    {},
    "transfer_unsound",
  ],
  [
    "to a pool that there is not",
    [{ ...contribution, credit: `${pool}er` }],
    {},
    "transfer_unsound",
  ],
  ["a jackpot, which is none of the table's", [jackpot], { held: 0 }, 0],
  ["a jackpot from the table", [{ ...jackpot, debit: table }], {}, "transfer_unsound"],
  ["what the house adds to one", [seeded], { held: -7 }, -7],
  ["what it adds beside a table of players", [houseSeeded], { held: 0, bank: "players" }, 0],
  ["what players would add", [seeded], { before: 9, held: 2, bank: "players" }, "transfer_unsound"],
  ["the house owes", [], { before: -5, held: -5 }, -5],
  ["players owe", [], { before: -5, held: -5, bank: "players" }, "table_overdrawn"],
  ["ended, swept", [], { held: 0, ended: true }, 0],
  ["ended, not swept", [bet], { ended: true }, "table_not_swept"],
] as const)("[VERIFY-14] %s", (_, transfers, situation, expected) => {
  expect(added(transfers, situation)).toBe(expected);
});
