import { assert } from "@parlor/kit";
import { winnerOf, type Coup, type Winner } from "./coup.ts";

/** What is kept of a coup that is over, and what roads are made of. */
export interface CoupRecord {
  readonly winner: Winner;
  readonly playerTotal: number;
  readonly bankerTotal: number;
  readonly playerPair: boolean;
  readonly bankerPair: boolean;
}

const letters = { player: "P", banker: "B", tie: "T" } as const satisfies Record<Winner, string>;
const winnersByLetter: Readonly<Record<string, Winner>> = { P: "player", B: "banker", T: "tie" };

/**
 * A coup in a few letters, since a state keeps a whole shoe of them: the winner, the totals of player and
 * banker, and `p` and `b` for their pairs. "B46p": banker won with 6 against 4, and player had a pair.
 */
export const noteOf = (coup: Coup): string =>
  letters[winnerOf(coup)] +
  String(coup.playerTotal) +
  String(coup.bankerTotal) +
  (coup.playerPair === "none" ? "" : "p") +
  (coup.bankerPair === "none" ? "" : "b");

export const recordOf = (note: string): CoupRecord => {
  const winner = winnersByLetter[note[0] ?? ""];
  assert(winner !== undefined, `no note of a coup: ${note}`);
  return {
    winner,
    playerTotal: Number(note[1]),
    bankerTotal: Number(note[2]),
    playerPair: note.includes("p"),
    bankerPair: note.includes("b"),
  };
};
