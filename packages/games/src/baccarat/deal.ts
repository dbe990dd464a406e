import { newShoe, unreachable, type Seat } from "@parlor/kit";
import { lastBetsAfter, type PlacedBet } from "../placed-bets.ts";
import { betOf } from "./betting.ts";
import { dealCoup, winnerOf, type Coup } from "./coup.ts";
import type { SettledLine } from "./events.ts";
import { returnOf, verdictOn } from "./payouts.ts";
import { noteOf } from "./record.ts";
import { isLastCoup, type BaccaratTable, type State } from "./state.ts";

/** One coup, which is one round: the cards come, every bet gets its verdict, and after the last coup a new shoe. */
export const playCoup = (state: State, table: BaccaratTable): void => {
  const { shoe } = state;
  const isLast = isLastCoup(state, table.config);
  const coup = dealCoup(() => table.random.drawFrom(shoe));
  const { player, banker, playerTotal, bankerTotal } = coup;
  state.hands = { player, banker };
  state.notes.push(noteOf(coup));
  const winner = winnerOf(coup);
  table.emit("coup-dealt", {
    player: [...player],
    banker: [...banker],
    playerTotal,
    bankerTotal,
    winner,
  });
  for (const seat of table.seats) settleSeat(seat, state.bets, coup, table);
  state.last = lastBetsAfter(state.last, state.bets);
  state.bets = [];
  state.ready = [];
  table.finishRound();
  if (isLast) changeShoe(state, table);
  else if (isLastCoup(state, table.config)) table.emit("last-coup", {});
};

const changeShoe = (state: State, table: BaccaratTable): void => {
  state.shoe = newShoe(table.config.decks);
  state.shoeNumber += 1;
  state.notes = [];
  table.emit("shoe-changed", { shoe: state.shoeNumber, decks: table.config.decks });
};

const settleSeat = (
  seat: Seat,
  bets: readonly PlacedBet[],
  coup: Coup,
  table: BaccaratTable,
): void => {
  const lines: SettledLine[] = [];
  let [staked, back] = [0, 0];
  for (const one of bets) {
    if (one.seat !== seat) continue;
    const line = settle(one, coup, table);
    staked += line.stake;
    back += line.back;
    lines.push(line);
  }
  if (lines.length > 0) table.emit("settled", { seat, staked, back, lines });
};

const settle = (one: PlacedBet, coup: Coup, table: BaccaratTable): SettledLine => {
  const { seat, stake } = one;
  const bet = betOf(one);
  const verdict = verdictOn(bet, coup, table.config);
  const back = returnOf(stake, verdict, table.config);
  switch (verdict.kind) {
    case "wins":
      table.bank.give(seat, back, bet);
      return { bet, stake, verdict: "won", back };
    case "pushes":
      table.bank.refund(seat, back, bet);
      return { bet, stake, verdict: "pushed", back };
    case "loses":
      return { bet, stake, verdict: "lost", back };
    default:
      return unreachable(verdict);
  }
};
