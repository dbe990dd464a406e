import { coinFlip } from "@parlor/games/coin-flip";
import { craps } from "@parlor/games/craps";
import { ticTacToe } from "@parlor/games/tic-tac-toe";
import {
  commitmentOf as textHash,
  defineGame,
  roundSeedOf,
  type Game,
  type PoolBalances,
  type Table,
} from "@parlor/kit";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { verifyExport } from "../src/index.ts";
import { highCard } from "./high-card.ts";
import { act, changed, fileOf, joinBy, play, playOn, type Played } from "./journal.ts";
import { findGame, sealedHighCard } from "./known-games.ts";
import { housePool, playersPool } from "./pool-games.ts";

const playerNames = ["ann", "bob", "cy"];

test.for<[string, Game]>([
  ["craps", craps],
  ["coin-flip", coinFlip],
  ["tic-tac-toe", ticTacToe],
  ["high-card", highCard],
  ["sealed-high-card", sealedHighCard],
  ["pool-of-house", housePool],
  ["pool-of-players", playersPool],
])(
  "[VERIFY-10] [VERIFY-13] whatever is played of %s by the rules holds, at every moment of it",
  ([, game]) => {
    const parts = fc.record({ seed: fc.nat(), count: fc.nat(40), isEnded: fc.boolean() });
    return fc.assert(
      fc.asyncProperty(parts, async ({ seed, count, isEnded }) => {
        const played = play(game);
        for (const name of playerNames.slice(0, game.seats.max)) played.ask(joinBy(name));
        playOn(played, count, seed);
        const isOver = played.state.phase.status === "ended";
        if (isEnded && !isOver) played.ask({ kind: "end", by: "operator", reason: "admin" });
        const verdict = await verifyExport(fileOf(played), { findGame });
        expect(verdict).toMatchObject({ kind: "holds" });
        const { held } = verdict;
        const drawn = played.entries.reduce((sum, { did }) => sum + did.draws.length, 0);
        expect(held).toMatchObject({
          session: played.session,
          entries: played.entries.length,
          status: played.state.phase.status,
          balance: played.state.tableBalance,
          transfers: played.entries.reduce((sum, { did }) => sum + did.transfers.length, 0),
          rounds: played.entries.filter(({ did }) => did.finished).length,
          hasEnd: true,
        });
        expect(held.draws + held.drawsUnrevealed).toBe(drawn);
        expect(held.status === "ended" ? held.drawsUnrevealed : 0).toBe(0);
      }),
      { numRuns: 25 },
    );
  },
);

/** One card is dealt, the other is not: the round's seed is still secret. */
const halfDealt = (): Played => {
  const played = play(highCard);
  played.ask(joinBy("ann"));
  for (const type of ["bet", "call", "bet"])
    played.ask(act("ann", type === "bet" ? { type, stake: 500 } : { type }));
  return played;
};

test("[VERIFY-10] draws of a round that goes on are counted apart, until its seed is out or the secret is at hand", async () => {
  const played = halfDealt();
  const { held } = await verifyExport(fileOf(played), { findGame });
  expect(held).toMatchObject({ rounds: 1, draws: 2, drawsUnrevealed: 1 });
  const seedOf = (round: number) => roundSeedOf(played.secret, round);
  const inside = await verifyExport(fileOf(played), { findGame, seedOf });
  expect(inside).toMatchObject({ kind: "holds", held: { draws: 3, drawsUnrevealed: 0 } });
  played.ask({ kind: "void", by: "operator", detail: "no more" });
  const over = await verifyExport(fileOf(played), { findGame });
  expect(over).toMatchObject({ kind: "holds", held: { rounds: 2, draws: 3, drawsUnrevealed: 0 } });
});

test("[VERIFY-9] with a secret that is not the session's, the first commitment does not fit", async () => {
  const seedOf = (round: number) => roundSeedOf(textHash("another"), round);
  const verdict = await verifyExport(fileOf(halfDealt()), { findGame, seedOf });
  expect(verdict).toMatchObject({ finding: { code: "commitment_mismatch", seq: 1 } });
});

test("[VERIFY-10] a forged draw of a round that goes on is found by what it led to", async () => {
  const played = halfDealt();
  const entries = changed(played.entries, 5, (entry) => ({
    ...entry,
    did: { ...entry.did, draws: entry.did.draws.map(([of, at]) => [of, (at + 1) % of] as const) },
  }));
  const verdict = await verifyExport(fileOf(played, { entries }), { findGame });
  expect(verdict).toMatchObject({ finding: { code: "event_mismatch", seq: 5 } });
});

test.each([
  ["is missing", []],
  [
    "is of another bound",
    [
      [51, 3],
      [51, 4],
    ],
  ],
  [
    "is one too many",
    [
      [52, 3],
      [52, 4],
    ],
  ],
] as const)("[VERIFY-10] a draw that %s is found, in a round that goes on", async (_, draws) => {
  const played = halfDealt();
  const entries = changed(played.entries, 5, (entry) => ({
    ...entry,
    did: { ...entry.did, draws },
  }));
  const verdict = await verifyExport(fileOf(played, { entries }), { findGame });
  expect(verdict).toMatchObject({ finding: { code: "draw_mismatch", seq: 5 } });
});

