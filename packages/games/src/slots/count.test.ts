import {
  declaredEdge,
  randomFrom,
  exactRatioOf,
  ratioOf,
  seededDraws,
  Turn,
  TurnPools,
  type Game,
} from "@parlor/kit";
import { expect, test } from "vitest";
import { meanContents, newSlotCounter, slotsCopperOrchard, slotsTideLantern } from "./index.ts";
import { copperOrchard } from "./machines/copper-orchard.ts";
import { tideLantern } from "./machines/tide-lantern.ts";
import type { State } from "./state.ts";
import type { MachineData } from "./machine.ts";

interface Figures {
  readonly mean: number;
  readonly hit: number;
}

/** What the counter says of a stake, in stakes. */
const countedFigures = (data: MachineData, bet: string, stake: number): Figures => {
  const counted = newSlotCounter(data)(bet, {}, stake)!;
  const unit = counted.stake;
  if (!("ways" in counted)) {
    const value = ({ numerator, denominator }: { numerator: bigint; denominator: bigint }) =>
      Number((numerator * 10n ** 15n) / denominator) / 1e15;
    return { mean: value(counted.returned) / unit, hit: value(counted.hit) };
  }
  const total = Number(counted.ways.reduce((sum, { ways }) => sum + ways, 0n));
  const over = (of: (returned: number) => number): number =>
    counted.ways.reduce(
      (sum, { outcome, ways }) => sum + of(outcome.returned / unit) * Number(ways),
      0,
    ) / total;
  return { mean: over((returned) => returned), hit: over((returned) => (returned > 0 ? 1 : 0)) };
};

/** Plays rounds with the production reducers; what each returned, in stakes. */
const play = (game: Game, bet: string, stake: number, rounds: number, pools = {}): Float64Array => {
  const config: unknown = game.config.parse({});
  const limits = { min: 1, max: 1_000_000 };
  const table = {
    config,
    limits,
    currency: "PLAY/2",
    seats: [0],
    seatCount: 1,
    running: true,
  } as const;
  const turn = new Turn({
    ...table,
    game,
    now: 0,
    timers: {},
    timersAt: 0,
    random: randomFrom(seededDraws(`${game.id} ${bet}`)),
    tableBalance: 0,
    liabilityMax: Number.MAX_SAFE_INTEGER,
    pools: game.pools === undefined ? null : new TurnPools(game, config, pools),
  });
  const state = game.setup(table) as State; // the game's own state
  return Float64Array.from({ length: rounds }, () => {
    turn.renew(0, 0);
    game.act["spin"]?.(state, { bet, stake }, 0, turn);
    while (state.feature !== null) game.act["free-spin"]?.(state, {}, 0, turn);
    return (state.won ?? 0) / stake;
  });
};

const rounds = process.env["CI"] === "true" ? 3_000_000 : 100_000;

test.each([
  [slotsTideLantern, tideLantern, "lines-1", 100],
  [slotsTideLantern, tideLantern, "lines-20", 100],
  // A jackpot that falls once in two million spins says nothing in a simulation: at this stake it falls once in 200.
  [slotsCopperOrchard, copperOrchard, "ways-243", 1_000_000],
] as const)(
  "[SLOTS-19] playing the reducers comes to what is counted: %s",
  { timeout: 120_000 },
  (game, data, bet, stake) => {
    const pools = "jackpot" in data ? meanContents(data)({}) : {};
    const returned = play(game, bet, stake, rounds, pools);
    const counted = countedFigures(data, bet, stake);
    const mean = returned.reduce((sum, one) => sum + one, 0) / rounds;
    const spread = returned.reduce((sum, one) => sum + (one - mean) ** 2, 0) / rounds;
    const hits = returned.reduce((sum, one) => sum + (one > 0 ? 1 : 0), 0) / rounds;
    expect(Math.abs(mean - counted.mean)).toBeLessThan(4 * Math.sqrt(spread / rounds));
    const hitError = Math.sqrt((counted.hit * (1 - counted.hit)) / rounds);
    // The jackpot is a hit too, and at this stake not a rare one.
    const jackpots = "jackpot" in data ? 1 / 200 : 0;
    expect(Math.abs(hits - counted.hit)).toBeLessThan(4 * hitError + jackpots);
  },
);

test.each([
  [slotsTideLantern, tideLantern, "lines-1", {}],
  [slotsCopperOrchard, copperOrchard, "ways-243", {}],
  [
    slotsCopperOrchard,
    copperOrchard,
    "ways-243",
    { jackpot: { seed: 500_000, share: "1/40", seedShare: "1/40" } },
  ],
] as const)(
  "[SLOTS-18] the declared edge of %s is what is counted",
  { timeout: 60_000 },
  (game, data, bet, told) => {
    const counted = newSlotCounter(data)(bet, told, 72_072_000)!;
    const config = game.config.parse(told);
    const { numerator, denominator } = exactRatioOf(declaredEdge(game, bet, config)!.edge);
    const [returned, cases] =
      "ways" in counted
        ? [
            counted.ways.reduce(
              (sum, { outcome, ways }) => sum + BigInt(outcome.returned) * ways,
              0n,
            ),
            counted.ways.reduce((sum, { ways }) => sum + ways, 0n),
          ]
        : [counted.returned.numerator, counted.returned.denominator];
    const stake = BigInt(counted.stake);
    expect((stake * cases - returned) * denominator).toBe(stake * cases * numerator);
  },
);

test("[SLOTS-18] with a jackpot it is less by what goes into it and by its seed, and not told where it has too many digits", () => {
  const edgeOf = (told: unknown) =>
    declaredEdge(slotsCopperOrchard, "ways-243", slotsCopperOrchard.config.parse(told))?.edge;
  const { numerator, denominator } = ratioOf(copperOrchard.edge);
  const declared = exactRatioOf(edgeOf({})!);
  expect(Number(declared.numerator) / Number(declared.denominator)).toBeCloseTo(
    numerator / denominator - 0.015,
    12,
  );
  expect(edgeOf({ jackpot: { share: "1/999999937", seedShare: "1/200" } })).toBeUndefined();
});
