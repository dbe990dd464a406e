import { useLayout } from "./layout-context.tsx";
import { beadPlate, bigRoad, roadRows, type RoadPlace } from "./roads.ts";
import type { CoupRecord } from "./record.ts";

const letters = { player: "P", banker: "B", tie: "T" } as const;
/** A road begins with so many columns and grows from there. */
const columnsMin = 12;

const columnsOf = (cells: readonly RoadPlace[]): number =>
  Math.max(columnsMin, ...cells.map(({ column }) => column + 1));

const cellStyle = ({ column, row }: RoadPlace) => ({ gridColumn: column + 1, gridRow: row + 1 });
const gridStyle = (columns: number) => ({
  gridTemplateColumns: `repeat(${columns}, var(--cell))`,
  gridTemplateRows: `repeat(${roadRows}, var(--cell))`,
});

/** What this shoe brought so far, as players write it down. */
export const RoadPanel = () => {
  const { coups } = useLayout().props.view;
  return (
    <div className="roads">
      <p className="muted road-counts" data-testid="road-counts">
        {countsText(coups)}
      </p>
      <BeadPlate coups={coups} />
      <BigRoad coups={coups} />
    </div>
  );
};

const countsText = (coups: readonly CoupRecord[]): string => {
  const count = (winner: CoupRecord["winner"]): number =>
    coups.filter((coup) => coup.winner === winner).length;
  return `This shoe: player ${count("player")}, banker ${count("banker")}, tie ${count("tie")}`;
};

interface RoadProps {
  readonly coups: readonly CoupRecord[];
}

const BeadPlate = ({ coups }: RoadProps) => {
  const cells = beadPlate(coups);
  return (
    <figure>
      <figcaption>Bead plate</figcaption>
      <div
        className="road"
        role="img"
        aria-label={`Bead plate: ${coups.map(({ winner }) => letters[winner]).join(" ")}`}
        style={gridStyle(columnsOf(cells))}
        data-testid="bead-plate"
      >
        {cells.map((cell) => (
          <span
            key={`${cell.column} ${cell.row}`}
            className={`bead bead-${cell.coup.winner} ${pairClasses(cell.coup)}`}
            style={cellStyle(cell)}
          >
            {letters[cell.coup.winner]}
          </span>
        ))}
      </div>
    </figure>
  );
};

const BigRoad = ({ coups }: RoadProps) => {
  const cells = bigRoad(coups);
  return (
    <figure>
      <figcaption>Big road</figcaption>
      <div
        className="road"
        role="img"
        aria-label={`Big road: ${streaksText(coups)}`}
        style={gridStyle(columnsOf(cells))}
        data-testid="big-road"
      >
        {cells.map((cell) => (
          <span
            key={`${cell.column} ${cell.row}`}
            className={`ring ring-${cell.winner} ${pairClasses(cell)}`}
            style={cellStyle(cell)}
          >
            {cell.ties > 0 && <i>{cell.ties > 1 ? cell.ties : ""}</i>}
          </span>
        ))}
      </div>
    </figure>
  );
};

const pairClasses = ({
  playerPair,
  bankerPair,
}: {
  readonly playerPair: boolean;
  readonly bankerPair: boolean;
}): string => `${playerPair ? "pair-player" : ""} ${bankerPair ? "pair-banker" : ""}`;

/** "banker 3, player 1": the streaks one after the other. */
const streaksText = (coups: readonly CoupRecord[]): string => {
  const streaks: { readonly winner: string; count: number }[] = [];
  for (const { winner } of coups) {
    if (winner === "tie") continue;
    const last = streaks.at(-1);
    if (last?.winner === winner) last.count += 1;
    else streaks.push({ winner, count: 1 });
  }
  return streaks.map(({ winner, count }) => `${winner} ${count}`).join(", ") || "nothing yet";
};
