import { randomFrom, seededDraws, type Random } from "@parlor/kit";
import { latencyFigures } from "../percentiles.ts";
import type { Timeline } from "./timeline.ts";

/** What takes commands: it calls back when the command is answered. */
export type Submit = (session: number, replied: () => void) => void;

export interface Run {
  readonly timeline: Timeline;
  readonly submit: Submit;
  readonly sessionCount: number;
  readonly warmUpMs: number;
  readonly measuredMs: number;
}

export interface Outcome {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly meanMs: number;
  readonly donePerSecond: number;
  /** Commands in the system, on average over the time that was measured. */
  readonly meanUnderWay: number;
}

/** With the mean 1. */
export const exponential = (random: Random): number =>
  -Math.log((random.int(2 ** 32 - 1) + 1) / 2 ** 32);

class Observer {
  readonly #timeline: Timeline;
  readonly #from: number;
  readonly #until: number;
  readonly #latencies: number[] = [];
  #done = 0;
  #underWay = 0;
  #area = 0;
  #changedAt = 0;

  constructor({ timeline, warmUpMs, measuredMs }: Run) {
    this.#timeline = timeline;
    this.#from = warmUpMs;
    this.#until = warmUpMs + measuredMs;
  }

  /** Begins a command, and returns what to call when it is answered. */
  begin(): () => void {
    const since = this.#timeline.now;
    this.#change(1);
    return () => {
      this.#change(-1);
      const { now } = this.#timeline;
      if (now >= this.#from && now < this.#until) this.#done += 1;
      // Who came while it was measured is waited for: who waits longest would be left out otherwise.
      if (since >= this.#from && since < this.#until) this.#latencies.push(now - since);
    };
  }

  outcome(): Outcome {
    this.#change(0);
    const sum = this.#latencies.reduce((total, latency) => total + latency, 0);
    const { p50Ms, p99Ms } = latencyFigures(this.#latencies);
    const measuredMs = this.#until - this.#from;
    return {
      p50Ms,
      p99Ms,
      meanMs: sum / this.#latencies.length,
      donePerSecond: (this.#done / measuredMs) * 1_000,
      meanUnderWay: this.#area / measuredMs,
    };
  }

  #change(by: number): void {
    const { now } = this.#timeline;
    const [from, until] = [Math.max(this.#changedAt, this.#from), Math.min(now, this.#until)];
    if (until > from) this.#area += (until - from) * this.#underWay;
    this.#changedAt = now;
    this.#underWay += by;
  }
}

/** Each session sends its next command when the last one is answered. */
export const closedLoop = (run: Run): Outcome => {
  const { timeline, submit, sessionCount, warmUpMs, measuredMs } = run;
  const observer = new Observer(run);
  const endMs = warmUpMs + measuredMs;
  const send = (session: number): void => {
    if (timeline.now >= endMs) return;
    const done = observer.begin();
    submit(session, () => {
      done();
      send(session);
    });
  };
  for (let session = 0; session < sessionCount; session++) send(session);
  timeline.run();
  return observer.outcome();
};

/** Commands come at random at so many a second, each for a session drawn at random, whether others are answered or not. */
export const openLoop = (run: Run, ratePerSecond: number, seed: string): Outcome => {
  const { timeline, submit, sessionCount, warmUpMs, measuredMs } = run;
  const observer = new Observer(run);
  const random = randomFrom(seededDraws(`queueing ${seed}`));
  const endMs = warmUpMs + measuredMs;
  const arrive = (): void => {
    if (timeline.now >= endMs) return;
    submit(random.int(sessionCount), observer.begin());
    timeline.after((exponential(random) / ratePerSecond) * 1_000, arrive);
  };
  timeline.after((exponential(random) / ratePerSecond) * 1_000, arrive);
  timeline.run();
  return observer.outcome();
};
