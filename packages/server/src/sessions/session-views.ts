import { callGame, GameFault, type Choice, type Seat, type SessionState } from "@parlor/kit";
import type { SessionInfo, SessionSummary, SessionView } from "@parlor/protocol";
import type { Engine } from "../ports/engine.ts";
import type { Standing } from "./contract.ts";

const publicPlayers = (state: SessionState) =>
  state.players.map((player) => player && { id: player.id, name: player.name });

/** The session's line in the lobby. */
export const summaryOf = ({ id, setup, state }: Standing): SessionSummary => ({
  id,
  game: setup.game.id,
  version: setup.game.version,
  title: setup.title,
  status: state.phase.status,
  host: setup.host,
  players: publicPlayers(state),
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
 * [V1] What a seat, or a spectator, may see: an allow-list, built anew. A game that fails to make
 * its view shows nothing, and `faulted` is told.
 */
export const viewOf = (
  standing: Standing,
  engine: Engine,
  seat: Seat | null,
  now: number,
  faulted: (fault: GameFault) => void,
): SessionView => {
  const { setup, state, seq } = standing;
  const { phase, round } = state;
  const { view, legal } = gameLook(engine, standing, seat, faulted);
  return {
    seq,
    now,
    status: phase.status,
    ...(phase.status === "ended"
      ? { ended: { reason: phase.reason, at: phase.at, outcome: copyOutcome(phase.outcome) } }
      : {}),
    you: seat,
    players: publicPlayers(state),
    round: { number: round.number, commitment: round.commitment },
    timers: { ...state.timers },
    stats: state.stats,
    view,
    ...(seat === null || seat >= setup.seatCount ? {} : { legal }),
  };
};

/** What the game shows. Whatever cannot be sent as it is, or is no list of choices, is the game's fault. */
const gameLook = (
  engine: Engine,
  { setup, state }: Standing,
  seat: Seat | null,
  faulted: (fault: GameFault) => void,
): { view: unknown; legal: SessionView["legal"] } => {
  try {
    const { view, legal } = engine.look(setup, state, seat);
    return callGame(setup.game.id, "view", () => {
      JSON.stringify(view);
      return { view, legal: legal.map(copyChoice) };
    });
  } catch (error) {
    if (!(error instanceof GameFault)) throw error;
    faulted(error);
    return { view: null, legal: [] };
  }
};

const copyOutcome = (outcome: { readonly places: readonly (readonly Seat[])[] } | null) =>
  outcome && { places: outcome.places.map((group) => [...group]) };

// The wire's types are mutable lists; the game's are not.
const copyChoice = ({ type, fields }: Choice) => {
  JSON.stringify(fields);
  const copied = Object.entries(fields).map(([name, domain]) => [
    name,
    isList(domain) ? [...domain] : domain,
  ]);
  return { type, fields: Object.fromEntries(copied) };
};

const isList = (domain: Choice["fields"][string]): domain is readonly unknown[] =>
  Array.isArray(domain);
