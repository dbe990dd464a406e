import {
  callGame,
  GameFault,
  publicTimers,
  type Choice,
  type Seat,
  type SessionState,
} from "@parlor/kit";
import type { SessionView } from "@parlor/protocol";
import { botNameOf } from "../bots/contract.ts";
import type { Engine } from "../ports/engine.ts";
import type { Standing } from "./contract.ts";

/** A game's view that is a plain object, field by field: names and values in one order, each as JSON text. */
interface FieldTexts {
  readonly names: readonly string[];
  readonly values: readonly string[];
}

type CommonPart = "status" | "players" | "round" | "timers" | "stats" | "ended";
type CommonTexts = Readonly<Record<CommonPart, string | undefined>>;

/**
 * [V1] What a seat, or a spectator, may see of one moment: an allow-list, each part as its JSON text. What
 * everybody may see is written once for all who look at the moment.
 */
export interface Shown {
  readonly seat: Seat | null;
  readonly common: CommonTexts;
  readonly game: FieldTexts | string;
  /** Left out for a spectator. */
  readonly legal: string | undefined;
  /** The game failed to make its view, or made one that cannot be sent: it shows nothing. */
  readonly fault?: GameFault;
}

export const publicPlayers = (players: SessionState["players"]): SessionView["players"] =>
  players.map((player) => {
    if (!player) return null;
    const { id, name } = player;
    const bot = botNameOf(id);
    return bot === null ? { id, name } : { id, name, bot };
  });

/** The players change only when somebody joins or leaves, and of a crowd they are most of the text. */
const textsOfPlayers = new WeakMap<SessionState["players"], string>();
const playersText = (players: SessionState["players"]): string => {
  const known = textsOfPlayers.get(players);
  if (known !== undefined) return known;
  const made = JSON.stringify(publicPlayers(players));
  textsOfPlayers.set(players, made);
  return made;
};

const commonTexts = ({ phase, players, round, timers, stats }: SessionState): CommonTexts => ({
  status: JSON.stringify(phase.status),
  players: playersText(players),
  round: JSON.stringify({ number: round.number, commitment: round.commitment }),
  timers: JSON.stringify(publicTimers(timers)),
  stats: JSON.stringify(stats),
  ended:
    phase.status === "ended"
      ? JSON.stringify({ reason: phase.reason, at: phase.at, outcome: phase.outcome })
      : undefined,
});

/** What all who look at the moment of `standing` are shown; each seat's is made when it is asked for. */
export const shownAt = (standing: Standing, engine: Engine): ((seat: Seat | null) => Shown) => {
  const common = commonTexts(standing.state);
  return (seat) => shownTo(standing, engine, seat, common);
};

const shownTo = (
  { setup, state }: Standing,
  engine: Engine,
  seat: Seat | null,
  common: CommonTexts,
): Shown => {
  const legalText = (legal: readonly Choice[]): string | undefined =>
    seat === null || seat >= setup.seatCount
      ? undefined
      : JSON.stringify(legal.map(({ type, fields }) => ({ type, fields })));
  try {
    const { view, legal } = engine.look(setup, state, seat);
    return callGame(setup.game.id, "view", () => ({
      seat,
      common,
      game: fieldTexts(view) ?? JSON.stringify(view) ?? "null",
      legal: legalText(legal),
    }));
  } catch (error) {
    if (!(error instanceof GameFault)) throw error;
    return { seat, common, game: "null", legal: legalText([]), fault: error };
  }
};

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> => {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

/** Nothing for a view that is not told by its fields: no plain object, or one that JSON or a client would read in another way. */
const fieldTexts = (view: unknown): FieldTexts | undefined => {
  if (!isPlain(view) || Object.hasOwn(view, "toJSON") || Object.hasOwn(view, "__proto__"))
    return undefined;
  const [names, values]: [string[], string[]] = [[], []];
  for (const name of Object.keys(view)) {
    const text: string | undefined = JSON.stringify(view[name]);
    if (text === undefined) continue; // as JSON leaves it out
    names.push(name);
    values.push(text);
  }
  return { names, values };
};

/** `{"name":text,…}` of those that have a text. */
const objectText = (
  parts: readonly (readonly [name: string, text: string | undefined])[],
): string => {
  let text = "";
  for (const [name, own] of parts)
    if (own !== undefined) text += `${text === "" ? "" : ","}${JSON.stringify(name)}:${own}`;
  return `{${text}}`;
};

const fieldsText = ({ names, values }: FieldTexts, isWanted = (_at: number) => true): string =>
  objectText(names.flatMap((name, at) => (isWanted(at) ? [[name, values[at]] as const] : [])));

/** A `SessionView`, as text. */
export const viewText = ({ seat, common, game, legal }: Shown, seq: number, now: number): string =>
  objectText([
    ["seq", `${seq}`],
    ["now", `${now}`],
    ...Object.entries(common),
    ["you", `${seat}`],
    ["view", typeof game === "string" ? game : fieldsText(game)],
    ["legal", legal],
  ]);

/** A `ViewChange`, as text: what the same seat, which was shown `before`, has to be told to see `after`. */
export const changeText = (before: Shown, after: Shown, seq: number, now: number): string => {
  let text = `{"seq":${seq},"now":${now}`;
  for (const name of commonParts) {
    const own = after.common[name];
    if (own !== undefined && own !== before.common[name]) text += `,"${name}":${own}`;
  }
  if (after.legal !== undefined && after.legal !== before.legal) text += `,"legal":${after.legal}`;
  return `${text}${gameChange(before.game, after.game)}}`;
};
const commonParts: readonly CommonPart[] = [
  "status",
  "players",
  "round",
  "timers",
  "stats",
  "ended",
];

/** The game's part of a change, with the comma before it; nothing where nothing has changed. */
const gameChange = (before: Shown["game"], after: Shown["game"]): string => {
  if (typeof after === "string") return before === after ? "" : `,"view":${after}`;
  if (typeof before === "string" || !haveSameNames(before, after))
    return `,"view":${fieldsText(after)}`;
  const isNew = (at: number): boolean => before.values[at] !== after.values[at];
  return after.values.some((_, at) => isNew(at)) ? `,"fields":${fieldsText(after, isNew)}` : "";
};

const haveSameNames = (one: FieldTexts, other: FieldTexts): boolean =>
  one.names.length === other.names.length &&
  one.names.every((name, at) => name === other.names[at]);
