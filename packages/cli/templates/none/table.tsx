import type { TypesOfGame } from "@parlor/kit";
import type { TableProps } from "@parlor/games/tables";
import type { lastStone } from "./game.ts";
import "./table.css";

type Props = TableProps<TypesOfGame<typeof lastStone>>;

/** Shows the view, and offers exactly what is legal; seats, clocks and refusals are the page's. */
export const LastStoneTable = (props: Props) => {
  const { view, config, legal, you, busy, act } = props;
  const stones = legal.find(({ type }) => type === "take")?.fields.stones;
  const most = stones && "max" in stones ? stones.max : 0;
  return (
    <section className="last-stone felt" aria-label="Last stone">
      <p className="last-stone-pile" aria-label="Stones left">
        {view.pile}
      </p>
      <p role="status">{statusText(props)}</p>
      {you !== null && (
        <div className="last-stone-controls" role="group" aria-label="Take">
          {Array.from({ length: config.takeMax }, (_, index) => index + 1).map((count) => (
            <button
              key={count}
              type="button"
              disabled={count > most || busy}
              onClick={() => act({ type: "take", stones: count })}
            >
              Take {count}
            </button>
          ))}
        </div>
      )}
    </section>
  );
};

const statusText = ({ view, you, players, running }: Props): string => {
  const name = (seat: number): string => players[seat] ?? `seat ${seat + 1}`;
  if (view.winner !== null)
    return view.winner === you ? "You have won!" : `${name(view.winner)} has won.`;
  if (!running || view.mover === null) return "The game begins when both seats are taken.";
  return view.mover === you ? "Your turn." : `${name(view.mover)} is to move.`;
};
