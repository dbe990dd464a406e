import {
  copyJson,
  Turn,
  type BotTimer,
  type GameEvent,
  type Outcome,
  type Seat,
} from "@parlor/kit";

/** A clock at a search's table; a secret one is nothing that a seat may know of. */
export interface Clock extends BotTimer {
  readonly secret?: true;
}

/**
 * The rules run as on a server, but nothing is checked or kept that a search
 * does not ask for.
 */
export class SearchTurn extends Turn {
  /** The clocks that run; a new list whenever one is started or stopped. */
  clocks: readonly Clock[] = noTimers;

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

  override timeLeftMs(name: string): number | null {
    const clock = this.clocks.find((one) => one.name === name);
    return clock === undefined ? null : clock.dueAt - this.now;
  }

  /** Timers that the game started in some other way than by `startTimer`. */
  takeTimers(): void {
    for (const [name, timer] of this.timers) {
      const others = this.clocks.filter((clock) => clock.name !== name);
      this.clocks = timer ? [...others, clockOf(name, this.now, timer)] : others;
    }
  }

  override finishGame(outcome: Outcome): void {
    this.outcome = outcome;
  }
}

const clockOf = (
  name: string,
  now: number,
  timer: { readonly ms: number; readonly seat: Seat | null; readonly secret?: true },
): Clock => {
  const clock = { name, dueAt: now + timer.ms, seat: timer.seat };
  return timer.secret ? { ...clock, secret: true } : clock;
};

export const noTimers: readonly Clock[] = [];
