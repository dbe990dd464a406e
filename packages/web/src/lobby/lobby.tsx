import { GameCard } from "./game-card.tsx";
import { OpenTables } from "./open-tables.tsx";
import { verifyLink } from "../route.ts";
import { useLobby } from "./use-lobby.ts";

export const Lobby = () => {
  const { games, sessions } = useLobby();
  if (!games) return <p className="loading">Looking for games …</p>;
  return (
    <>
      <title>Parlor</title>
      <h1 className="unseen">Lobby</h1>
      <section aria-labelledby="tables-title">
        <h2 id="tables-title">Open tables</h2>
        <OpenTables sessions={sessions ?? []} games={games} />
      </section>
      <section aria-labelledby="games-title">
        <h2 id="games-title">Games</h2>
        <div className="cards">
          {games.map((game) => (
            <GameCard key={`${game.id} ${game.version}`} game={game} />
          ))}
        </div>
      </section>
      <p className="muted">
        Every ended session can be exported, and <a href={verifyLink}>verified here</a> from its
        file alone.
      </p>
    </>
  );
};
