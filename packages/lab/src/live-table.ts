import {
  copyJson,
  GameFault,
  isRefusal,
  type Posting,
  type Random,
  type Refusal,
} from "@parlor/kit";
import {
  expire,
  newTurn,
  type QuietTurn,
  timersAfter,
  type Move,
  type Position,
  type Setting,
} from "./position.ts";

/**
 * A table on which the rules run at full speed: commands write to one state, and a command makes nothing
 * that the rules do not make. What a refused move has written to the state stays written.
 */
export class LiveTable implements Position {
  state: unknown = null;
  now = 0;
  timers: Position["timers"] = {};
  balance = 0;
  over = false;
  readonly #setting: Setting;
  readonly #turn: QuietTurn;

  constructor(setting: Setting, random: Random) {
    this.#setting = setting;
    this.#turn = newTurn(setting, this, random);
  }

  /** Play stands as it did there; that position stays as it is. */
  begin(position: Position): void {
    this.state = copyJson(position.state);
    this.now = position.now;
    this.timers = position.timers;
    this.balance = position.balance;
    this.over = position.over;
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
    if (turn.timers.size > 0) this.timers = timersAfter(this, turn);
    this.over = turn.outcome !== null;
    return undefined;
  }

  #handle(move: Move): Refusal | void {
    const { game } = this.#setting;
    const turn = this.#turn;
    try {
      if (move.kind === "act") {
        turn.renew(this.now, this.balance);
        turn.timersRunning = this.timers;
        return game.act[move.action.type]?.(this.state, move.action, move.seat, turn);
      }
      const { timers, now, due } = expire(this, move.timer);
      this.timers = timers;
      this.now = now;
      turn.renew(now, this.balance);
      turn.timersRunning = timers;
      return game.timeout?.(this.state, due, turn);
    } catch (cause) {
      throw new GameFault(game.id, move.kind, cause);
    }
  }
}
