import type { Seat } from "@parlor/kit";
import { scriptedSession, type ScriptedSessionOptions } from "@parlor/kit/testing";
import type { Config } from "../config.ts";
import type { Events } from "../events.ts";
import { roulette } from "../game.ts";
import { pocketNames } from "../pockets.ts";
import type { State } from "../state.ts";

/** A table for tests whose ball falls where the test says. */
export const scriptedWheel = (
  options: Omit<ScriptedSessionOptions, "config"> & { readonly config?: Partial<Config> } = {},
) => {
  const session = scriptedSession(roulette, options);
  const { act } = session;
  return {
    ...session,
    game: () => session.table.state.game as State, // what this game's setup made
    bet: (bet: string, amount: number, seat: Seat = 0) => act(seat, { type: "bet", bet, amount }),
    neighbours: (number: string, each: number, amount: number, seat: Seat = 0) =>
      act(seat, { type: "bet", bet: "neighbours", number, each, amount }),
    takeBack: (place: string, seat: Seat = 0) => act(seat, { type: "take-back", place }),
    clear: (seat: Seat = 0) => act(seat, { type: "clear" }),
    repeat: (seat: Seat = 0) => act(seat, { type: "repeat" }),
    call: (seat: Seat = 0) => act(seat, { type: "spin" }),
    /** The seat calls, and if that spins the wheel it comes to this pocket. */
    spin: (pocket: string, seat: Seat = 0) => {
      session.willDraw(pocketNames.indexOf(pocket));
      return act(seat, { type: "spin" });
    },
    /** What lies on the layout for a seat, as "place stake". */
    up: (seat: Seat = 0) =>
      (session.table.state.game as State).bets
        .filter((one) => one.seat === seat)
        .map(({ place, stake }) => `${place} ${stake}`),
    imprisoned: (seat: Seat = 0) =>
      (session.table.state.game as State).prison
        .filter((one) => one.seat === seat)
        .map(({ place, stake }) => `${place} ${stake}`),
    /** What the last command moved, as "bet amount". */
    transfersOf: () =>
      (session.table.deed?.transfers ?? []).map(({ bet, amount }) => `${bet} ${amount}`),
    settled: () => session.told("settled") as readonly Events["settled"][],
  };
};
