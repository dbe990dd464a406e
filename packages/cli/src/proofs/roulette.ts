import type { Told } from "./told.ts";

export const roulette: Told = {
  history: ["numbers"],
  variants: [
    { name: "european", config: {} },
    { name: "american", config: { wheel: "american" } },
    { name: "american, surrender", config: { wheel: "american", evenMoneyOnZero: "la-partage" } },
    { name: "triple zero", config: { wheel: "triple-zero" } },
    { name: "french, la partage", config: { evenMoneyOnZero: "la-partage" } },
    { name: "french, en prison, a further zero loses", config: { evenMoneyOnZero: "en-prison" } },
    {
      name: "french, en prison, a further zero changes nothing",
      config: { evenMoneyOnZero: "en-prison", prisonOnZero: "stays" },
    },
    {
      name: "french, en prison, a further zero halves",
      config: { evenMoneyOnZero: "en-prison", prisonOnZero: "la-partage" },
    },
  ],
};
