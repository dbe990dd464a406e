import { bar, off } from "./board.ts";
import { CentreBand } from "./centre-band.tsx";
import { Place } from "./place.tsx";
import { nameOf, type BackgammonProps } from "./props.ts";
import type { Composing } from "./use-composition.ts";

const topLeft = [13, 14, 15, 16, 17, 18];
const topRight = [19, 20, 21, 22, 23, 24];
const bottomLeft = [12, 11, 10, 9, 8, 7];
const bottomRight = [6, 5, 4, 3, 2, 1];

/** What a player sees of one place of the board, and what a click on it does. */
export interface Spot {
  readonly point: number;
  readonly owner: "own" | "other" | null;
  readonly count: number;
  readonly state: "plain" | "movable" | "chosen" | "target";
  /** Whether the last play of the other side ended here. */
  readonly isLatest: boolean;
  readonly click?: () => void;
}

interface Sight {
  readonly own: readonly number[];
  readonly others: readonly number[];
  readonly composing: Composing | null;
  readonly latest: ReadonlySet<number>;
}

/** Clicking a checker chooses it, and clicking where it may go moves it. */
const clickOf = (composing: Composing | null, point: number) => {
  if (!composing) return { state: "plain" as const };
  const { ways, chosen } = composing;
  const way = ways.find(({ from, to }) => from === chosen && to === point);
  if (way) return { state: "target" as const, click: () => composing.make(way) };
  if (point === chosen) return { state: "chosen" as const, click: () => composing.choose(null) };
  if (ways.some(({ from }) => from === point))
    return { state: "movable" as const, click: () => composing.choose(point) };
  return { state: "plain" as const };
};

const spotOf = ({ own, others, composing, latest }: Sight, point: number): Spot => {
  const mine = own[point] ?? 0;
  const theirs = point === off || point === bar ? 0 : (others[bar - point] ?? 0);
  return {
    point,
    owner: mine > 0 ? "own" : theirs > 0 ? "other" : null,
    count: mine || theirs,
    isLatest: latest.has(point),
    ...clickOf(composing, point),
  };
};

/** The other side's bar or tray, which is never clicked. */
const othersSpot = (others: readonly number[], point: number): Spot => ({
  point,
  owner: (others[point] ?? 0) > 0 ? "other" : null,
  count: others[point] ?? 0,
  state: "plain",
  isLatest: false,
});

/** Where the other side's last play ended, as this side counts points. */
const latestOf = ({ events }: BackgammonProps, seat: number): ReadonlySet<number> => {
  const last = events.findLast(({ type }) => type === "moved" || type === "opening-rolled");
  if (last?.type !== "moved" || last.data.seat === seat) return new Set();
  return new Set(last.data.play.map(([, to]) => bar - to));
};

/** The board as a seat sees it: its home is at the bottom right. A spectator sits with seat 0. */
export const BoardView = ({
  props,
  composing,
}: {
  readonly props: BackgammonProps;
  readonly composing: Composing | null;
}) => {
  const seat = props.you ?? 0;
  const { sides } = props.view;
  const [mine, theirs] = seat === 0 ? [sides[0], sides[1]] : [sides[1], sides[0]];
  const own = composing?.at.own ?? mine.checkers;
  const others = composing?.at.others ?? theirs.checkers;
  const sight = { own, others, composing, latest: latestOf(props, seat) };
  const row = (points: readonly number[]) =>
    points.map((point) => (
      <Place key={point} spot={spotOf(sight, point)} seat={seat} where={`Point ${point}`} />
    ));
  const you = nameOf(props, seat);
  const they = nameOf(props, 1 - seat);
  return (
    <div className="bg-board" role="group" aria-label={`Board, as ${you} see it`}>
      {row(topLeft)}
      <Place spot={spotOf(sight, bar)} seat={seat} where={`Bar of ${you}`} kind="bar" />
      {row(topRight)}
      <Place spot={othersSpot(others, off)} seat={seat} where={`Off: ${they}`} kind="tray" />
      <CentreBand props={props} left={composing?.at.left ?? null} />
      {row(bottomLeft)}
      <Place spot={othersSpot(others, bar)} seat={seat} where={`Bar of ${they}`} kind="bar" />
      {row(bottomRight)}
      <Place spot={spotOf(sight, off)} seat={seat} where={`Off: ${you}`} kind="tray" />
    </div>
  );
};
