import type { Seat } from "@parlor/kit";
import { pipCount } from "./board.ts";
import { isCrawfordGame } from "./cube.ts";
import { actorOf, type State } from "./state.ts";

/** The table as anybody sees it: all of backgammon is played in the open. */
export const viewOf = (state: State) => {
  const sideOf = (seat: 0 | 1) => ({
    /** As this seat counts the points: 0 is borne off, 25 the bar. */
    checkers: [...state.board[seat]],
    pips: pipCount(state.board[seat]),
    score: state.scores[seat],
    reserveMs: state.reserveMs[seat],
  });
  const sides: [ReturnType<typeof sideOf>, ReturnType<typeof sideOf>] = [sideOf(0), sideOf(1)];
  return {
    sides,
    mover: state.mover,
    /** Who has to act; null after the end. */
    actor: actorOf(state) satisfies Seat | null,
    phase: copied(state.phase),
    cube: { value: state.cube.value, owner: state.cube.owner },
    game: state.game,
    isCrawford: isCrawfordGame(state),
    last: state.last && { ...state.last },
  };
};

const copied = (phase: State["phase"]): State["phase"] => {
  switch (phase.kind) {
    case "move":
      return { ...phase, dice: [...phase.dice] };
    case "resignation":
      return { ...phase, dice: phase.dice && [...phase.dice] };
    case "opening":
    case "roll":
    case "double":
    case "beaver":
    case "over":
      return { ...phase };
  }
};
