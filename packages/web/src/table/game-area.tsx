import { Suspense, useCallback } from "react";
import type { TableEvent, TableUpdate } from "@parlor/client";
import { tables } from "@parlor/games/tables";
import type { Action, GameTypes, Limits } from "@parlor/kit";
import { platformEventTypes } from "@parlor/kit";
import { useParlor } from "../page-context.tsx";
import { AnyGame } from "./any-game.tsx";
import { GameBoundary } from "./game-boundary.tsx";
import type { TablePartProps } from "./table-parts.ts";

interface GameAreaProps extends TablePartProps {
  readonly events: readonly TableEvent<GameTypes>[];
}

/** The game's own table where it has one, else one that is made of its view and its legal choices. */
export const GameArea = ({ table, update, events, command }: GameAreaProps) => {
  const { info, view } = update;
  const parlor = useParlor();
  const now = useCallback(() => parlor.now(), [parlor]);
  if (view.view === null) return <p className="loading">The game cannot show its table now.</p>;
  const Own = tables[info.game] ?? AnyGame;
  const props = {
    ...propsOf(update, events),
    now,
    busy: command.busy,
    act: (action: Action) => command.run(() => table.act(action)),
  };
  return (
    <GameBoundary instead={<AnyGame {...props} />}>
      <Suspense fallback={<p className="loading">Setting up the table …</p>}>
        <Own {...props} />
      </Suspense>
    </GameBoundary>
  );
};

const platformTypes: ReadonlySet<string> = new Set(platformEventTypes);

const propsOf = ({ info, view }: TableUpdate, events: readonly TableEvent<GameTypes>[]) => ({
  view: view.view,
  config: info.config,
  limits: kitLimits(info.limits),
  currency: info.currency,
  players: view.players.map((player) => player?.name ?? null),
  you: view.you,
  legal: view.legal ?? [],
  timers: view.timers,
  // A game's table knows the events that the game declares, and no others.
  events: events.filter(({ type }) => !platformTypes.has(type)),
  running: view.status === "in_progress",
});

/** The wire may spell out a step that there is not. */
const kitLimits = ({ min, max, step }: TableUpdate["info"]["limits"]): Limits =>
  step === undefined ? { min, max } : { min, max, step };
