import { amount, choice, defineGame, type Game } from "@parlor/kit";
import { z } from "zod";

const failures = [
  "none",
  "throw",
  "promise",
  "garbage",
  "unknown-code",
  "state-no-json",
  "money",
  "timeout",
  "view",
  "view-no-json",
  "legal",
  "legal-garbage",
  "setup",
] as const;
/** What the game does wrong once its action `fail` was called. */
export type Failure = (typeof failures)[number];

interface Faulty {
  stakes: number[];
  failing: boolean;
  extra: unknown;
}

export interface FaultyOptions {
  readonly id?: string;
  readonly version?: string;
  /** While it answers true the game cannot even be set up: a probe fails. */
  readonly isDown?: () => boolean;
}

/**
 * A test's game that passes the conformance suite, and breaks its contract in the way that its
 * configuration names: at the action `fail` or, for what is asked between commands, after it.
 */
export const faulty = ({ id = "faulty", version = "1.0.0", isDown }: FaultyOptions = {}): Game =>
  defineGame({
    id,
    version,
    title: "Faulty",
    summary: "Breaks its contract when it is told to.",
    bank: "house",
    seats: { min: 1, max: 2 },
    config: z.object({ failure: z.enum(failures).default("none") }),
    actions: {
      bet: z.object({ stake: amount }),
      "take-down": z.object({}),
      fail: z.object({}),
    },
    bets: { any: { title: "Any" } },
    refusals: {
      bet_open: "Your stake stands.",
      nothing_open: "You have no stake on the table.",
      healthy: "It does not fail here.",
    },
    setup: ({ config, seatCount }): Faulty => {
      if (config.failure === "setup" || isDown?.()) throw new Error("no setup");
      return { stakes: Array.from({ length: seatCount }, () => 0), failing: false, extra: null };
    },
    act: {
      bet(state, { stake }, seat, table) {
        if (state.stakes[seat]) return table.refuse("bet_open");
        const taken = table.bank.take(seat, stake, "any");
        if (taken) return taken;
        state.stakes[seat] = stake;
      },
      "take-down"(state, _fields, seat, table) {
        const stake = state.stakes[seat] ?? 0;
        if (stake === 0) return table.refuse("nothing_open");
        table.bank.refund(seat, stake, "any");
        state.stakes[seat] = 0;
      },
      fail(state, _fields, seat, table) {
        const { failure } = table.config;
        if (failure === "none") return table.refuse("healthy");
        state.failing = true;
        table.startTimer("fail", 1_000);
        // What follows is what no author's compiler would let pass: the platform has to stand it.
        if (failure === "throw") throw new Error("as told");
        if (failure === "promise") return Promise.resolve() as never;
        if (failure === "garbage") return 42 as never;
        if (failure === "unknown-code") return { refused: "made_up" } as never;
        if (failure === "state-no-json") state.extra = new Map([[1, 2]]);
        if (failure === "money") table.bank.give(seat, -5, "any");
      },
    },
    leave(state, seat, table) {
      table.bank.refund(seat, state.stakes[seat] ?? 0, "any");
      state.stakes[seat] = 0;
    },
    timeout(_state, _timer, { config }) {
      if (config.failure === "timeout") throw new Error("as told");
    },
    legal: (state, seat, { config, limits }) => {
      if (state.failing && config.failure === "legal") throw new Error("as told");
      if (state.failing && config.failure === "legal-garbage") return "nothing" as never;
      return state.stakes[seat] ? [choice("take-down")] : [choice("bet", { stake: limits })];
    },
    view: ({ stakes, failing }, _seat, { config }): unknown => {
      if (failing && config.failure === "view") throw new Error("as told");
      if (failing && config.failure === "view-no-json") return { count: 1n };
      return { stakes };
    },
    stakes: ({ stakes }) => stakes.map((stake, seat) => ({ seat, amount: stake, bet: "any" })),
  });
