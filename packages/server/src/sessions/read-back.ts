import { AssertionError, isRefusal, refuse, type Refusal, type SessionStatus } from "@parlor/kit";
import { sessionSeeds } from "../fairness/contract.ts";
import type { Standing } from "./contract.ts";
import { replay } from "./replay.ts";
import type { Beginning, SessionPorts } from "./session-ports.ts";

type Reading = Pick<SessionPorts, "store" | "registry" | "log" | "untold">;

/** Statuses of sessions that have not ended. */
export const running: readonly SessionStatus[] = ["waiting", "in_progress", "paused"];

/**
 * A session as its journal tells it, when everybody has been told of all of it. A journal that cannot be followed stays shut until somebody
 * has looked; the other sessions go on.
 */
export const readBack = async (
  ports: Reading,
  id: string,
): Promise<Omit<Beginning, "lease"> | Refusal> => {
  try {
    return await read(ports, id);
  } catch (error) {
    ports.log.error({ session: id, error: String(error) }, "the session was not read back");
    return error instanceof AssertionError
      ? refuse("game_fault", "the session's journal does not fit the game's code")
      : refuse("outcome_unknown");
  }
};

const read = async ({ store, registry, untold }: Reading, id: string) => {
  const stored = await store.load(id);
  if (!stored) {
    untold.drop(id);
    return refuse("unknown_session");
  }
  const setup = JSON.parse(stored.setup) as Standing["setup"]; // written by this server from a parsed setup
  const engine = registry.engineOf(setup.game.id, setup.game.version);
  if (isRefusal(engine)) return engine;
  const { snapshot } = stored;
  const [base] = snapshot ? await store.entries(id, snapshot.seq - 1, 1) : [];
  const seeds = sessionSeeds(stored.secret);
  const { entries, ...stood } = await replay(engine, stored, base, seeds);
  await untold.tell({ id, ...stood });
  return { id, engine, seeds, recent: entries.map(({ command }) => command.id), ...stood };
};
