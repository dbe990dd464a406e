import { amount, choice, copyJson, defineGame, type Seat, type Stake } from "@parlor/kit";
import { z } from "zod";
import { betIds } from "./bet-ids.ts";
import { bets } from "./bets.ts";
import { bettingChoices, leaveTable, placeBet, sayReady, takeBack } from "./betting.ts";
import { config } from "./config.ts";
import { startRound } from "./deal.ts";
import { events } from "./events.ts";
import { closeOffers, decline, insure, offersTo, surrenderEarly, takeEvenMoney } from "./offers.ts";
import { refusals } from "./refusals.ts";
import { redealHole } from "./shoe.ts";
import { newState, placeOf, type BlackjackReadTable, type State } from "./state.ts";
import { double, hit, split, stand, surrenderInTurn, turnChoices } from "./turns.ts";
import { viewOf } from "./view.ts";

const legal = (state: State, seat: Seat, table: BlackjackReadTable) => {
  switch (state.phase) {
    case "betting": {
      const { bets: open, canTakeBack, canDeal } = bettingChoices(state, seat, table);
      return [
        ...open.map(({ bet, amount: limits }) => choice("bet", { bet: [bet], amount: limits })),
        ...(canTakeBack ? [choice("take-back")] : []),
        ...(canDeal ? [choice("deal")] : []),
      ];
    }
    case "offers": {
      const { insuranceMax, evenMoney, surrender, some } = offersTo(
        state,
        placeOf(state, seat),
        table.config,
      );
      return [
        ...(some ? [choice("decline")] : []),
        ...(insuranceMax > 0 ? [choice("insure", { amount: { min: 1, max: insuranceMax } })] : []),
        ...(evenMoney ? [choice("even-money")] : []),
        ...(surrender ? [choice("surrender")] : []),
      ];
    }
    case "play":
      return turnChoices(state, seat, table).map((type) => choice(type));
  }
};

export const blackjack = defineGame({
  id: "blackjack",
  version: "1.0.0",
  title: "Blackjack",
  summary: "Closer to 21 than the dealer, with splits, doubles, insurance and two side bets.",
  bank: "house",
  seats: { min: 1, max: 7 },
  config,
  actions: {
    bet: z.object({ bet: z.enum(betIds), amount }),
    "take-back": z.object({}),
    deal: z.object({}),
    insure: z.object({ amount }),
    "even-money": z.object({}),
    decline: z.object({}),
    hit: z.object({}),
    stand: z.object({}),
    double: z.object({}),
    split: z.object({}),
    surrender: z.object({}),
  },
  events,
  bets,
  refusals,

  setup: (table): State => newState(table.seatCount, table.config),
  leave: leaveTable,
  timeout(state, _timer, table) {
    switch (state.phase) {
      case "betting":
        return startRound(state, table);
      case "offers":
        return closeOffers(state, table);
      case "play":
        stand(state, state.turnSeat, table, true);
    }
  },
  act: {
    bet: (state, { bet, amount: stake }, seat, table) => placeBet(state, seat, bet, stake, table),
    "take-back": (state, _action, seat, table) => takeBack(state, seat, table),
    deal: (state, _action, seat, table) => sayReady(state, seat, table),
    insure: (state, { amount: stake }, seat, table) => insure(state, seat, stake, table),
    "even-money": (state, _action, seat, table) => takeEvenMoney(state, seat, table),
    decline: (state, _action, seat, table) => decline(state, seat, table),
    hit: (state, _action, seat, table) => hit(state, seat, table),
    stand: (state, _action, seat, table) => stand(state, seat, table),
    double: (state, _action, seat, table) => double(state, seat, table),
    split: (state, _action, seat, table) => split(state, seat, table),
    surrender: (state, _action, seat, table) =>
      state.phase === "offers"
        ? surrenderEarly(state, seat, table)
        : surrenderInTurn(state, seat, table),
  },
  legal,
  view: (state, _seat, table) => viewOf(state, table),
  stakes(state) {
    // It is asked after every command, so it makes nothing but the list itself.
    const stakes: Stake[] = [];
    for (let seat = 0; seat < state.places.length; seat++) {
      const place = placeOf(state, seat);
      let main = place.main;
      for (const { status, stake } of place.hands) if (status !== "ended") main += stake;
      if (main > 0) stakes.push({ seat, bet: "main", amount: main });
      if (place.perfectPairs > 0)
        stakes.push({ seat, bet: "perfect-pairs", amount: place.perfectPairs });
      if (place.twentyOnePlusThree > 0)
        stakes.push({ seat, bet: "twenty-one-plus-three", amount: place.twentyOnePlusThree });
      if (place.insurance > 0) stakes.push({ seat, bet: "insurance", amount: place.insurance });
    }
    return stakes;
  },
  redeal(state, _seat, random) {
    const redealt = copyJson(state);
    if (redealt.hole !== null) redealHole(redealt, redealt.hole, random);
    return redealt;
  },
});
