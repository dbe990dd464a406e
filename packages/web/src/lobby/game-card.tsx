import type { GameInfo } from "@parlor/protocol";
import { useState } from "react";
import { useSigned } from "../page-context.tsx";
import { percentText, shareOf } from "../words.ts";
import { OpenTableForm } from "./open-table-form.tsx";

export const GameCard = ({ game }: { readonly game: GameInfo }) => {
  const [opening, setOpening] = useState(false);
  const signed = useSigned();
  return (
    <article className="card" data-testid={`game-${game.id}`}>
      <h3>{game.title}</h3>
      <p>{game.summary}</p>
      <dl className="facts">
        <div>
          <dt>Players</dt>
          <dd>{seatsText(game.seats)}</dd>
        </div>
        <div>
          <dt>Bank</dt>
          <dd>{bankText[game.bank]}</dd>
        </div>
      </dl>
      <Edges game={game} />
      {opening ? (
        <OpenTableForm game={game} cancel={() => setOpening(false)} />
      ) : (
        <button
          type="button"
          className="primary"
          disabled={!signed || !game.available}
          onClick={() => setOpening(true)}
          data-testid={`open-${game.id}`}
        >
          {openText(signed !== null, game.available)}
        </button>
      )}
    </article>
  );
};

const openText = (signed: boolean, available: boolean): string => {
  if (!available) return "Not available now";
  return signed ? "Open a table" : "Give your name to play";
};

const bankText: Readonly<Record<GameInfo["bank"], string>> = {
  house: "the house",
  players: "the players",
  none: "no money",
};

const seatsText = ({ min, max }: GameInfo["seats"]): string =>
  min === max ? String(min) : `${min} to ${max}`;

/** The bets with the house's edge on each, behind a fold where there are many. */
const Edges = ({ game }: { readonly game: GameInfo }) => {
  const bets = game.bets.filter(({ edge }) => edge !== undefined);
  if (bets.length === 0) return null;
  return (
    <details className="edges">
      <summary>House edge: {edgesText(bets.map(({ edge }) => edge ?? "0/1"))}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">Bet</th>
            <th scope="col">Pays</th>
            <th scope="col">Edge</th>
          </tr>
        </thead>
        <tbody>
          {bets.map(({ bet, title, pays, edge, per }) => (
            <tr key={bet}>
              <td>{title}</td>
              <td>{pays ?? ""}</td>
              <td title={per === undefined ? undefined : `per ${per}`}>
                {percentText(edge ?? "0/1")}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
};

/** From the kindest bet to the dearest. */
const edgesText = (edges: readonly string[]): string => {
  const shares = edges.toSorted((one, other) => shareOf(one) - shareOf(other)).map(percentText);
  const [least = "", most = least] = [shares[0], shares.at(-1)];
  return least === most ? least : `${least} to ${most}`;
};
