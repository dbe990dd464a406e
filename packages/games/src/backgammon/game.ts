import { defineGame, type Seat } from "@parlor/kit";
import { z } from "zod";
import { lossFactor, other } from "./board.ts";
import { config } from "./config.ts";
import { mayBeaver, mayDouble } from "./cube.ts";
import { endGame, endMatch, losableBy } from "./ending.ts";
import { events, loss, step } from "./events.ts";
import { legalChoices } from "./legal.ts";
import { refusals } from "./refusals.ts";
import { actorOf, newState, type BackgammonTable, type Phase, type State } from "./state.ts";
import { passClock, playTurn, rollOpening, rollTurn } from "./turn.ts";
import { viewOf } from "./view.ts";

/** Says no unless it is for this seat to act, and in one of these phases. */
const refusalIn = (
  state: State,
  seat: Seat,
  table: BackgammonTable,
  ...kinds: readonly Phase["kind"][]
) => {
  if (actorOf(state) !== seat) return table.refuse("not_your_turn");
  if (!kinds.includes(state.phase.kind)) return table.refuse("not_now");
  return undefined;
};

const roll = (state: State, seat: Seat, table: BackgammonTable) => {
  const refusal = refusalIn(state, seat, table, "opening", "roll");
  if (refusal) return refusal;
  if (state.phase.kind === "opening") rollOpening(state, table);
  else rollTurn(state, table);
  passClock(state, seat, table);
  return undefined;
};

const take = (state: State, seat: Seat, table: BackgammonTable) => {
  const refusal = refusalIn(state, seat, table, "double", "beaver");
  if (refusal) return refusal;
  const { cube } = state;
  cube.value *= 2;
  if (state.phase.kind === "double") {
    cube.owner = seat;
    table.emit("double-taken", { seat, value: cube.value });
  } else table.emit("beaver-taken", { seat, value: cube.value });
  state.phase = { kind: "roll" };
  passClock(state, seat, table);
  return undefined;
};

export const backgammon = defineGame({
  id: "backgammon",
  version: "1.0.0",
  title: "Backgammon",
  summary:
    "Race fifteen checkers home by the dice, with a doubling cube, in a match or a single game.",
  bank: "none",
  seats: { min: 2, max: 2 },
  config,
  actions: {
    roll: z.object({}),
    move: z.object({ play: z.array(step).min(1).max(4) }),
    double: z.object({}),
    take: z.object({}),
    pass: z.object({}),
    beaver: z.object({}),
    resign: z.object({ loss }),
    accept: z.object({}),
    decline: z.object({}),
  },
  concessions: ["resign"],
  events,
  refusals,

  setup: (table): State => newState(table.config),
  start: (state, table) => passClock(state, null, table),
  leave(state, leaver, table) {
    if (table.running && state.phase.kind !== "over")
      endMatch(state, other(leaver), "forfeit", table);
  },
  timeout(state, { seat }, table) {
    if (seat === null || actorOf(state) !== seat) return;
    if (state.phase.kind === "opening") {
      rollOpening(state, table);
      passClock(state, null, table);
    } else endMatch(state, other(seat), "timeout", table);
  },
  act: {
    roll: (state, _none, seat, table) => roll(state, seat, table),
    move(state, { play }, seat, table) {
      const refusal = refusalIn(state, seat, table, "move");
      if (refusal || state.phase.kind !== "move") return refusal;
      if (!playTurn(state, state.phase.dice, play, table)) return table.refuse("illegal_play");
      passClock(state, seat, table);
      return undefined;
    },
    double(state, _none, seat, table) {
      const refusal = refusalIn(state, seat, table, "roll");
      if (refusal) return refusal;
      if (!mayDouble(state, seat, table.config)) return table.refuse("no_double");
      state.phase = { kind: "double" };
      table.emit("double-offered", { seat, value: state.cube.value * 2 });
      passClock(state, seat, table);
      return undefined;
    },
    take: (state, _none, seat, table) => take(state, seat, table),
    pass(state, _none, seat, table) {
      const refusal = refusalIn(state, seat, table, "double", "beaver");
      if (refusal) return refusal;
      table.emit("double-passed", { seat });
      endGame(state, other(seat), "pass", "single", table);
      passClock(state, seat, table);
      return undefined;
    },
    beaver(state, _none, seat, table) {
      const refusal = refusalIn(state, seat, table, "double");
      if (refusal) return refusal;
      if (!mayBeaver(state, table.config)) return table.refuse("no_beaver");
      // The double is taken with it: who passes the beaver loses the doubled game.
      state.cube = { value: state.cube.value * 2, owner: seat };
      state.phase = { kind: "beaver" };
      table.emit("beavered", { seat, value: state.cube.value * 2 });
      passClock(state, seat, table);
      return undefined;
    },
    resign(state, { loss: offered }, seat, table) {
      const refusal = refusalIn(state, seat, table, "roll", "move");
      if (refusal) return refusal;
      if (!losableBy(state, seat, table.config).includes(offered))
        return table.refuse("no_such_loss");
      const dice = state.phase.kind === "move" ? state.phase.dice : null;
      state.phase = { kind: "resignation", loss: offered, dice };
      table.emit("resignation-offered", { seat, loss: offered });
      passClock(state, seat, table);
      return undefined;
    },
    accept(state, _none, seat, table) {
      const refusal = refusalIn(state, seat, table, "resignation");
      if (refusal || state.phase.kind !== "resignation") return refusal;
      endGame(state, seat, "resignation", state.phase.loss, table);
      passClock(state, seat, table);
      return undefined;
    },
    decline(state, _none, seat, table) {
      const refusal = refusalIn(state, seat, table, "resignation");
      if (refusal || state.phase.kind !== "resignation") return refusal;
      const { dice, loss: declined } = state.phase;
      state.declined = lossFactor[declined];
      state.phase = dice ? { kind: "move", dice } : { kind: "roll" };
      table.emit("resignation-declined", { seat, loss: declined });
      passClock(state, seat, table);
      return undefined;
    },
  },
  legal: (state, seat, table) => legalChoices(state, seat, table),
  view: (state) => viewOf(state),
});
