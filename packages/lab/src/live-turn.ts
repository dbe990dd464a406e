import type { Seat, Timers } from "@parlor/kit";
import { QuietTurn } from "./position.ts";

/** A timer that runs. */
interface Clock {
  readonly name: string;
  dueAt: number;
  seat: Seat | null;
}

/**
 * One command after the other at the same table. Nearly every command starts a timer anew, and so
 * the timers are one short list that is written to.
 */
export class LiveTurn extends QuietTurn {
  readonly #clocks: Clock[] = [];
  #written: Timers | null = null;

  /** The timers that run now. */
  get clocks(): Timers {
    this.#written ??= Object.fromEntries(
      this.#clocks.map(({ name, dueAt, seat }) => [name, { dueAt, seat }]),
    );
    return this.#written;
  }

  /** From here on these timers run, and no others. */
  setClocks(timers: Timers): void {
    while (this.#clocks.length > 0) this.#clocks.pop();
    for (const name in timers) {
      const timer = timers[name];
      if (timer) this.#clocks.push({ name, dueAt: timer.dueAt, seat: timer.seat });
    }
    this.#written = timers;
  }

  /** The timer runs out: it is gone, and the time is at least when it was due. */
  expire(name: string): { readonly name: string; readonly seat: Seat | null } {
    const clock = this.#clock(name);
    if (clock) this.now = Math.max(this.now, clock.dueAt);
    this.stopTimer(name);
    return { name, seat: clock?.seat ?? null };
  }

  protected override keepTimer(name: string, ms: number, seat: Seat | null): void {
    const dueAt = this.now + ms;
    const clock = this.#clock(name);
    if (clock?.dueAt === dueAt && clock.seat === seat) return;
    this.#written = null;
    if (clock === undefined) {
      this.#clocks.push({ name, dueAt, seat });
      return;
    }
    clock.dueAt = dueAt;
    clock.seat = seat;
  }

  override stopTimer(name: string): void {
    const clock = this.#clock(name);
    if (clock === undefined) return;
    this.#written = null;
    this.#clocks.splice(this.#clocks.indexOf(clock), 1);
  }

  override timeLeftMs(name: string): number | null {
    const clock = this.#clock(name);
    return clock === undefined ? null : clock.dueAt - this.now;
  }

  #clock(name: string): Clock | undefined {
    for (const clock of this.#clocks) if (clock.name === name) return clock;
    return undefined;
  }
}
