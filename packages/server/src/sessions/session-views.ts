import {
  callGame,
  GameFault,
  publicTimers,
  type Choice,
  type Seat,
  type SessionState,
} from "@parlor/kit";
import type { SessionInfo, SessionSummary, SessionView } from "@parlor/protocol";
import { botNameOf } from "../bots/contract.ts";
import type { Engine } from "../ports/engine.ts";
import type { Standing } from "./contract.ts";

const publicPlayers = (players: SessionState["players"]) =>
  players.map((player) => {
    if (!player) return null;
    const { id, name } = player;
    const bot = botNameOf(id);
    return bot === null ? { id, name } : { id, name, bot };
  });

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

/**
 * [V1] What a seat, or a spectator, may see, as JSON text: an allow-list, built anew. What everybody may see
 * is written once for all who look at the same moment. A game that fails to make its view, or makes
 * one that cannot be sent, shows nothing, and `faulted` is told.
 */
export const viewTextsOf = (
  standing: Standing,
  engine: Engine,
  now: number,
  faulted: (fault: GameFault) => void,
): ((seat: Seat | null) => string) => {
  const shared = JSON.stringify(publicView(standing, now)).slice(0, -1);
  return (seat) => `${shared},${seatText(standing, engine, seat, faulted).slice(1)}`;
};

const publicView = (
  { state, seq }: Standing,
  now: number,
): Omit<SessionView, "you" | "view" | "legal"> => {
  const { phase, players, round, timers, stats } = state;
  const common = {
    seq,
    now,
    status: phase.status,
    players: publicPlayers(players),
    round: { number: round.number, commitment: round.commitment },
    timers: publicTimers(timers),
    stats,
  };
  if (phase.status !== "ended") return common;
  const { reason, at, outcome } = phase;
  return { ...common, ended: { reason, at, outcome: copyOutcome(outcome) } };
};

/** What differs from seat to seat: what the game shows, and what it allows. */
const seatText = (
  { setup, state }: Standing,
  engine: Engine,
  seat: Seat | null,
  faulted: (fault: GameFault) => void,
): string => {
  const textOf = (view: unknown, legal: readonly Choice[]): string =>
    JSON.stringify(
      seat === null || seat >= setup.seatCount
        ? { you: seat, view }
        : { you: seat, view, legal: legal.map(({ type, fields }) => ({ type, fields })) },
    );
  try {
    const { view, legal } = engine.look(setup, state, seat);
    return callGame(setup.game.id, "view", () => textOf(view, legal));
  } catch (error) {
    if (!(error instanceof GameFault)) throw error;
    faulted(error);
    return textOf(null, []);
  }
};

// The wire's types are mutable lists; the platform's are not.
const copyOutcome = (outcome: { readonly places: readonly (readonly Seat[])[] } | null) =>
  outcome && { places: outcome.places.map((group) => [...group]) };
