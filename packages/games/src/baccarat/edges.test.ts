import { declaredEdge, exactRatioOf } from "@parlor/kit";
import { expect, test } from "vitest";
import { betIds, type BetId } from "./bet-ids.ts";
import { config, type Config } from "./config.ts";
import { countBet, countHands } from "./counting.ts";
import { winnerOf } from "./coup.ts";
import { isTaken } from "./edges.ts";
import { baccarat } from "./game.ts";
import { waysByDecks } from "./ways.ts";

const declared = (bet: BetId, over: Partial<Config>): number => {
  const edge = declaredEdge(baccarat, bet, config.parse(over))?.edge;
  const { numerator, denominator } = exactRatioOf(edge ?? "0/1");
  return Number(numerator) / Number(denominator);
};

/** As counted by the code that plays: what is lost of all that is bet, and of what is decided. */
const counted = (bet: BetId, over: Partial<Config>) => {
  const stake = 1_000_000;
  let [deals, decided, cost] = [0n, 0n, 0n];
  for (const { outcome, ways } of countBet(bet, config.parse(over), stake).ways) {
    deals += ways;
    if (outcome.resolved) decided += ways;
    cost += ways * BigInt(stake - outcome.returned);
  }
  return { deals, decided, cost, stake: BigInt(stake) };
};

test("[BACCARAT-26] for eight decks there are the deals that are printed everywhere", () => {
  const ways = waysByDecks[7];
  expect(ways).toMatchObject({
    banker: 2_292_252_566_437_888,
    player: 2_230_518_282_592_256,
    tie: 475_627_426_473_216,
  });
  const coups = countHands([128, 32, 32, 32, 32, 32, 32, 32, 32, 32]);
  const wins = { player: 0n, banker: 0n, tie: 0n };
  for (const { coup, ways: count } of coups) wins[winnerOf(coup)] += count;
  expect(wins).toEqual({
    player: 2_230_518_282_592_256n,
    banker: 2_292_252_566_437_888n,
    tie: 475_627_426_473_216n,
  });
});

/** Every deal of a shoe is looked at, so all shoes are for when there is time. */
const decksCounted = process.env["CI"] === "true" ? [1, 2, 3, 4, 5, 6, 7, 8] : [2, 8];

test("[BACCARAT-26] what is declared is what the code counts, for every number of decks", () => {
  for (const decks of decksCounted) {
    for (const over of [
      { decks },
      { decks, banker: "no-commission", bankerSixPays: "2/3", tiePays: 9 } as const,
      { decks, commission: "1/25", superSixPays: 15, dragonBy9Pays: 25, pairPays: 10 } as const,
    ]) {
      const parsed = config.parse(over);
      for (const bet of betIds.filter((one) => isTaken(one, parsed))) {
        // A million divides by all that these tables pay by but 3.
        if (bet === "banker" && parsed.bankerSixPays === "2/3") continue;
        const { deals, cost, stake } = counted(bet, over);
        const edge = declaredEdge(baccarat, bet, parsed)?.edge ?? "0/1";
        const { numerator, denominator } = exactRatioOf(edge);
        expect([decks, bet, cost * denominator]).toEqual([decks, bet, deals * stake * numerator]);
      }
    }
  }
});

// oxfmt-ignore
test.each<[BetId, Partial<Config>, string]>([
  ["banker", {}, "1.0579"], ["player", {}, "1.2351"], ["tie", {}, "14.3596"],
  ["banker", { decks: 6 }, "1.0558"], ["player", { decks: 6 }, "1.2374"], ["tie", { decks: 6 }, "14.4382"],
  ["banker", { decks: 1 }, "1.0117"], ["player", { decks: 1 }, "1.2864"], ["tie", { decks: 1 }, "15.7461"],
  ["tie", { tiePays: 9 }, "4.8440"],
  ["banker", { banker: "no-commission" }, "1.4581"],
  ["super-six", {}, "29.9772"],
  ["player-pair", {}, "10.3614"], ["banker-pair", {}, "10.3614"],
  ["either-pair", {}, "13.7099"], ["perfect-pair", {}, "8.0470"],
  ["player-dragon", {}, "2.6517"], ["banker-dragon", {}, "9.3731"],
  ["player-dragon", { decks: 6 }, "2.6675"], ["banker-dragon", { decks: 4 }, "9.4212"],
])("[BACCARAT-26] %s costs what is published, with %o: %s%%", (bet, over, percent) => {
  expect((100 * declared(bet, over)).toFixed(4)).toBe(percent);
});

test("[BACCARAT-26] the edges over the bets that are decided", () => {
  const resolved = (bet: BetId) => {
    const { cost, decided, stake } = counted(bet, {});
    return (Number((10n ** 9n * cost) / (decided * stake)) / 10 ** 7).toFixed(4);
  };
  expect([resolved("banker"), resolved("player"), resolved("tie")]).toEqual([
    "1.1692",
    "1.3650",
    "14.3596",
  ]);
});
