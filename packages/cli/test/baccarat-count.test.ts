import { betIds, baccarat, countBetOn } from "@parlor/games/baccarat";
import {
  cardIndex,
  copyJson,
  declaredEdge,
  deck,
  isOfSeat,
  Turn,
  type Card,
  type Random,
} from "@parlor/kit";
import {
  branches,
  contradiction,
  emptyTally,
  estimateOf,
  findPlacements,
  measureCounted,
  mergeTallies,
  rational,
  settingOf,
  textOf,
  type Rational,
} from "@parlor/lab";
import { expect, test } from "vitest";
import { simulatorOf } from "../src/simulation-job.ts";

const stake = 2_000;
const config = baccarat.config.parse({ banker: "no-commission" });
const limits = { min: 1, max: 1_000_000 };

/** So many of each of these faces, and nothing else. */
const shoeOf = (faces: Readonly<Partial<Record<Card, number>>>) => {
  const counts = deck.map(() => 0);
  for (const [face, count] of Object.entries(faces)) counts[cardIndex(face as Card)] = count; // its own keys
  return { counts, left: counts.reduce((sum, count) => sum + count, 0), infinite: false };
};

/** One coup of the game's own reducer, with every bet up; what was paid and handed back. */
const dealtFrom = (
  shoe: ReturnType<typeof shoeOf>,
  random: Random,
): readonly { bet: string; amount: number }[] => {
  const table = { config, limits, currency: "PLAY/0", seats: [0], seatCount: 1 } as const;
  const before = baccarat.setup({ ...table, running: true }) as object; // a state is an object
  const bets = betIds.map((place) => ({ seat: 0, place, stake }));
  const state = { ...before, shoe: copyJson(shoe), bets };
  const turn = new Turn({
    ...table,
    game: baccarat,
    running: true,
    now: 0,
    random,
    tableBalance: 0,
    liabilityMax: Number.MAX_SAFE_INTEGER,
    pools: null,
    timers: {},
    timersAt: 0,
  });
  expect(baccarat.act["deal"]?.(state, {}, 0, turn)).toBeUndefined();
  return turn.postings.filter(isOfSeat);
};

const add = (a: Rational, b: Rational): Rational =>
  rational(
    a.numerator * b.denominator + b.numerator * a.denominator,
    a.denominator * b.denominator,
  );

// Short shoes in which every rule of the tableau and every bet has something to decide.
test.each<[string, Partial<Record<Card, number>>]>([
  ["naturals, third cards, ties", { Tc: 3, Ac: 1, "2d": 1, "4h": 2, "6c": 2, "8s": 1 }],
  ["long margins and sixes", { "2c": 2, "3c": 1, "5d": 2, "7h": 1, Kc: 2, "9d": 1 }],
  ["pairs of rank and of face", { Qh: 2, Qd: 1, "3s": 3, "3c": 1, "6d": 1, Ah: 1 }],
])(
  "baccarat counts its coups as the lab finds them by following the reducers: %s",
  { timeout: 60_000 },
  (_, faces) => {
    const shoe = shoeOf(faces);
    const found = new Map(betIds.map((bet) => [bet as string, rational(0)]));
    for (const { value, chance } of branches((random) => dealtFrom(shoe, random), 100_000)) {
      for (const { bet, amount } of value) {
        const part = rational(chance.numerator * BigInt(amount), chance.denominator);
        found.set(bet, add(found.get(bet) ?? rational(0), part));
      }
    }
    for (const bet of betIds) {
      const counted = countBetOn(
        shoe.counts,
        bet,
        config as Parameters<typeof countBetOn>[2],
        stake,
      );
      const { perMade } = measureCounted(counted);
      const returned = found.get(bet) ?? rational(0);
      const cost = add(rational(1), rational(-returned.numerator, returned.denominator * 2_000n));
      expect([bet, textOf(perMade)]).toEqual([bet, textOf(cost)]);
    }
  },
);

test.each([
  ["banker", {}],
  ["banker-dragon", { decks: 2 }],
] as const)("baccarat's %s costs in play what it declares, %o", async (bet, over) => {
  const setting = settingOf(baccarat, { config: over, limits: { min: 5_040, max: 1_000_000_000 } });
  const placement = findPlacements(setting, [bet]).get(bet);
  if (placement === undefined) throw new Error(`the table takes no ${bet}`);
  const job = { game: "baccarat", config: over, placement, seed: "test" };
  const { simulator, stake: bets } = await simulatorOf(job);
  let tally = emptyTally;
  for (let chunk = 0; chunk < 5; chunk++) tally = mergeTallies(tally, simulator.chunk(chunk));
  const declared = declaredEdge(baccarat, bet, baccarat.config.parse(over));
  if (declared === undefined) throw new Error(`${bet} declares nothing`);
  expect(contradiction(declared, estimateOf(tally, bets, declared.per))).toBeNull();
});
