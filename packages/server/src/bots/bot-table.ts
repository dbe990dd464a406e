import {
  allows,
  isTransient,
  randomFrom,
  sampleChoice,
  seatsTaken,
  seededDraws,
  type Action,
  type Choice,
  type Command,
  type Seat,
} from "@parlor/kit";
import { botActsInARowMax, botAttemptsMax, botRetryMs } from "../limits.ts";
import type { Clock } from "../ports/clock.ts";
import type { Engine } from "../ports/engine.ts";
import type { Entropy } from "../ports/entropy.ts";
import type { Log } from "../ports/log.ts";
import type { Thinker } from "../ports/thinker.ts";
import type { Outcome, Standing } from "../sessions/contract.ts";
import { botNameOf } from "./bot-id.ts";
import { thinkTaskOf, timersOf } from "./think-task.ts";

/** What the bots of a table need of the platform. */
export interface BotTableDesk {
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly log: Log;
  readonly thinker: Thinker;
  /** No bot acts sooner than this after what happened before, so that people can follow. */
  readonly delayMs: number;
  isWatched(session: string): boolean;
  submit(session: string, command: Command): Promise<Outcome>;
}

/** A bot that has something to do. */
interface Turn {
  readonly seat: Seat;
  readonly player: string;
  readonly view: unknown;
  readonly legal: readonly Choice[];
  readonly mayWait: boolean;
}

/**
 * The bots of one session. They think one after the other, and act by the same commands as anybody; what is kept here
 * is only what has been tried since the last entry, and may be lost at any time.
 */
export class BotTable {
  readonly #desk: BotTableDesk;
  readonly #engine: Engine;
  #standing: Standing;
  #heardAt: number;
  #working: Promise<void> | undefined;
  #stopped = false;
  #callOff: (() => void) | undefined;
  #wake: (() => void) | undefined;
  /** The seats whose bots let the table go on as it stands. */
  readonly #waited = new Set<Seat>();
  /** All wait for each other, so that one has to begin. */
  #forced = false;
  #attempts = 0;
  /** Who acted last, and how often in a row. */
  #row: { readonly seat: Seat | null; readonly count: number } = { seat: null, count: 0 };

  constructor(desk: BotTableDesk, engine: Engine, standing: Standing) {
    this.#desk = desk;
    this.#engine = engine;
    this.#standing = standing;
    this.#heardAt = desk.clock.now();
  }

  /** The session has come to another entry, or is there again. */
  hear(standing: Standing, actor: Seat | null = null): void {
    const isSame = actor !== null && actor === this.#row.seat;
    this.#row = { seat: actor, count: isSame ? this.#row.count + 1 : 1 };
    this.#standing = standing;
    this.#heardAt = this.#desk.clock.now();
    this.#beginAnew();
    this.#work();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#callOff?.();
    this.#wake?.();
    await this.#working;
  }

  #work(): void {
    if (this.#working || this.#stopped) return;
    this.#working = this.#run();
  }

  async #run(): Promise<void> {
    try {
      for (;;) {
        const { seq } = this.#standing;
        const goesOn = await this.#step();
        if (this.#stopped || (!goesOn && seq === this.#standing.seq)) return;
      }
    } finally {
      // In the same moment as the last look at the table: what happens after it is worked on anew.
      this.#working = undefined;
    }
  }

