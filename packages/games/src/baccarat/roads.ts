import type { CoupRecord } from "./record.ts";

/** Roads are as high as this, and as wide as the shoe makes them. */
export const roadRows = 6;

export interface RoadPlace {
  readonly column: number;
  readonly row: number;
}

/** The coups one after the other, down each column and then on to the next: a cell for each, ties too. */
export const beadPlate = (
  coups: readonly CoupRecord[],
): readonly (RoadPlace & { readonly coup: CoupRecord })[] =>
  coups.map((coup, index) => ({
    column: Math.floor(index / roadRows),
    row: index % roadRows,
    coup,
  }));

export interface BigRoadCell extends RoadPlace {
  readonly winner: "player" | "banker";
  /** Ties that came after this coup, or before the first one. */
  readonly ties: number;
  readonly playerPair: boolean;
  readonly bankerPair: boolean;
}

/**
 * The wins in streaks: a streak goes down a column, and to the right where it comes to the end or to another
 * streak; the next one begins at the top, right of where the last began. Ties have no cell of
 * their own. Those before the first win are marked on it; without any win there is nothing to mark.
 */
export const bigRoad = (coups: readonly CoupRecord[]): readonly BigRoadCell[] => {
  const cells: BigRoadCell[] = [];
  const taken = new Set<number>();
  let [start, tiesBefore, hasTurned] = [-1, 0, false];
  for (const { winner, playerPair, bankerPair } of coups) {
    const last = cells.at(-1);
    if (winner === "tie") {
      if (last) cells[cells.length - 1] = { ...last, ties: last.ties + 1 };
      else tiesBefore += 1;
      continue;
    }
    let place: RoadPlace;
    if (last?.winner === winner) {
      const below = { column: last.column, row: last.row + 1 };
      // A streak that has turned goes on to the right, even where there is room below again.
      hasTurned ||= below.row === roadRows || taken.has(keyOf(below));
      place = hasTurned ? { column: last.column + 1, row: last.row } : below;
    } else {
      do start += 1;
      while (taken.has(keyOf({ column: start, row: 0 })));
      place = { column: start, row: 0 };
      hasTurned = false;
    }
    taken.add(keyOf(place));
    cells.push({ ...place, winner, ties: last ? 0 : tiesBefore, playerPair, bankerPair });
  }
  return cells;
};

const keyOf = ({ column, row }: RoadPlace): number => column * roadRows + row;
