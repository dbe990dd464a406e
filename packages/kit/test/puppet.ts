import { z } from "zod";
import {
  choice,
  defineGame,
  unreachable,
  type Bank,
  type BankKind,
  type Game,
  type Limits,
  type Seat,
} from "../src/index.ts";

/** The pools of a puppet that has some; "other" is none. */
type Pool = "grand" | "minor" | "other";

/** What a test makes the puppet do within one command. */
export type Pull =
  | {
      readonly do: "take" | "give" | "refund";
      readonly amount: number;
      readonly seat?: Seat;
      readonly limits?: Limits;
    }
  | { readonly do: "rake"; readonly amount: number }
  | { readonly do: "contribute"; readonly amount: number; readonly pool?: Pool }
  | {
      readonly do: "pay-pool";
      readonly amount: number | "all";
      readonly seat?: Seat;
      readonly pool?: Pool;
    }
  | { readonly do: "look"; readonly pool?: Pool }
  | { readonly do: "stake"; readonly amount: number; readonly seat?: Seat }
  | { readonly do: "draw"; readonly bound: number }
  | { readonly do: "timer"; readonly ms: number }
  | { readonly do: "emit"; readonly to?: readonly Seat[] }
  | { readonly do: "finish-game"; readonly places: readonly (readonly Seat[])[] }
  | { readonly do: "stop-timer" | "finish-round" | "refuse" | "throw" };

export interface PuppetState {
  drawn: number[];
  stakes: number[];
  expired: string[];
  meters: number[];
}

interface PuppetOptions {
  readonly bank?: BankKind;
  /** What it does at its other hooks; without `leave` the game has no such hook. */
  readonly start?: readonly Pull[];
  readonly join?: readonly Pull[];
  readonly leave?: readonly Pull[];
  readonly timeout?: readonly Pull[];
  readonly withoutStakes?: boolean;
  /** The seed of its pool `grand`; it has pools only where this is given. `minor` has none. */
  readonly seed?: number;
}

const noPulls: Pull[] = [];

type PoolPull = Extract<Pull, { readonly do: "look" | "contribute" | "pay-pool" }>;
const pullPool = (state: PuppetState, pull: PoolPull, own: Seat, bank: Bank): void => {
  const pool = pull.pool ?? "grand";
  switch (pull.do) {
    case "look":
      state.meters.push(bank.pool(pool));
      break;
    case "contribute":
      bank.contribute(pool, pull.amount);
      break;
    case "pay-pool": {
      const amount = pull.amount === "all" ? bank.pool(pool) : pull.amount;
      bank.payPool(pull.seat ?? own, pool, amount, "bet");
      break;
    }
    default:
      unreachable(pull);
  }
};

/** A game that does what the test says: with money, chance, timers and events, rightly or wrongly. */
export const puppet = (options: PuppetOptions = {}): Game => {
  const { bank = "house", withoutStakes = false } = options;
  const game = defineGame({
    id: "puppet",
    version: "1.0.0",
    title: "Puppet",
    summary: "Does what it is told.",
    bank,
    seats: { min: 2, max: 3 },
    config: z.object({}),
    // Tests write pulls with the compiler's help, so here they are taken as they come.
    actions: { pull: z.object({ strings: z.array(z.custom<Pull>()) }) },
    events: { drawn: z.object({ all: z.custom<readonly number[]>(Array.isArray) }) },
    bets: { bet: { title: "Bet" } },
    refusals: { no_strings: "No." },
    setup: ({ seatCount }): PuppetState => ({
      drawn: [],
      stakes: Array.from({ length: seatCount }, () => 0),
      expired: [],
      meters: [],
    }),
    act: {
      pull(state, { strings }, own, table) {
        for (const pull of strings) {
          switch (pull.do) {
            case "take": {
              const taken = table.bank.take(pull.seat ?? own, pull.amount, "bet", pull.limits);
              if (taken) return taken;
              break;
            }
            case "give":
            case "refund":
              table.bank[pull.do](pull.seat ?? own, pull.amount, "bet");
              break;
            case "rake":
              table.bank.rake(pull.amount, "bet");
              break;
            case "look":
            case "contribute":
            case "pay-pool":
              pullPool(state, pull, own, table.bank);
              break;
            case "stake":
              state.stakes[pull.seat ?? own] = pull.amount;
              break;
            case "draw":
              state.drawn.push(table.random.int(pull.bound));
              break;
            case "timer":
              table.startTimer("clock", pull.ms, own);
              break;
            case "stop-timer":
              table.stopTimer("clock");
              break;
            case "emit":
              table.emit("drawn", { all: state.drawn }, pull.to);
              break;
            case "finish-round":
              table.finishRound();
              break;
            case "finish-game":
              table.finishGame({ places: pull.places });
              break;
            case "refuse":
              return table.refuse("no_strings", "as told");
            case "throw":
              throw new Error("as told");
          }
        }
        return undefined;
      },
    },
    legal: () => [choice("pull", { strings: [noPulls] })],
    view: (state, seat, { seats }) => ({ seat, seats, drawn: state.drawn.length }),
    stakes: ({ stakes }) => stakes.map((amount, seat) => ({ seat, amount, bet: "bet" })),
  });
  const erased: Game = { ...game };
  if (options.seed !== undefined) {
    const pools = {
      grand: { title: "Grand", seed: options.seed },
      minor: { title: "Minor", seed: 0 },
    };
    (erased as { pools?: Game["pools"] }).pools = pools; // a fresh copy, so it may be written to
  }
  if (withoutStakes) delete (erased as { stakes?: unknown }).stakes; // a fresh copy, so it may be written to
  const hook = (pulls: readonly Pull[]) => (state: unknown, seat: Seat, table: never) =>
    erased.act["pull"]?.(state, { strings: pulls }, seat, table);
  return {
    ...erased,
    ...(options.join ? { join: hook(options.join) } : {}),
    ...(options.leave ? { leave: hook(options.leave) } : {}),
    ...(options.start
      ? { start: (state: unknown, table: never) => void hook(options.start ?? [])(state, 0, table) }
      : {}),
    timeout(state, timer, table) {
      // The puppet's own state, made by its setup.
      (state as PuppetState).expired.push(`${timer.name} of ${timer.seat}`);
      erased.act["pull"]?.(state, { strings: options.timeout ?? [] }, timer.seat ?? 0, table);
    },
  };
};

export const pull = (...strings: readonly Pull[]) => ({ type: "pull", strings });
