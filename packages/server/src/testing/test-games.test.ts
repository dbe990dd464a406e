import { checkGame } from "@parlor/kit/testing";
import { expect, test } from "vitest";
import { faulty } from "./faulty.ts";
import { hiddenCards } from "./hidden-cards.ts";
import { openDice } from "./open-dice.ts";
import { jackpotSlot, rakedPot } from "./pool-games.ts";
import { sealedNumbers } from "./sealed-numbers.ts";
import { stacks } from "./stacks.ts";

test.each([openDice, sealedNumbers, hiddenCards, stacks, jackpotSlot, rakedPot, faulty()])(
  "$id keeps the contract",
  (game) => {
    expect(checkGame(game).problems).toEqual([]);
  },
);
