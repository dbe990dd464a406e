import { z } from "zod";
import { amount, choice, type Bank, type Game } from "../src/index.ts";
import type { BrokenGame } from "./broken.ts";
import { jackpotSlot } from "./jackpot.ts";

interface AnyTable {
  readonly bank: Bank;
  readonly random: { int(bound: number): number };
}
type Play = (state: { pot: number; meter: number }, stake: number, table: AnyTable) => void;

// As in broken.ts: a plugin of somebody else, which the compiler has not seen.
const slot = (changes: Partial<Record<keyof Game, unknown>>): Game =>
  ({ ...jackpotSlot, ...changes }) as Game;

/** A game that the players bank: a stake goes into the pot, and `play` does something with it. */
const pot = (play: Play, changes: Partial<Record<keyof Game, unknown>> = {}): Game =>
  ({
    id: "pot",
    version: "1.0.0",
    title: "Pot",
    summary: "A pot that is never won.",
    bank: "players",
    seats: { min: 1, max: 1 },
    config: z.object({}),
    actions: { play: z.object({ stake: amount }) },
    bets: { pot: { title: "Pot" } },
    pools: { beat: { title: "Bad beat", seed: 10 } },
    setup: () => ({ pot: 0, meter: 0 }),
    act: {
      play: (
        state: { pot: number; meter: number },
        { stake }: { stake: number },
        seat: number,
        table: AnyTable,
      ) => {
        const taken = table.bank.take(seat, stake, "pot");
        if (taken) return taken;
        state.pot += stake;
        play(state, stake, table);
        return undefined;
      },
    },
    leave: (state: { pot: number }, seat: number, table: AnyTable) => {
      table.bank.refund(seat, state.pot, "pot");
      state.pot = 0;
    },
    legal: (_state: unknown, _seat: number, { limits }: { limits: object }) => [
      choice("play", { stake: limits as { min: number; max: number } }),
    ],
    view: ({ pot: held, meter }: { pot: number; meter: number }) => ({ pot: held, meter }),
    stakes: ({ pot: held }: { pot: number }) => [{ seat: 0, amount: held, bet: "pot" }],
    ...changes,
  }) as unknown as Game;

/** It rakes and feeds its pool as it should, pays from it now and then, and tells the meter. */
export const soundPot = pot((state, stake, { bank, random }) => {
  const tenth = Math.floor(stake / 10);
  bank.rake(tenth, "pot");
  bank.contribute("beat", tenth);
  state.pot -= 2 * tenth;
  if (random.int(3) === 0) bank.payPool(0, "beat", Math.floor(bank.pool("beat") / 2), "pot");
  state.meter = bank.pool("beat");
});

let meterEver = 0;

/** Games that do with rake and pools what may not be done. */
export const brokenBanks: readonly BrokenGame[] = [
  [
    "[CONF-17] pools without money",
    "pools",
    /without money/,
    pot(() => undefined, { bank: "none", bets: {} }),
  ],
  [
    "[CONF-17] a pool whose name is two",
    "pools",
    /no name of a pool/,
    pot(() => undefined, { pools: { "beat:bad": { title: "Bad beat", seed: 0 } } }),
  ],
  [
    "[CONF-17] a pool without a title",
    "pools",
    /has no title/,
    slot({ pools: { grand: { title: "", seed: 0 } } }),
  ],
  [
    "[CONF-17] a pool that begins with a debt",
    "pools",
    /no amount as its seed/,
    slot({ pools: { grand: { title: "Grand", seed: -1 } } }),
  ],
  [
    "[CONF-17] a seed of half a cent under some configuration",
    "pools",
    /no amount as its seed/,
    slot({
      pools: { grand: { title: "Grand", seed: ({ odds }: { odds: number }) => odds / 16 } },
    }),
  ],
  [
    "[CONF-12] rakes what its stakes still tell of",
    "faults",
    /stakes are \d+ but the table holds/,
    pot((_state, _stake, { bank }) => bank.rake(1, "pot")),
  ],
  [
    "[CONF-12] feeds a pool with what its stakes still tell of",
    "faults",
    /stakes are \d+ but the table holds/,
    pot((_state, _stake, { bank }) => bank.contribute("beat", 1)),
  ],
  [
    "[CONF-6] rakes more than there is",
    "faults",
    /more than it holds/,
    pot((_state, stake, { bank }) => bank.rake(1_000 * stake + 1_000_000, "pot")),
  ],
  [
    "[CONF-6] rakes where the house banks the game",
    "faults",
    /rake where the players do not bank/,
    slot({
      act: {
        spin: (_state: unknown, _action: unknown, _seat: number, { bank }: AnyTable) =>
          bank.rake(1, "spin"),
      },
    }),
  ],
  [
    "[CONF-6] pays the meter of an earlier command, which another table has won",
    "faults",
    /pays more than it shows/,
    pot((state, _stake, { bank }) => {
      bank.payPool(0, "beat", state.meter, "pot");
      state.meter = bank.pool("beat");
    }),
  ],
  [
    "[CONF-6] pays a pool that it does not declare",
    "faults",
    /no pool other/,
    pot((_state, _stake, { bank }) => bank.payPool(0, "other", 1, "pot")),
  ],
  [
    "[CONF-6] moves half a cent into a pool",
    "faults",
    /not an amount/,
    pot((_state, stake, { bank }) => bank.contribute("beat", stake / 7_919)),
  ],
  [
    "[CONF-8] remembers the meter beside its state",
    "determinism",
    /other (states|events)/,
    pot((state, _stake, { bank }) => {
      state.meter = meterEver;
      meterEver += bank.pool("beat");
    }),
  ],
].map(([name, check, reason, game]) => ({ name, check, reason, game }) as BrokenGame); // each row is in this order
