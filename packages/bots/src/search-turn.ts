import {
  copyJson,
  Turn,
  type BotTimer,
  type GameEvent,
  type Outcome,
  type Seat,
} from "@parlor/kit";

/**
 * The rules run as on a server, but nothing is checked or kept that a search
 * does not ask for.
 */
export class SearchTurn extends Turn {
  /** The clocks that run; a new list whenever one is started or stopped. */
  clocks: readonly BotTimer[] = noTimers;

  /** What the game tells, where somebody listens. */
  heard: GameEvent[] | null = null;

  override emit(type: string, data: unknown, to?: readonly Seat[]): void {
    if (this.heard)
      this.heard.push(
        to ? { type, data: copyJson(data), to: [...to] } : { type, data: copyJson(data) },
      );
  }

  override startTimer(name: string, ms: number, seat?: Seat): void {
    const clock = { name, dueAt: this.now + ms, seat: seat ?? null };
    const { clocks } = this;
    // Nearly every game has one clock, which every move starts anew.
    if (clocks.length === 0 || (clocks.length === 1 && clocks[0]?.name === name))
      this.clocks = [clock];
    else this.clocks = [...clocks.filter((other) => other.name !== name), clock];
  }

  override stopTimer(name: string): void {
    if (this.clocks.some((clock) => clock.name === name))
      this.clocks = this.clocks.filter((clock) => clock.name !== name);
  }

  override finishGame(outcome: Outcome): void {
    this.outcome = outcome;
  }
}

export const noTimers: readonly BotTimer[] = [];
