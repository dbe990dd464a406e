import type { Measurement, Params } from "../cases.ts";
import { medianOf } from "../percentiles.ts";
import { groupsOf, type Row } from "../rows.ts";

/** Closed loop: so many a second, and how long they took. */
export interface ClosedFigures {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}
export interface StoreFigures extends ClosedFigures {
  /** Of this process, for a commit. */
  readonly cpuMicros: number;
}
export interface OpenFigures {
  readonly rate: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** By the number of sessions. */
export type BySessions<Figures> = Readonly<Record<1 | 64 | 1_000, Figures>>;

export type StoreName = "sqlite" | "postgres";
export interface Measured {
  readonly game: string;
  readonly store: StoreName;
  /** The store without sessions. */
  readonly alone: BySessions<StoreFigures>;
  /** What making commits costs where the store costs next to nothing: it is in `alone`, too. */
  readonly makingMicros: BySessions<number>;
  readonly actions: BySessions<ClosedFigures>;
  readonly actionsInMemory: BySessions<ClosedFigures>;
  /** A record of 500 bytes appended to a log and synced. */
  readonly syncMs: number;
  /** Those that were measured, by rising rate. */
  readonly open: readonly OpenFigures[];
}

/** What would have to be measured for an answer. */
export class NotMeasured extends Error {}

/** The medians of what was measured last. */
export class Medians {
  readonly #groups: readonly (readonly Row[])[];
  constructor(rows: readonly Row[]) {
    this.#groups = groupsOf(rows);
  }

  /** Over a case's runs; undefined where it was not measured. */
  find(measurement: Measurement, params: Params, figure: string): number | undefined {
    const group = this.#groups.find(
      ([first]) =>
        first?.measurement === measurement &&
        Object.entries(params).every(([name, value]) => first.params[name] === value),
    );
    const values = (group ?? [])
      .map(({ figures }) => figures[figure])
      .filter((value) => value !== undefined);
    return values.length === 0 ? undefined : medianOf(values);
  }

  get(measurement: Measurement, params: Params, figure: string): number {
    const found = this.find(measurement, params, figure);
    if (found !== undefined) return found;
    const name = [measurement, ...Object.values(params)].join(" ");
    throw new NotMeasured(`${figure} of ${name} was not measured`);
  }
}

const bySessions = <Figures>(read: (sessions: number) => Figures): BySessions<Figures> => ({
  1: read(1),
  64: read(64),
  1_000: read(1_000),
});

/** What the model of a node is fitted to and checked by; throws `NotMeasured`. */
export const measuredOf = (rows: readonly Row[], game: string, store: StoreName): Measured => {
  const medians = new Medians(rows);
  const closed = (measurement: "actions" | "store", params: Params, rate: string) => ({
    perSecond: medians.get(measurement, params, rate),
    p50Ms: medians.get(measurement, params, "p50Ms"),
    p99Ms: medians.get(measurement, params, "p99Ms"),
  });
  const cpuMicros = (params: Params) => medians.get("store", params, "cpuMicrosPerCommit");
  const actionsOn = (kind: string) =>
    bySessions((sessions) =>
      closed("actions", { game, store: kind, sessions }, "actionsPerSecond"),
    );
  return {
    game,
    store,
    alone: bySessions((sessions) => ({
      ...closed("store", { store, sessions }, "commitsPerSecond"),
      cpuMicros: cpuMicros({ store, sessions }),
    })),
    makingMicros: bySessions((sessions) => cpuMicros({ store: "memory", sessions })),
    actions: actionsOn(store),
    actionsInMemory: actionsOn("memory"),
    syncMs: medians.get("disk", { log: "appended", batch: 1 }, "p50Ms"),
    open: [1_000, 10_000, 40_000].flatMap((rate): OpenFigures[] => {
      const params = { game, store, rate };
      const p50Ms = medians.find("open-loop", params, "p50Ms");
      const p99Ms = medians.find("open-loop", params, "p99Ms");
      return p50Ms === undefined || p99Ms === undefined ? [] : [{ rate, p50Ms, p99Ms }];
    }),
  };
};
