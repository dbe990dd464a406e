import { assert, deck, openSession, step } from "@parlor/kit";
import type {
  Action,
  Card,
  Command,
  Deed,
  Limits,
  Seeds,
  SessionSetup,
  SessionState,
  Step,
} from "@parlor/kit";
import { config, type Config } from "../config.ts";
import { blackjack } from "../game.ts";
import type { State } from "../state.ts";

export interface TableOptions {
  readonly config?: Partial<Config>;
  readonly limits?: Limits;
  readonly players?: number;
  /** Where cards come from when they are not scripted. */
  readonly draw?: (bound: number) => number;
}

const player = (seat: number) => `p${seat}`;

const stateOf = (result: Step): SessionState => {
  if (result.kind === "fault") throw result.fault;
  if (result.kind === "refused") throw new Error(`refused: ${result.refusal.refused}`);
  return result.state;
};

/** "As Td" as cards. */
export const cardsOf = (text: string): Card[] =>
  text.split(" ").map((word) => {
    const card = deck.find((one) => one === word);
    assert(card !== undefined, `no card: ${word}`);
    return card;
  });

/** A table for tests: players p0, p1, … in seats 0, 1, …, whose cards come as the test says; the shoe is infinite unless it says otherwise. */
export const scriptedTable = (options: TableOptions = {}) => {
  const script: Card[] = [];
  const draw = (bound: number): number => {
    if (options.draw) return options.draw(bound);
    const card = script.shift();
    assert(card !== undefined, "the script has no more cards");
    const counts = game().shoe.counts;
    const nth = counts.slice(0, deck.indexOf(card)).reduce((sum, count) => sum + count, 0);
    assert(nth < bound, `there is no ${card} left`);
    return nth;
  };
  const seeds: Seeds = {
    seed: (round) => `seed ${round}`,
    commitment: (round) => `commitment ${round}`,
    // Each draw of a command is told apart from those before it in the same command.
    draws: (_stream, used) => ({ draw: scriptedDraw, wordsUsed: () => used }),
  };
  const setup: SessionSetup = {
    game: { id: blackjack.id, version: blackjack.version },
    config: config.parse({ decks: "infinite", ...options.config }),
    limits: options.limits ?? { min: 100, max: 100_000 },
    currency: "PLAY/0",
    seatCount: 7,
    seatsMin: 1,
    autoStart: true,
    liabilityMax: 1_000_000_000,
    host: "p0",
    title: "Blackjack",
  };
  let now = 0;
  let commands = 0;
  const cash = new Map<string, number>();
  const context = () => ({ session: "s", now, seeds });
  const scriptedDraw = (bound: number): number => draw(bound);
  let state = stateOf(openSession(blackjack, setup, context()));
  let last: Deed = { events: [], transfers: [], draws: [] };
  const game = () => state.game as State; // what this game's setup made

  /** Does the command, or throws; a refusal comes back as its code, and "" means that it is done. */
  const run = (command: Command): string => {
    const result = step(blackjack, setup, state, command, context());
    if (result.kind === "refused") return result.refusal.refused;
    state = stateOf(result);
    if (result.kind !== "done") return "";
    last = result.deed;
    for (const { debit, credit, amount } of last.transfers) {
      cash.set(debit, (cash.get(debit) ?? 0) - amount);
      cash.set(credit, (cash.get(credit) ?? 0) + amount);
    }
    return "";
  };
  const id = () => `c${(commands += 1)}`;
  const act = (seat: number, action: Action) =>
    run({ kind: "act", id: id(), player: player(seat), action });
  const join = (seat: number) =>
    run({ kind: "join", id: id(), player: player(seat), name: "P", seat, seed: `s${seat}` });
  for (let seat = 0; seat < (options.players ?? 1); seat++) join(seat);
  const bet = (amount: number, seat = 0, which = "main") =>
    act(seat, { type: "bet", bet: which, amount });
  const say = (type: string, seat = 0) => act(seat, { type });
  /** The next cards that are drawn. */
  const comes = (text: string) => script.push(...cardsOf(text));
  return {
    setup,
    act,
    join,
    game,
    bet,
    say,
    comes,
    /** Seat 0 bets 100 alone and is dealt these: its two cards around the dealer's open one, and what comes next. */
    deal: (text: string, stake = 100) => {
      comes(text);
      const placed = bet(stake);
      return placed === "" ? say("deal") : placed;
    },
    leave: (seat: number) => run({ kind: "leave", id: id(), player: player(seat) }),
    end: () => run({ kind: "void", id: id(), by: "server", detail: "a test" }),
    session: () => state,
    left: () => script.length,
    events: () => last.events,
    told: () => last.events.map(({ type }) => type),
    clock: () => state.timers["clock"],
    timeUp: () => {
      now = state.timers["clock"]?.dueAt ?? now;
      return run({ kind: "timeout", id: id(), timer: "clock" });
    },
    /** What the seat has won or lost so far, its open stakes counted as its own. */
    net: (seat = 0) => (cash.get(`player:${player(seat)}`) ?? 0) + (state.open[seat] ?? 0),
    /** Of all accounts together; money is neither made nor lost. */
    total: () => [...cash.values()].reduce((sum, one) => sum + one, 0),
    open: (seat = 0) => state.open[seat] ?? 0,
    hands: (seat = 0) => game().places[seat]?.hands ?? [],
    legal: (seat = 0) => {
      const table = { ...readTable(), running: true };
      return blackjack.legal(state.game, seat, table);
    },
    view: (seat: number | null = 0) => blackjack.view(state.game, seat, readTable()),
  };

  function readTable() {
    const seats = state.players.flatMap((one, seat) => (one ? [seat] : []));
    return {
      config: setup.config,
      limits: setup.limits,
      currency: setup.currency,
      seats,
      seatCount: 7,
      running: true,
    };
  }
};

export type ScriptedTable = ReturnType<typeof scriptedTable>;
