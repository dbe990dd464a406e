import { choice, unreachable, type Seat } from "@parlor/kit";
import { checkersOf, other } from "./board.ts";
import { mayBeaver, mayDouble } from "./cube.ts";
import { losableBy } from "./ending.ts";
import { playsOf } from "./plays.ts";
import { actorOf, type BackgammonReadTable, type State } from "./state.ts";

const withResigning = <Other>(
  state: State,
  seat: Seat,
  table: BackgammonReadTable,
  others: readonly Other[],
) => {
  const losable = losableBy(state, seat, table.config);
  return losable.length > 0 ? [...others, choice("resign", { loss: losable })] : others;
};

/** Everything that the seat may do now. */
export const legalChoices = (state: State, seat: Seat, table: BackgammonReadTable) => {
  if (actorOf(state) !== seat) return [];
  const { phase, board } = state;
  switch (phase.kind) {
    case "opening":
      return [choice("roll")];
    case "roll": {
      const doubles = mayDouble(state, seat, table.config);
      return withResigning(
        state,
        seat,
        table,
        doubles ? [choice("roll"), choice("double")] : [choice("roll")],
      );
    }
    case "move": {
      const plays = playsOf(checkersOf(board, seat), checkersOf(board, other(seat)), phase.dice);
      return withResigning(state, seat, table, [choice("move", { play: plays })]);
    }
    case "double":
      return mayBeaver(state, table.config)
        ? [choice("take"), choice("pass"), choice("beaver")]
        : [choice("take"), choice("pass")];
    case "beaver":
      return [choice("take"), choice("pass")];
    case "resignation":
      return [choice("accept"), choice("decline")];
    case "over":
      return [];
    default:
      return unreachable(phase);
  }
};
