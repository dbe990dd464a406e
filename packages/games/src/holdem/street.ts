import { unreachable } from "@parlor/kit";
import type { Hand, HoldemTable, Street } from "./state.ts";

const streetAfter = (street: Street): "flop" | "turn" | "river" => {
  switch (street) {
    case "preflop":
      return "flop";
    case "flop":
      return "turn";
    case "turn":
    case "river":
      return "river";
    default:
      return unreachable(street);
  }
};

/** Deals the next cards of the board. */
export const dealStreet = (hand: Hand, table: HoldemTable): void => {
  const street = streetAfter(hand.street);
  hand.street = street;
  const cards = Array.from({ length: street === "flop" ? 3 : 1 }, () =>
    table.random.drawFrom(hand.shoe),
  );
  hand.board.push(...cards);
  table.emit("board-dealt", { street, cards });
};
