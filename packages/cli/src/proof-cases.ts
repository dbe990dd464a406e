import { pathToFileURL } from "node:url";
import { games } from "@parlor/games";
import type { Game } from "@parlor/kit";
import type { ProofCase } from "@parlor/lab";
import { baccarat } from "./proofs/baccarat.ts";
import { blackjack } from "./proofs/blackjack.ts";
import { coinFlip } from "./proofs/coin-flip.ts";
import { craps } from "./proofs/craps.ts";
import { crash } from "./proofs/crash.ts";
import { roulette } from "./proofs/roulette.ts";
import { slotsCopperOrchard, slotsTideLantern } from "./proofs/slots.ts";
import type { Told } from "./proofs/told.ts";
import { videoPoker } from "./proofs/video-poker.ts";

/** What the lab is told about the shipped games: the configurations that are proved, and what is only history. */
const told: Readonly<Record<string, Told>> = {
  craps,
  roulette,
  blackjack,
  baccarat,
  "coin-flip": coinFlip,
  crash,
  "slots-copper-orchard": slotsCopperOrchard,
  "slots-tide-lantern": slotsTideLantern,
  "video-poker": videoPoker,
};

export const proofCases: readonly ProofCase[] = games.map((game) => ({ game, ...told[game.id] }));

/**
 * What is to be proved under a name: a shipped game, or a file that exports a `game` or, where the lab has
 * to be told more, a `proofCase`; so other people's games are held to their edges too.
 */
export const proofCaseOf = async (name: string): Promise<ProofCase | undefined> => {
  const shipped = proofCases.find(({ game }) => game.id === name);
  if (shipped !== undefined || !isFile(name)) return shipped;
  // Whoever names the file vouches for what it exports; something else fails as soon as it is played.
  const found = (await import(pathToFileURL(name).href)) as {
    readonly game?: Game;
    readonly proofCase?: ProofCase;
  };
  if (found.proofCase) return found.proofCase;
  if (found.game) return { game: found.game };
  throw new Error(`${name} exports neither a game nor a proofCase.`);
};

const isFile = (name: string): boolean => /\.[cm]?[jt]s$/.test(name);
