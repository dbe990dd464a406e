import { amount, choice, defineGame, type Seat } from "@parlor/kit";
import { z } from "zod";
import { readMachine } from "./check-machine.ts";
import { configOf, edgeOf, type Config } from "./config.ts";
import { events } from "./events.ts";
import type { MachineData } from "./machine.ts";
import { freeSpin, paidSpin } from "./play.ts";
import { gearOf, type Gear } from "./reels.ts";
import type { RefusalCode, SlotTable, State } from "./state.ts";
import { viewOf } from "./view.ts";

const refusals: Readonly<Record<RefusalCode, string>> = {
  free_spins_first: "The free spins have to be played first.",
  no_free_spins: "There are no free spins to play.",
  unknown_bet: "This machine has no such bet.",
};

const betSpecs = ({ bets, machine }: Gear) =>
  Object.fromEntries(
    bets.map(({ id, title }) => [
      id,
      {
        title,
        edge: (config: Config) => edgeOf(machine, config),
        pays: "by the pay table",
      },
    ]),
  );

/** A slot machine out of its data. */
export const slotMachine = (data: MachineData) => {
  const machine = readMachine(data);
  const gear = gearOf(machine);
  const { jackpot } = machine;
  const betIds = gear.bets.map(({ id }) => id);
  // What was awarded is played at once: nobody loses free spins by leaving or forgetting them.
  const playOut = (state: State, seat: Seat, table: SlotTable): void => {
    while (state.feature !== null) freeSpin(gear, state, state.feature, seat, table);
  };
  return defineGame({
    id: machine.id,
    version: machine.version,
    title: machine.title,
    summary: machine.summary,
    bank: "house",
    seats: { min: 1, max: 1 },
    config: configOf(machine),
    actions: {
      spin: z.object({ bet: z.string(), stake: amount }),
      "free-spin": z.object({}),
    },
    events,
    bets: betSpecs(gear),
    ...(jackpot && {
      pools: {
        jackpot: {
          title: jackpot.title,
          seed: ({ jackpot: terms }: Config) => terms?.seed ?? jackpot.seed,
        },
      },
    }),
    refusals,

    setup: (): State => ({
      last: null,
      feature: null,
      won: null,
      meter: null,
      jackpot: 0,
      owed: 0,
    }),
    start(state, table) {
      if (table.config.jackpot !== undefined) state.meter = table.bank.pool("jackpot");
    },
    leave: playOut,
    timeout: (state, { seat }, table) => playOut(state, seat ?? 0, table),
    act: {
      spin(state, { bet: id, stake }, seat, table) {
        if (state.feature !== null) return table.refuse("free_spins_first");
        const bet = gear.bets.find((one) => one.id === id);
        if (bet === undefined) return table.refuse("unknown_bet");
        const taken = table.bank.take(seat, stake, id);
        if (taken) return taken;
        paidSpin(gear, state, { bet, stake, seat }, table);
      },
      "free-spin"(state, _action, seat, table) {
        if (state.feature === null) return table.refuse("no_free_spins");
        freeSpin(gear, state, state.feature, seat, table);
      },
    },
    legal: (state, _seat, { limits: stake }) =>
      state.feature === null ? [choice("spin", { bet: betIds, stake })] : [choice("free-spin")],
    view: (state) => viewOf(gear, state),
    stakes: ({ feature }) =>
      feature === null ? [] : [{ seat: 0, bet: feature.bet, amount: feature.stake }],
  });
};
