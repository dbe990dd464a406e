import type { TypesOfGame } from "@parlor/kit";
import type { TableProps } from "../table-props.ts";
import type { ticTacToe } from "./game.ts";
import "./table.css";

type Props = TableProps<TypesOfGame<typeof ticTacToe>>;

const marks = ["X", "O"] as const;
const markOf = (seat: number | null): string => (seat === null ? "" : (marks[seat] ?? "?"));
const cellNames = [
  "top left",
  "top",
  "top right",
  "left",
  "centre",
  "right",
  "bottom left",
  "bottom",
  "bottom right",
] as const;

/** The board; every free cell is a button for the player whose turn it is. */
export const TicTacToeTable = ({
  view,
  legal,
  you,
  players,
  running,
  busy,
  act,
  events,
}: Props) => {
  const free = new Set(
    legal.find((choice) => choice.type === "place")?.fields.cell as readonly number[] | undefined,
  ); // the rules list the cells one by one
  const latest = events.findLast((event) => event.type === "placed")?.data.cell;
  return (
    <section className="tic-tac-toe felt" aria-label="Tic-tac-toe">
      <p className="ttt-status" role="status" data-testid="ttt-status">
        {statusText({ view, you, players, running })}
      </p>
      <div className="ttt-board" role="group" aria-label="Board">
        {view.board.map((mark, cell) => (
          <button
            key={cellNames[cell]}
            type="button"
            className={cellClass(mark, view.line?.includes(cell) ?? false, cell === latest)}
            disabled={!free.has(cell) || busy}
            aria-label={`${cellNames[cell]}: ${markOf(mark) || "free"}`}
            data-testid={`cell-${cell}`}
            onClick={() => act({ type: "place", cell })}
          >
            {markOf(mark)}
          </button>
        ))}
      </div>
    </section>
  );
};

const cellClass = (mark: number | null, wins: boolean, latest: boolean): string =>
  [
    "ttt-cell",
    mark === null ? "" : `ttt-${marks[mark]}`,
    wins ? "ttt-wins" : "",
    latest ? "ttt-latest" : "",
  ].join(" ");

const statusText = ({
  view,
  you,
  players,
  running,
}: Pick<Props, "view" | "you" | "players" | "running">): string => {
  const name = (seat: number): string => players[seat] ?? `seat ${seat + 1}`;
  if (view.winner !== null)
    return view.winner === you ? "You have won!" : `${name(view.winner)} has won.`;
  if (view.mover === null) return "A draw.";
  if (!running) return "The game begins when both seats are taken.";
  if (view.mover === you) return `Your turn: you play ${markOf(you)}.`;
  return `${name(view.mover)} to move (${markOf(view.mover)}).`;
};
