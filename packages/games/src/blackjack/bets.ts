import type { BetSpec } from "@parlor/kit";
import { edgeOf } from "./analysis/edge.ts";
import type { Ledger } from "./bet-ids.ts";
import type { Config } from "./config.ts";

export const bets: Readonly<Record<Ledger, BetSpec<Config>>> = {
  main: {
    title: "Blackjack",
    pays: "1 to 1; a blackjack 3 to 2, or as the table says",
    edge: (config) => edgeOf("main", config),
  },
  "perfect-pairs": {
    title: "Perfect pairs",
    pays: "25, 12 or 6 to 1, or as the table says",
    edge: (config) => edgeOf("perfect-pairs", config),
  },
  "twenty-one-plus-three": {
    title: "21+3",
    pays: "100, 40, 30, 10 or 5 to 1, or as the table says",
    edge: (config) => edgeOf("twenty-one-plus-three", config),
  },
  insurance: {
    title: "Insurance",
    pays: "2 to 1",
    edge: (config) => edgeOf("insurance", config),
  },
};
