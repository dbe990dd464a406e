import { refuse, type Command, type PoolBalances, type Seeds } from "@parlor/kit";
import type { Engine } from "../ports/engine.ts";
import type { Standing } from "./contract.ts";
import type { SessionPorts } from "./session-ports.ts";

/** A session in front of a command. */
interface Asked extends Standing {
  readonly engine: Engine;
}

/** What the game makes of a command now. An engine that answers at once is not waited for. */
export const stepOf = (
  { registry, pools }: SessionPorts,
  { id, setup, state, engine }: Asked,
  command: Command,
  now: number,
  seeds: Seeds,
): ReturnType<Engine["step"]> => {
  if (needsGame(command) && !registry.isRunning(setup.game.id))
    return { kind: "refused", refusal: refuse("game_unavailable") };
  const context = { session: id, now, seeds };
  if (engine.game.pools === undefined) return engine.step(setup, state, command, context);
  const stepWith = (held: PoolBalances) =>
    engine.step(setup, state, command, { ...context, pools: held });
  const held = pools.of(engine.game, setup.currency);
  return held instanceof Promise ? held.then(stepWith) : stepWith(held);
};

/** While a game is stopped, players may leave and operators may end; nothing else may run. */
const needsGame = ({ kind }: Command): boolean =>
  kind === "join" || kind === "act" || kind === "timeout" || kind === "resume";
