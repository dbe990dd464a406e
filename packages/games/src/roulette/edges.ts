import { fractionOf, unreachable, type BetSpec, type Fraction } from "@parlor/kit";
import type { Config } from "./config.ts";
import { kindRules, kinds, type Kind } from "./kinds.ts";
import { isKindOffered, placesOf } from "./places.ts";
import { pocketCounts, zeroCountOf } from "./pockets.ts";

/** Of so many pockets a bet on `covered` loses all but `covered * (pays + 1)`. */
const plainEdge = (kind: Kind, { wheel }: Config): Fraction => {
  const pockets = pocketCounts[wheel];
  const covered = placesOf[wheel].find((place) => place.kind === kind)?.numbers.length ?? 0;
  return fractionOf(pockets - covered * (kindRules[kind].pays + 1), pockets);
};

/**
 * Without a zero an even-money bet is fair, so all that it costs is what a zero takes of it: half by la
 * partage, and in prison what is not released. One of 18 numbers releases it.
 */
const evenMoneyEdge = ({ wheel, evenMoneyOnZero, prisonOnZero }: Config): Fraction => {
  const [pockets, zeros] = [pocketCounts[wheel], zeroCountOf(wheel)];
  switch (evenMoneyOnZero) {
    case "lose":
      return fractionOf(zeros, pockets);
    case "la-partage":
      return fractionOf(zeros, 2 * pockets);
    case "en-prison":
      // Where a further zero decides nothing, or halves the stake, 18 release it against 18 that take it.
      return prisonOnZero === "lost"
        ? fractionOf(zeros * (pockets - 18), pockets * pockets)
        : fractionOf(zeros, 2 * pockets);
    default:
      return unreachable(evenMoneyOnZero);
  }
};

const spec = (kind: Kind): BetSpec<Config> => {
  const { title, pays, isEvenMoney } = kindRules[kind];
  return {
    title,
    pays: `${pays} to 1`,
    edge: (config) => {
      if (!isKindOffered(config.wheel, kind)) return null;
      return isEvenMoney ? evenMoneyEdge(config) : plainEdge(kind, config);
    },
  };
};

// One entry for each of the kinds, which is what the type says.
export const bets = Object.fromEntries(kinds.map((kind) => [kind, spec(kind)])) as Record<
  Kind,
  BetSpec<Config>
>;
