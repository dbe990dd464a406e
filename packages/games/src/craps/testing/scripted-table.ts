import { assert, openSession, step } from "@parlor/kit";
import type {
  Action,
  Command,
  Deed,
  Limits,
  Seeds,
  SessionSetup,
  SessionState,
  Step,
} from "@parlor/kit";
import type { Spot } from "../bet-ids.ts";
import { config, type Config } from "../config.ts";
import { craps } from "../game.ts";
import type { State } from "../state.ts";

export interface TableOptions {
  readonly config?: Partial<Config>;
  readonly limits?: Limits;
  readonly players?: number;
  readonly liabilityMax?: number;
  /** Where the dice come from when they are not scripted. */
  readonly draw?: (bound: number) => number;
}

const player = (seat: number) => `p${seat}`;

const stateOf = (result: Step): SessionState => {
  if (result.kind === "fault") throw result.fault;
  if (result.kind === "refused") throw new Error(`refused: ${result.refusal.refused}`);
  return result.state;
};

/** A table for tests: players p0, p1, … in seats 0, 1, …, whose dice fall as the test says. */
export const scriptedTable = (options: TableOptions = {}) => {
  const dice: number[] = [];
  const draw =
    options.draw ??
    (() => {
      const face = dice.shift();
      assert(face !== undefined, "the script has no dice for this roll");
      return face - 1;
    });
  const seeds: Seeds = {
    seed: (round) => `seed ${round}`,
    commitment: (round) => `commitment ${round}`,
    draws: (_stream, used) => ({ draw, wordsUsed: () => used }),
  };
  const setup: SessionSetup = {
    game: { id: craps.id, version: craps.version },
    config: config.parse(options.config ?? {}),
    limits: options.limits ?? { min: 100, max: 1_000_000 },
    currency: "PLAY/0",
    seatCount: 8,
    seatsMin: 1,
    autoStart: true,
    liabilityMax: options.liabilityMax ?? 1_000_000_000,
    host: "p0",
    title: "Craps",
  };
  let now = 0;
  let commands = 0;
  const balances = new Map<string, number>();
  const context = () => ({ session: "s", now, seeds });
  let state = stateOf(openSession(craps, setup, context()));
  let last: Deed = { events: [], transfers: [], draws: [] };

  /** Does the command, or throws; a refusal comes back as its code. */
  const run = (command: Command): string => {
    const result = step(craps, setup, state, command, context());
    if (result.kind === "refused") return result.refusal.refused;
    state = stateOf(result);
    if (result.kind !== "done") return "";
    last = result.deed;
    for (const { debit, credit, amount } of last.transfers) {
      balances.set(debit, (balances.get(debit) ?? 0) - amount);
      balances.set(credit, (balances.get(credit) ?? 0) + amount);
    }
    return "";
  };
  const id = () => `c${(commands += 1)}`;
  /** Comes back to this moment as often as it is called: every roll from one situation. */
  const checkpoint = () => {
    const [savedState, savedNow, saved] = [state, now, [...balances]];
    return () => {
      [state, now] = [savedState, savedNow];
      balances.clear();
      for (const [account, balance] of saved) balances.set(account, balance);
    };
  };
  const act = (seat: number, action: Action) =>
    run({ kind: "act", id: id(), player: player(seat), action });
  const game = () => state.game as State; // what this game's setup made
  const withDice = (first: number, second: number, command: Command) => {
    dice.splice(0, dice.length, first, second);
    return run(command);
  };
  const join = (seat: number) =>
    run({ kind: "join", id: id(), player: player(seat), name: "P", seat, seed: `s${seat}` });
  for (let seat = 0; seat < (options.players ?? 1); seat++) join(seat);
  return {
    setup,
    checkpoint,
    act,
    join,
    game,
    session: () => state,
    events: () => last.events,
    /** The types of the last command's events. */
    told: () => last.events.map(({ type }) => type),
    transfers: () => last.transfers,
    timer: () => state.timers["roll"],
    balance: (account: string) => balances.get(account) ?? 0,
    cash: (seat = 0) => balances.get(`player:${player(seat)}`) ?? 0,
    /** What the seat has won or lost so far, its open stakes counted as its own. */
    net: (seat = 0) => (balances.get(`player:${player(seat)}`) ?? 0) + (state.open[seat] ?? 0),
    leave: (seat: number) => run({ kind: "leave", id: id(), player: player(seat) }),
    end: () => run({ kind: "void", id: id(), by: "server", detail: "a test" }),
    bet: (bet: Spot, amount: number, seat = 0) => act(seat, { type: "bet", bet, amount }),
    takeDown: (bet: Spot, seat = 0) => act(seat, { type: "take-down", bet }),
    call: (bet: Spot, call: string, seat = 0) => act(seat, { type: "working", bet, call }),
    /** The shooter rolls these dice. */
    roll: (first: number, second: number, seat = game().shooter ?? 0) => {
      const action = { type: "roll" };
      return withDice(first, second, { kind: "act", id: id(), player: player(seat), action });
    },
    /** Time goes on until the clock runs out; the dice are for when the house rolls. */
    timeUp: (first = 1, second = 2) => {
      now = state.timers["roll"]?.dueAt ?? now;
      return withDice(first, second, { kind: "timeout", id: id(), timer: "roll" });
    },
    /** The bets of a seat as "spot amount", for comparing. */
    up: (seat = 0) => (game().bets[seat] ?? []).map(({ bet, amount }) => `${bet} ${amount}`),
  };
};

export type ScriptedTable = ReturnType<typeof scriptedTable>;
