import { isRefusal, type Refusal } from "@parlor/kit";
import { readAgainMs } from "../limits.ts";
import type { Clock } from "../ports/clock.ts";

/**
 * Sessions whose memory was dropped and whose journal could not be read yet. Their clocks have to run although nobody
 * asks for them: they are read back as soon as the store answers.
 */
export class Rereading {
  readonly #clock: Clock;
  readonly #read: (id: string) => Promise<object | Refusal>;
  readonly #missing = new Set<string>();
  #callOff: (() => void) | undefined;
  #stopped = false;

  constructor(clock: Clock, read: (id: string) => Promise<object | Refusal>) {
    this.#clock = clock;
    this.#read = read;
  }

  async now(id: string): Promise<void> {
    if (this.#stopped) return;
    const session = await this.#read(id);
    if (isRefusal(session) && session.refused === "outcome_unknown") this.later(id);
  }

  later(id: string): void {
    if (this.#stopped) return;
    this.#missing.add(id);
    this.#callOff ??= this.#clock.after(readAgainMs, () => {
      this.#callOff = undefined;
      const ids = [...this.#missing];
      this.#missing.clear();
      for (const missing of ids) void this.now(missing);
    });
  }

  stop(): void {
    this.#stopped = true;
    this.#callOff?.();
  }
}
