import { assert } from "../assert.ts";
import type { Action } from "../choice.ts";
import type { Game } from "../game.ts";
import type { Limits } from "../money.ts";
import type { Seeds } from "../seeds.ts";
import type { Seat } from "../table.ts";
import { testTable } from "./test-table.ts";

export interface ScriptedSessionOptions {
  readonly config?: object;
  readonly limits?: Limits;
  readonly players?: number;
  readonly liabilityMax?: number;
  /** Where chance comes from when nothing is scripted. */
  readonly draw?: (bound: number) => number;
}

/** A session for tests, whose draws come as the test says; a refusal comes back as its code, "" is a yes. */
export const scriptedSession = (game: Game, options: ScriptedSessionOptions = {}) => {
  const script: number[] = [];
  const draw = (bound: number): number => {
    const next = script.shift() ?? options.draw?.(bound);
    assert(next !== undefined && next < bound, `the script has no draw below ${bound}`);
    return next;
  };
  const seeds: Seeds = {
    seed: (round) => `seed ${round}`,
    commitment: (round) => `commitment ${round}`,
    draws: (_stream, used) => ({ draw, wordsUsed: () => used }),
  };
  const { config = {}, limits = { min: 10, max: 1_000_000 }, players = 1 } = options;
  const { liabilityMax = 1_000_000_000_000 } = options;
  const setup = { config, limits, liabilityMax };
  const table = testTable(game, { players, setup, seeds });
  const balances = new Map<string, number>();
  const add = (account: string, amount: number) =>
    balances.set(account, (balances.get(account) ?? 0) + amount);

  const send = (command: Parameters<typeof table.send>[0]): string => {
    const result = table.send(command);
    if (result.kind === "fault") throw result.fault;
    if (result.kind === "refused") return result.refusal.refused;
    for (const { debit, credit, amount } of table.deed?.transfers ?? []) {
      add(debit, -amount);
      add(credit, amount);
    }
    return "";
  };
  const player = (seat: Seat): string => table.state.players[seat]?.id ?? `nobody in ${seat}`;
  return {
    table,
    /** Puts these draws before whatever comes. */
    willDraw: (...values: readonly number[]) => void script.push(...values),
    act: (seat: Seat, action: Action) => send({ kind: "act", player: player(seat), action }),
    join: (seat: Seat) =>
      send({ kind: "join", player: `player-${seat}`, name: "P", seat, seed: `s${seat}` }),
    leave: (seat: Seat) => send({ kind: "leave", player: player(seat) }),
    end: () => send({ kind: "void", by: "server", detail: "a test" }),
    pause: () => send({ kind: "pause", by: "operator" }),
    timer: () => Object.entries(table.state.timers)[0],
    /** Time goes on until the first timer runs out. */
    timeUp: () => {
      const [name, timer] = Object.entries(table.state.timers)[0] ?? [];
      assert(name !== undefined && timer !== undefined, "no timer runs");
      table.now = timer.dueAt;
      return send({ kind: "timeout", timer: name });
    },
    /** What the last command told, by type. */
    told: (type: string): readonly unknown[] =>
      (table.deed?.events ?? []).filter((event) => event.type === type).map(({ data }) => data),
    types: () => (table.deed?.events ?? []).map(({ type }) => type),
    cash: (seat: Seat) => balances.get(`player:player-${seat}`) ?? 0,
    /** What the seat is up by, its open stakes counted as its own. */
    net: (seat: Seat) =>
      (balances.get(`player:player-${seat}`) ?? 0) + (table.state.open[seat] ?? 0),
    total: () => [...balances.values()].reduce((sum, one) => sum + one, 0),
  };
};
