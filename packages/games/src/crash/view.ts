import type { Seat } from "@parlor/kit";
import { worthOf } from "./flight.ts";
import { stakeOf, type State } from "./state.ts";

const betOf = (state: State, seat: Seat) => {
  const [stake, out] = [stakeOf(state, seat), state.outs[seat] ?? 0];
  return {
    seat,
    stake,
    /** Where it is cashed out by itself at the latest, in hundredths. */
    target: state.targets[seat] ?? 0,
    /** Where it was cashed out, in hundredths; null: not. */
    out: out === 0 ? null : out,
    paid: out === 0 ? 0 : worthOf(stake, out),
  };
};

/** What anybody sees: all but the point of a flight that is still in the air. */
export const viewOf = (state: State, seat: Seat | null) => ({
  phase: state.phase,
  /** Where the flight crashed, in hundredths (0: it never took off); null until it has. */
  point: state.phase === "crashed" ? state.point : null,
  bettors: state.bettors,
  staked: state.staked,
  cashedOut: state.cashedOut,
  paid: state.paid,
  /** The largest bets of the round, the largest first. */
  bets: state.board.map((one) => betOf(state, one)),
  own: seat === null || stakeOf(state, seat) === 0 ? null : betOf(state, seat),
  /** The last crash points, the newest last. */
  history: [...state.history],
});
