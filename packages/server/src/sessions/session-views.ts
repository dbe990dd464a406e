import type { SessionInfo, SessionSummary } from "@parlor/protocol";
import type { Standing } from "./contract.ts";
import { publicPlayers } from "./shown.ts";

/** The session's line in the lobby. */
export const summaryOf = ({ id, setup, state }: Standing): SessionSummary => ({
  id,
  game: setup.game.id,
  version: setup.game.version,
  title: setup.title,
  status: state.phase.status,
  host: setup.host,
  players: publicPlayers(state.players),
  seatCount: setup.seatCount,
  limits: setup.limits,
  currency: setup.currency,
  createdAt: state.createdAt,
});

/** What never changes about the session. */
export const infoOf = ({ id, setup, state }: Standing): SessionInfo => ({
  id,
  game: setup.game.id,
  version: setup.game.version,
  title: setup.title,
  host: setup.host,
  config: setup.config,
  limits: setup.limits,
  currency: setup.currency,
  seatCount: setup.seatCount,
  seatsMin: setup.seatsMin,
  createdAt: state.createdAt,
});
