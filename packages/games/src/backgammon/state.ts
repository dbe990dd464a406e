import { unreachable, type GameTypes, type ReadTable, type Seat, type Table } from "@parlor/kit";
import { other, startBoard, type Board, type Loss } from "./board.ts";
import type { Config } from "./config.ts";
import type { Events, gameEnds, matchEnds } from "./events.ts";
import type { RefusalCode } from "./refusals.ts";

export type Dice = [first: number, second: number];

/** What is to be done next. The seat whose turn it is does it, unless it is the other one's answer that is awaited. */
export type Phase =
  /** One of the players rolls for who begins. */
  | { readonly kind: "opening" }
  | { readonly kind: "roll" }
  | { readonly kind: "move"; readonly dice: Dice }
  /** The other seat answers a double. */
  | { readonly kind: "double" }
  /** The other seat has taken and turned the cube again; the doubler answers. */
  | { readonly kind: "beaver" }
  /** The other seat answers a resignation; without dice it was made before the roll. */
  | { readonly kind: "resignation"; readonly loss: Loss; readonly dice: Dice | null }
  | { readonly kind: "over"; readonly winner: Seat; readonly by: (typeof matchEnds)[number] };

export interface Cube {
  value: number;
  /** Who may double next; null while it is in the middle and both may. */
  owner: Seat | null;
}

export interface GameResult {
  readonly winner: Seat;
  readonly by: (typeof gameEnds)[number];
  readonly loss: Loss;
  readonly points: number;
}

/** Everything here is public: there is nothing hidden in backgammon but the next roll. */
export interface State {
  board: Board;
  /** Whose turn it is; in the opening, who rolls for both. */
  mover: Seat;
  phase: Phase;
  cube: Cube;
  scores: [number, number];
  /** The number of the game in the match, from 1. */
  game: number;
  /** Which game of the match is the Crawford game; null as long as none was. */
  crawfordGame: number | null;
  /** The factor of the greatest loss that the mover has been declined this turn, else 0. */
  declined: number;
  /** How the game before this one went. */
  last: GameResult | null;
  /** What is left of each seat's reserve. */
  reserveMs: [number, number];
}

interface BackgammonTypes extends GameTypes {
  readonly config: Config;
  readonly events: Events;
  readonly bets: never;
  readonly refusals: RefusalCode;
  readonly state: State;
}
export type BackgammonTable = Table<BackgammonTypes>;
export type BackgammonReadTable = ReadTable<BackgammonTypes>;

export const newState = ({ matchPoints, reservePerPointMs }: Config): State => {
  const reserve = reservePerPointMs * Math.max(1, matchPoints);
  return {
    board: startBoard(),
    mover: 0,
    phase: { kind: "opening" },
    cube: { value: 1, owner: null },
    scores: [0, 0],
    game: 1,
    // A match to one point begins within a point of its end, but doubling means nothing in it anyway.
    crawfordGame: null,
    declined: 0,
    last: null,
    reserveMs: [reserve, reserve],
  };
};

/** Who has to act; null after the end. */
export const actorOf = ({ phase, mover }: Pick<State, "phase" | "mover">): Seat | null => {
  switch (phase.kind) {
    case "opening":
    case "roll":
    case "move":
    case "beaver":
      return mover;
    case "double":
    case "resignation":
      return other(mover);
    case "over":
      return null;
    default:
      return unreachable(phase);
  }
};

export const isMoney = ({ matchPoints }: Config): boolean => matchPoints === 0;
