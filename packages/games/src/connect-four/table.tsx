import type { TypesOfGame } from "@parlor/kit";
import type { CSSProperties } from "react";
import type { TableProps } from "../table-props.ts";
import type { connectFour } from "./game.ts";
import "./table.css";

type Props = TableProps<TypesOfGame<typeof connectFour>>;

const colours = ["yellow", "red"] as const;

/** The board; every column that is not full is a button for the player whose turn it is. */
export const ConnectFourTable = (props: Props) => {
  const { view, legal, config, busy, act } = props;
  const open = new Set(
    legal.find((choice) => choice.type === "drop")?.fields.column as readonly number[] | undefined,
  ); // the rules list the columns one by one
  const wins = new Set(view.line.map(String));
  // React has no type for custom properties; the style sheet reads the number.
  const width = { "--columns": config.columns } as CSSProperties;
  return (
    <section className="connect-four felt" aria-label="Connect four">
      <p className="cf-status" role="status" data-testid="cf-status">
        {statusText(props)}
      </p>
      <Sides {...props} />
      <div className="cf-board" style={width} role="group" aria-label="Board, column by column">
        {view.columns.map((discs, column) => (
          <button
            // A column is told apart by its place alone.
            // oxlint-disable-next-line react/no-array-index-key
            key={column}
            type="button"
            className="cf-column"
            disabled={!open.has(column) || busy}
            aria-label={columnText(column, discs, open.has(column))}
            data-testid={`column-${column}`}
            onClick={() => act({ type: "drop", column })}
          >
            {Array.from({ length: config.rows }, (_, row) => (
              <Cell
                // oxlint-disable-next-line react/no-array-index-key
                key={row}
                disc={discs[row]}
                wins={wins.has(`${column},${row}`)}
                fall={column === view.latest && row === discs.length - 1 ? config.rows - row : 0}
              />
            ))}
          </button>
        ))}
      </div>
      {legal.some((choice) => choice.type === "resign") && (
        <details className="resign-menu" key={view.columns.flat().length}>
          <summary>Resign …</summary>
          <button
            type="button"
            className="danger"
            disabled={busy}
            data-testid="resign"
            onClick={() => act({ type: "resign" })}
          >
            Give the game up
          </button>
        </details>
      )}
    </section>
  );
};

/** One cell with its disc, which falls from above the board where it is the last one. */
const Cell = ({
  disc,
  wins,
  fall,
}: {
  readonly disc: number | undefined;
  readonly wins: boolean;
  readonly fall: number;
}) => {
  const kind = `cf-disc cf-disc-${disc} ${wins ? "cf-wins" : ""} ${fall > 0 ? "cf-latest" : ""}`;
  return (
    <span className="cf-cell">
      {disc !== undefined && (
        <span className={kind} style={{ "--fall": fall } as CSSProperties} /> // a custom property, as above
      )}
    </span>
  );
};

const Sides = ({ view, players, you, config }: Props) => (
  <ul className="cf-sides">
    {colours.map((colour, seat) => (
      <li key={colour} className={view.mover === seat ? "cf-mover" : ""}>
        <span className={`cf-disc cf-disc-${seat}`} aria-hidden="true" />
        <span>
          {nameOf(players, seat)}
          {seat === you && " (you)"} <span className="unseen">plays {colour}</span>
          {config.reserveMs > 0 && (
            <span className="muted"> · reserve {secondsOf(view.reserveMs[seat] ?? 0)} s</span>
          )}
        </span>
      </li>
    ))}
  </ul>
);

const secondsOf = (ms: number): number => Math.ceil(ms / 1_000);

const nameOf = (players: Props["players"], seat: number): string =>
  players[seat] ?? `Seat ${seat + 1}`;

const columnText = (column: number, discs: readonly number[], isOpen: boolean): string => {
  const inside = discs.map((disc) => colours[disc] ?? "").join(", ") || "empty";
  return `Column ${column + 1}: ${inside}${isOpen ? "; drop a disc" : ""}`;
};

const statusText = ({ view, you, players, running }: Props): string => {
  if (view.winner !== null)
    return view.winner === you ? "You have won!" : `${nameOf(players, view.winner)} has won.`;
  if (view.mover === null) return "A draw: the board is full.";
  if (!running) return "The game begins when both seats are taken.";
  const colour = colours[view.mover] ?? "";
  if (view.mover === you) return `Your turn: drop a ${colour} disc.`;
  return `${nameOf(players, view.mover)} to move (${colour}).`;
};
