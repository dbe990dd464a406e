import type { Action, Choice } from "../choice.ts";
import type { Game } from "../game.ts";
import { emptyPools, poolsAfter } from "../pools.ts";
import type { Seeds } from "../seeds.ts";
import type { Command, Deed, PoolBalances, SessionState, SessionSetup } from "../session.ts";
import { legalFor, openSession, step, viewFor, type Step } from "../step.ts";
import type { Seat } from "../table.ts";
import { deepFreeze } from "./plain.ts";
import { testStart } from "./playout.ts";
import { prngSeeds } from "./seeds.ts";
import { testSetup, type SetupOverrides } from "./setup.ts";

/** One session under a test's hand. What is refused or faults leaves it as it was. */
export interface TestTable {
  readonly setup: SessionSetup;
  readonly state: SessionState;
  /** What the last command did; null when it was refused. */
  readonly deed: Deed | null;
  /** What is in the game's pools; a test may put in, or take out, what other tables would. */
  pools: PoolBalances;
  now: number;
  send(command: WithoutId<Command>): Step;
  act(seat: Seat, action: Action): Step;
  legal(seat: Seat): readonly Choice[];
  view(seat: Seat | null): unknown;
}

type WithoutId<C> = C extends Command ? Omit<C, "id"> : never;

export interface TestTableOptions {
  /** How many players join at once, from seat 0: player-0, player-1, … */
  readonly players?: number;
  readonly setup?: SetupOverrides;
  readonly seeds?: Seeds;
  /** What was paid into pools before, by name; nothing where it is not said. */
  readonly pools?: PoolBalances;
}

export const testTable = (
  game: Game,
  {
    players = game.seats.min,
    setup: overrides = {},
    seeds = prngSeeds(1),
    pools = {},
  }: TestTableOptions = {},
): TestTable => {
  const setup = deepFreeze(testSetup(game, overrides));
  const opened = openSession(game, setup, { session: "test", now: testStart, seeds });
  if (opened.kind !== "done")
    throw new Error(`the session does not open: ${JSON.stringify(opened)}`);
  let [state, deed, count]: [SessionState, Deed | null, number] = [
    deepFreeze(opened.state),
    opened.deed,
    0,
  ];
  const table: TestTable = {
    setup,
    now: testStart,
    pools: { ...emptyPools(game), ...pools },
    get state() {
      return state;
    },
    get deed() {
      return deed;
    },
    send(command) {
      const whole = deepFreeze({ ...command, id: `command-${++count}` });
      const { now, pools: before } = table;
      const result = step(game, setup, state, whole, {
        session: "test",
        now,
        seeds,
        pools: before,
      });
      deed = result.kind === "done" ? result.deed : null;
      if (result.kind !== "done") return result;
      state = deepFreeze(result.state);
      table.pools = poolsAfter(game, before, result.deed);
      return result;
    },
    act(seat, action) {
      return table.send({
        kind: "act",
        player: state.players[seat]?.id ?? `nobody in ${seat}`,
        action,
      });
    },
    legal: (seat) => legalFor(game, setup, state, seat),
    view: (seat) => viewFor(game, setup, state, seat),
  };
  for (let seat = 0; seat < players; seat++) {
    const joined = table.send({
      kind: "join",
      player: `player-${seat}`,
      name: `Player ${seat}`,
      seat,
      seed: `seed-${seat}`,
    });
    if (joined.kind !== "done")
      throw new Error(`player-${seat} cannot join: ${JSON.stringify(joined)}`);
  }
  return table;
};
