import { unreachable } from "@parlor/kit";
import { z } from "zod";

/** What each hand returns for one coin; the royal flush has a bonus where five coins are played. */
const pays = (standard: number, what: string) =>
  z.int().min(0).max(100_000).default(standard).describe(`What ${what} returns for one coin`);

const customPays = z.object({
  jacksOrBetter: pays(1, "a pair of jacks or better"),
  twoPair: pays(2, "two pair"),
  threeOfAKind: pays(3, "three of a kind"),
  straight: pays(4, "a straight"),
  flush: pays(6, "a flush"),
  fullHouse: pays(9, "a full house"),
  fourOfAKind: pays(25, "four of a kind"),
  straightFlush: pays(50, "a straight flush"),
  royalFlush: pays(250, "a royal flush, with one to four coins,"),
  royalFlushOnFiveCoins: pays(800, "a royal flush, with five coins,"),
});

/** Pay tables are known by what a full house and a flush return. */
export const payTables = ["9/6", "9/5", "8/6", "8/5", "7/5", "6/5"] as const;
export type PayTable = (typeof payTables)[number];
export const handsMax = 10;
export const coinsMax = 5;

export const config = z
  .object({
    payTable: z
      .enum([...payTables, "custom"])
      .default("9/6")
      .describe("What a full house and a flush return for one coin, or custom: as told there"),
    custom: customPays.prefault({}).describe("What hands return where payTable is custom"),
    handsMax: z
      .int()
      .min(1)
      .max(handsMax)
      .default(handsMax)
      .describe("How many hands may be played at once from one deal"),
    drawTimeoutMs: z
      .int()
      .min(1_000)
      .max(600_000)
      .default(300_000)
      .describe("After how long a hand is drawn to with the best hold, in milliseconds"),
  })
  .describe("What is varied at a Jacks or Better machine");

export type Config = z.output<typeof config>;

const standardPays = customPays.parse({});

const flushesOf = (table: PayTable): readonly [fullHouse: number, flush: number] => {
  switch (table) {
    case "9/6":
      return [9, 6];
    case "9/5":
      return [9, 5];
    case "8/6":
      return [8, 6];
    case "8/5":
      return [8, 5];
    case "7/5":
      return [7, 5];
    case "6/5":
      return [6, 5];
    default:
      return unreachable(table);
  }
};

/** What each category returns for one coin, by the category's index, when so many coins are played. */
export const paysOf = ({ payTable, custom }: Config, coins: number): readonly number[] => {
  const [fullHouse, flush] = payTable === "custom" ? [] : flushesOf(payTable);
  const row =
    fullHouse === undefined || flush === undefined ? custom : { ...standardPays, fullHouse, flush };
  return [
    0,
    row.jacksOrBetter,
    row.twoPair,
    row.threeOfAKind,
    row.straight,
    row.flush,
    row.fullHouse,
    row.fourOfAKind,
    row.straightFlush,
    coins === coinsMax ? row.royalFlushOnFiveCoins : row.royalFlush,
  ];
};
