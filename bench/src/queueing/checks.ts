import { numberText } from "../figures.ts";
import { fit, isManyFitted, simulateNode, type Fitted } from "./fit.ts";
import type { Measured } from "./measured.ts";
import { costOf } from "./store-models.ts";

/** As long as the open loop is measured: what cannot be kept up with waits the longer, the longer it goes on. */
const openRun = { warmUpMs: 1_000, measuredMs: 3_000 };

interface Check {
  readonly what: string;
  /** Whether the model was made to agree with it. */
  readonly isFitted: boolean;
  readonly predicted: number;
  readonly measured: number;
}

const checksOf = ({ actions, open }: Measured, { store, few, many }: Fitted): readonly Check[] => [
  ...([1, 64, 1_000] as const).flatMap((sessionCount): Check[] => {
    const costs = sessionCount === 1_000 ? many : few;
    const simulated = simulateNode(costs, store, { sessionCount, rate: null });
    const measured = actions[sessionCount];
    const what = `closed loop, ${numberText(sessionCount)} session${sessionCount === 1 ? "" : "s"}`;
    return [
      {
        what: `${what}: actions/s`,
        isFitted: sessionCount !== 1_000 || isManyFitted(store),
        predicted: simulated.donePerSecond,
        measured: measured.perSecond,
      },
      {
        what: `${what}: p50 ms`,
        isFitted: false,
        predicted: simulated.p50Ms,
        measured: measured.p50Ms,
      },
      {
        what: `${what}: p99 ms`,
        isFitted: false,
        predicted: simulated.p99Ms,
        measured: measured.p99Ms,
      },
    ];
  }),
  ...open.flatMap(({ rate, p50Ms, p99Ms }): Check[] => {
    const simulated = simulateNode(many, store, { sessionCount: 1_000, rate, ...openRun });
    const what = `open loop, ${numberText(rate)} actions/s offered`;
    return [
      { what: `${what}: p50 ms`, isFitted: false, predicted: simulated.p50Ms, measured: p50Ms },
      { what: `${what}: p99 ms`, isFitted: false, predicted: simulated.p99Ms, measured: p99Ms },
    ];
  }),
];

/** What is fitted comes out within so much, unless nothing that the model can be would. */
const fittedWithin = 0.02;

const errorOf = ({ predicted, measured, isFitted }: Check): string => {
  const error = predicted / measured - 1;
  if (isFitted && Math.abs(error) <= fittedWithin) return "fitted";
  const percent = Math.round(error * 100);
  const sign = percent > 0 ? "+" : percent < 0 ? "−" : "";
  return `${sign}${Math.abs(percent)}%${isFitted ? ", though fitted" : ""}`;
};

export const checkTable = (all: readonly Measured[]): string => {
  const lines = all.flatMap((measured) =>
    checksOf(measured, fit(measured)).map((check) => {
      const { what, predicted, measured: figure } = check;
      const cells = [
        `${measured.game}, ${measured.store}`,
        what,
        numberText(predicted),
        numberText(figure),
        errorOf(check),
      ];
      return `| ${cells.join(" | ")} |`;
    }),
  );
  if (lines.length === 0) return "Not measured.";
  return [
    "| game, store | figure | predicted | measured | error |",
    "| --- | --- | --- | --- | --- |",
    ...lines,
  ].join("\n");
};

const micros = (ms: number): string => numberText(ms * 1_000);

/** What the model was fitted to be, in microseconds. */
export const parameterTable = (all: readonly Measured[]): string => {
  const heads = [
    "game, store",
    "main thread, an action (64 sessions)",
    "(1,000 sessions)",
    "from thread to thread",
    "main thread, a batch for the database",
    "store, a batch of one",
    "store, each commit more",
    "the log's sync",
    "a stall",
    "one each so many batches of 16",
  ];
  const lines = all.map((measured) => {
    const { store, few, many } = fit(measured);
    const cells = [
      `${measured.game}, ${measured.store}`,
      micros(few.workMs + few.answerMs),
      micros(many.workMs + many.answerMs),
      micros(few.handOverMs),
      store.kind === "file"
        ? "–"
        : `${micros(store.askMs.batch)} + ${micros(store.askMs.commit)} a commit`,
      micros(costOf(store.writeMs, 1)),
      micros(store.writeMs.commit),
      store.kind === "file" ? "in the batch" : micros(store.syncMs),
      micros(store.stall.ms),
      numberText(1 / costOf(store.stall.share, 16)),
    ];
    return `| ${cells.join(" | ")} |`;
  });
  if (lines.length === 0) return "Not measured.";
  return [`| ${heads.join(" | ")} |`, `| ${heads.map(() => "---").join(" | ")} |`, ...lines].join(
    "\n",
  );
};
