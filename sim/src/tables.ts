import type { Random } from "@parlor/kit";
import type { Checker } from "./check/checker.ts";
import type { Fleet } from "./fleet.ts";
import { configOf, type Temper } from "./temper.ts";

export interface TablesWorld {
  readonly random: Random;
  readonly fleet: Fleet;
  readonly checker: Checker;
  readonly temper: Temper;
  /** Whoever may open a table. */
  readonly hosts: readonly { readonly id: string }[];
}

/** What is done to tables by those who do not play at them. */
export class Tables {
  readonly #world: TablesWorld;
  #orders = 0;

  constructor(world: TablesWorld) {
    this.#world = world;
  }

  open(): string {
    const { random, fleet, checker, temper, hosts } = this.#world;
    const node = fleet.any();
    if (!node?.platform || checker.running.length >= temper.sessionsMax)
      return "nobody opens a table";
    const game = random.pick(temper.games);
    const config = configOf(game, random);
    const host = random.pick(hosts).id;
    void node.open({ game: game.id, config }, host);
    return `${host} opens ${game.id} at node ${node.name}`;
  }

  /** The operator ends or pauses something, open bets or not. */
  operate(): string {
    const { random, fleet, checker } = this.#world;
    const { running } = checker;
    const node = fleet.any();
    if (!node?.platform || running.length === 0) return "the operator has nothing to do";
    const { id } = random.pick(running);
    const kind = random.pick(["pause", "resume", "resume", "resume", "end"] as const);
    const command = { kind, id: `operator-${++this.#orders}`, by: "operator" } as const;
    void node.platform.sessions.submit(
      id,
      kind === "end" ? { ...command, kind, reason: "admin" } : { ...command, kind },
    );
    return `the operator asks ${id} to ${kind} at node ${node.name}`;
  }

  /** Somebody wants a bot at a table, or does not want it any more. What bots choose is not seen, so they may have no secrets. */
  seatBot(): string {
    const { random, fleet, checker } = this.#world;
    const node = fleet.any();
    const tables = checker.running.filter(({ game }) => game.id !== "sealed-cards");
    if (!node?.platform || tables.length === 0) return "nobody wants a bot";
    const { id, state } = random.pick(tables);
    const seat = state?.players.findIndex((player) => player?.id.startsWith("bot:")) ?? -1;
    if (seat >= 0) {
      void node.platform.bots.remove(id, seat).catch(brokenStore);
      return `a bot shall leave ${id}`;
    }
    void node.platform.bots.add(id, { bot: "random" }).catch(brokenStore);
    return `a bot shall play in ${id}`;
  }
}

/** Whoever wanted it is told that it did not work, and may try again. */
const brokenStore = (): void => undefined;
