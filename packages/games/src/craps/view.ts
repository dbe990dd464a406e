import { bets } from "./bets.ts";
import { isWorking } from "./decide.ts";
import type { CrapsReadTable, State } from "./state.ts";

/** The table as anybody sees it: all of craps is played in the open. */
export const viewOf = (state: State, table: CrapsReadTable) => ({
  point: state.point,
  shooter: state.shooter,
  /** The last rolls, the newest last. */
  rolls: state.rolls.map(([first, second]): [number, number] => [first, second]),
  bets: state.bets.flatMap((open, seat) =>
    open.map(({ bet, amount, commission, call }) => ({
      seat,
      bet,
      amount,
      commission,
      call,
      /** Whether it is in play on the next roll. */
      works: isWorking(bets[bet], call, state.point, table.config),
    })),
  ),
});