  #beginAnew(): void {
    this.#waited.clear();
    this.#forced = false;
    this.#attempts = 0;
  }

  /** One bot's turn; false when there is nothing to do before something happens. */
  async #step(): Promise<boolean> {
    const standing = this.#standing;
    if (standing.state.phase.status !== "in_progress") return false;
    if (this.#isDeserted(standing)) return this.#getUp(standing);
    const turn = this.#nextTurn(standing);
    if (turn === null) return false;
    const action = await this.#thought(standing, turn);
    if (this.#stopped) return false;
    if (action === null) {
      // While it thought, it may have become its turn: it waits for what it was asked about, and is asked again.
      if (this.#standing === standing) this.#waited.add(turn.seat);
      return true;
    }
    await this.#delay();
    if (this.#stopped) return false;
    // While it thought, the table may have gone on: then what it chose may still be right.
    const isSame = this.#standing === standing;
    const now = isSame ? turn : this.#turnOf(this.#standing, turn.seat);
    const isLegal =
      now?.player === turn.player && now.legal.some((choice) => allows(choice, action));
    if (isLegal) return this.#act(turn, action);
    if (isSame) this.#failed(turn, "invalid_action");
    return true;
  }

  async #act({ seat, player }: Turn, action: Action): Promise<boolean> {
    const standing = this.#standing;
    const { id, seq } = standing;
    const command = `bot:act:${seat}:${seq}:${this.#attempts}`;
    const outcome = await this.#desk.submit(id, { kind: "act", id: command, player, action });
    // Refused because the table had gone on before: nothing is wrong with what it chose.
    if (outcome.kind === "done" || this.#standing !== standing) return true;
    const { refused } = outcome.refusal;
    // Who cannot even pay for the least gets up.
    if (refused === "insufficient_funds" && this.#attempts === botAttemptsMax - 1)
      await this.#desk.submit(id, { kind: "leave", id: `bot:leave:${seat}:${seq}`, player });
    this.#failed({ seat, player }, refused);
    return true;
  }

  /** It tries something else, and in the end lets the table be. */
  #failed({ seat, player }: Pick<Turn, "seat" | "player">, refused: string): void {
    this.#attempts += 1;
    if (this.#attempts < botAttemptsMax) return;
    const { id } = this.#standing;
    this.#desk.log.warn({ session: id, player, refused }, "a bot could not act");
    this.#waited.add(seat);
    this.#attempts = 0;
    if (isTransient(refused)) this.#tryLater();
  }

  #tryLater(): void {
    this.#callOff?.();
    this.#callOff = this.#desk.clock.after(botRetryMs, () => {
      this.#beginAnew();
      this.#work();
    });
  }

  /** What the bot chose; something legal where it failed, or what it chose before was refused. */
  async #thought(standing: Standing, turn: Turn): Promise<Action | null> {
    const { entropy, thinker, clock, log } = this.#desk;
    const seed = entropy.hex(16);
    const bot = botNameOf(turn.player) ?? "";
    if (this.#attempts > 0) return anyLegal(turn.legal, seed);
    try {
      const question = { ...turn, standing, engine: this.#engine, bot, now: clock.now(), seed };
      return await thinker.think(thinkTaskOf(question));
    } catch (error) {
      if (!this.#stopped)
        log.warn({ session: standing.id, bot, error: String(error) }, "a bot could not think");
      return anyLegal(turn.legal, seed);
    }
  }

  async #delay(): Promise<void> {
    const ms = this.#heardAt + this.#desk.delayMs - this.#desk.clock.now();
    if (ms <= 0) return;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      this.#callOff?.();
      this.#callOff = this.#desk.clock.after(ms, resolve);
    });
  }

  #nextTurn(standing: Standing): Turn | null {
    const turns = seatsTaken(standing.state).flatMap((seat) => this.#turnOf(standing, seat) ?? []);
    const bots = turns.filter(({ player }) => botNameOf(player) !== null);
    const isTired = (seat: Seat): boolean =>
      seat === this.#row.seat && this.#row.count >= botActsInARowMax && turns.length > 1;
    const [next] = bots.filter(({ seat }) => !this.#waited.has(seat) && !isTired(seat));
    const isClocked = (seat: Seat): boolean =>
      timersOf(standing).some((timer) => timer.seat !== seat);
    if (next) {
      const mayWait = !this.#forced && (turns.length > 1 || isClocked(next.seat));
      return { ...next, mayWait };
    }
    const [first] = bots;
    // Nobody but bots can go on, and each waits for the other.
    if (!first || this.#forced || turns.length > bots.length || isClocked(first.seat)) return null;
    this.#forced = true;
    return { ...first, mayWait: false };
  }

  #turnOf({ setup, state, id }: Standing, seat: Seat): Turn | null {
    const player = state.players[seat];
    if (!player || state.phase.status !== "in_progress") return null;
    try {
      const { view, legal } = this.#engine.look(setup, state, seat);
      return legal.length > 0 ? { seat, player: player.id, view, legal, mayWait: false } : null;
    } catch (error) {
      this.#desk.log.warn({ session: id, error: String(error) }, "a bot could not see its table");
      return null;
    }
  }

  /** Where nobody plays and nobody looks on, bots do not pass money to and fro for ever. */
  #isDeserted({ id, state }: Standing): boolean {
    const hasPeople = state.players.some((one) => one && botNameOf(one.id) === null);
    return !hasPeople && this.#engine.game.bank !== "none" && !this.#desk.isWatched(id);
  }

  async #getUp({ id, seq, state }: Standing): Promise<boolean> {
    for (const [seat, player] of state.players.entries()) {
      if (!player) continue;
      const command = { kind: "leave", id: `bot:leave:${seat}:${seq}`, player: player.id } as const;
      await this.#desk.submit(id, command);
    }
    return false;
  }
}

/** Anything legal, with the least amounts: they may have been too much. */
const anyLegal = (legal: readonly Choice[], seed: string): Action => {
  const random = randomFrom(seededDraws(seed));
  const { type, fields } = random.pick(legal);
  const least = Object.entries(fields).map(([field, domain]): [string, readonly unknown[]] => [
    field,
    "min" in domain ? [domain.min] : domain,
  ]);
  return sampleChoice({ type, fields: Object.fromEntries(least) }, random);
};