test("[VERIFY-11] rules that draw otherwise and then fail are told by the draw", async () => {
  const bet = (_state: unknown, _action: unknown, _seat: number, table: Table): void => {
    table.random.int(7);
    throw new Error("no rules for that");
  };
  const other = { ...highCard, act: { ...highCard.act, bet } };
  const verdict = await verifyExport(fileOf(halfDealt()), { findGame: () => other });
  expect(verdict).toMatchObject({ finding: { code: "draw_mismatch", seq: 3 } });
});

/** Half of all words are thrown away at this bound, and which ones is in no entry. */
const wideDraws = defineGame({
  id: "wide-draws",
  version: "1.0.0",
  title: "Wide draws",
  summary: "Draws from nearly half of all words.",
  bank: "none",
  seats: { min: 1, max: 1 },
  config: z.object({}),
  actions: { draw: z.object({}), reveal: z.object({}) },
  setup: () => ({ sum: 0 }),
  act: {
    draw(state, _fields, _seat, table) {
      for (let time = 0; time < 4; time++) state.sum += table.random.int(2 ** 31 + 1);
    },
    reveal: (_state, _fields, _seat, table) => table.finishRound(),
  },
  legal: () => [],
  view: () => ({}),
});

test("[VERIFY-10] words that were thrown away are allowed for before the seed is out, and counted after", async () => {
  for (let secret = 0; secret < 10; secret++) {
    const played = play(wideDraws, {}, { secret: textHash(String(secret)) });
    played.ask(joinBy("ann"));
    for (let time = 0; time < 5; time++) played.ask(act("ann", { type: "draw" }));
    const verify = async () => verifyExport(fileOf(played), { findGame: () => wideDraws });
    expect(await verify()).toMatchObject({ kind: "holds", held: { drawsUnrevealed: 20 } });
    expect(played.state.round.wordsUsed).toBeGreaterThan(20);
    played.ask(act("ann", { type: "reveal" }));
    expect(await verify()).toMatchObject({ kind: "holds", held: { draws: 20 } });
  }
});

test("[VERIFY-12] the end of a session is held against the rules", async () => {
  const played = halfDealt();
  played.ask({ kind: "end", by: "operator", reason: "admin" });
  const verdictOf = async (change: (did: (typeof played.entries)[0]["did"]) => object) => {
    const entries = changed(played.entries, 6, (entry) => ({
      ...entry,
      did: { ...entry.did, ...change(entry.did) },
    }));
    return verifyExport(fileOf(played, { entries }), { findGame });
  };
  const ended = await verdictOf((did) => ({ ended: { ...did.ended, durationMs: 1 } }));
  expect(ended).toMatchObject({ finding: { code: "ending_mismatch", seq: 6 } });
  const unswept = await verdictOf((did) => ({ transfers: did.transfers.slice(0, -1) }));
  expect(unswept).toMatchObject({ finding: { code: "transfer_mismatch", seq: 6 } });
  const hidden = await verdictOf(() => ({ finished: undefined }));
  // Without the seed the draws before it stay unchecked; that it is held back is what is wrong.
  expect(hidden).toMatchObject({ finding: { code: "round_mismatch", seq: 6 } });
});

/** A session in which other tables pay in and win between its own commands. */
const amongOthers = (): Played => {
  const played = play(housePool);
  played.ask(joinBy("ann"));
  for (let count = 0; count < 12; count++) {
    played.pools = { pot: count % 4 === 3 ? 0 : (played.pools["pot"] ?? 0) + 100 * count };
    played.ask(act("ann", { type: "play", stake: 200 }));
  }
  return played;
};

test("[VERIFY-12] what was in a pool is an input that the entry tells: the file needs no other session", async () => {
  const played = amongOthers();
  const jackpots = played.entries.flatMap(({ did }) =>
    did.transfers.filter(({ kind }) => kind === "jackpot"),
  );
  expect(jackpots.length).toBeGreaterThan(1);
  expect(await verifyExport(fileOf(played), { findGame })).toMatchObject({ kind: "holds" });
});

test.each<[what: string, change: (pools: PoolBalances | undefined) => object, code: string]>([
  [
    "a pool that held more",
    (pools) => ({ pools: { pot: (pools?.["pot"] ?? 0) + 2 } }),
    "transfer_mismatch",
  ],
  ["a pool that nobody looked at", (pools) => ({ pools: { ...pools, other: 5 } }), "deed_mismatch"],
  ["no pool at all", () => ({ pools: undefined }), "game_fault"],
])("[VERIFY-12] an entry that is paid from %s is found", async (_what, change, code) => {
  const played = amongOthers();
  const seq = played.entries.find(({ did }) =>
    did.transfers.some(({ kind }) => kind === "jackpot"),
  )?.seq;
  const entries = changed(played.entries, seq ?? 0, (entry) => ({
    ...entry,
    did: { ...entry.did, ...change(entry.did.pools) },
  }));
  const verdict = await verifyExport(fileOf(played, { entries }), { findGame });
  expect(verdict).toMatchObject({ kind: "fault", finding: { code, seq } });
});
