import {
  GameFault,
  isRefusal,
  type Posting,
  type Random,
  type Refusal,
  type Timers,
} from "@parlor/kit";
import { copierOf } from "./copier.ts";
import { LiveTurn } from "./live-turn.ts";
import { situationOf, type Move, type Position, type Setting } from "./position.ts";

/**
 * A table on which the rules run at full speed: commands write to one state, and a command makes nothing
 * that the rules do not make. What a refused move has written to the state stays written.
 */
export class LiveTable implements Position {
  state: unknown = null;
  now = 0;
  balance = 0;
  over = false;
  readonly #setting: Setting;
  readonly #turn: LiveTurn;
  /** Where it last began, and how that position's state is copied. */
  #begun: unknown = null;
  #copyState: () => unknown = () => null;

  constructor(setting: Setting, random: Random) {
    const { now, balance } = this;
    this.#setting = setting;
    this.#turn = new LiveTurn(situationOf(setting, { now, balance, timers: {} }, random));
  }

  /** Play stands as it did there. That position stays as it is, for good: play may begin there again. */
  begin({ state, now, timers, balance, over }: Position): void {
    if (state !== this.#begun) {
      this.#begun = state;
      this.#copyState = copierOf(state);
    }
    this.state = this.#copyState();
    this.now = now;
    this.#turn.setClocks(timers);
    this.balance = balance;
    this.over = over;
  }

  get timers(): Timers {
    return this.#turn.clocks;
  }

  /** What the last move paid and took; the next move makes another list of it. */
  get postings(): readonly Posting[] {
    return this.#turn.postings;
  }

  get roundFinished(): boolean {
    return this.#turn.roundFinished;
  }

  move(move: Move): Refusal | undefined {
    const turn = this.#turn;
    const answer = this.#handle(move);
    if (isRefusal(answer)) return answer;
    this.balance = turn.tableBalance;
    this.over = turn.outcome !== null;
    return undefined;
  }

  #handle(move: Move): Refusal | void {
    const { game } = this.#setting;
    const turn = this.#turn;
    try {
      turn.renew(this.now, this.balance);
      if (move.kind === "act")
        return game.act[move.action.type]?.(this.state, move.action, move.seat, turn);
      const due = turn.expire(move.timer);
      this.now = turn.now;
      return game.timeout?.(this.state, due, turn);
    } catch (cause) {
      throw new GameFault(game.id, move.kind, cause);
    }
  }
}
