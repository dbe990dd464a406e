import { createReadStream, existsSync } from "node:fs";
import { roundSeedOf } from "@parlor/kit";
import { exportSession, type Store } from "@parlor/server";
import { verifyExport, type Held, type Verdict } from "@parlor/verify";
import { knownGames, type KnownGames } from "./game-file.ts";
import { atMostEvery } from "./progress-line.ts";
import { missingAt, withStore, type StorePlace } from "./store-file.ts";
import { storedProblem, type StoredProblem } from "./stored-problem.ts";
import { verdictText } from "./verdict-text.ts";

interface VerifyOptions extends StorePlace {
  readonly head?: string;
  readonly json?: boolean;
  /** Files with games of one's own. */
  readonly game?: readonly string[];
}

/** Whether everything holds is the exit code's to say: 0, 1 for a fault, 2 where there is nothing to check. */
const [faultCode, nothingCode] = [1, 2];

/** Checks a file, what comes in (`-`), or a session that the server's own file keeps. */
export const verify = async (what: string, options: VerifyOptions): Promise<void> => {
  if (what === "-") return verifyPieces(process.stdin, "Standard input", options);
  if (existsSync(what)) return verifyPieces(createReadStream(what), what, options);
  const missing = missingAt(options);
  if (missing !== undefined) return nothing(`There is no file ${what}, and ${missing}.`);
  return withStore(options, async (store) => verifyStored(store, what, options));
};

const nothing = (sentence: string): void => {
  console.error(sentence);
  process.exitCode = nothingCode;
};

const finderOf =
  ({ games }: KnownGames) =>
  (id: string, version: string) =>
    games.find((game) => game.id === id && game.version === version);

const verifyPieces = async (
  pieces: AsyncIterable<Uint8Array | string>,
  name: string,
  options: VerifyOptions,
): Promise<void> => {
  const findGame = finderOf(await knownGames(options.game));
  const pinned = options.head === undefined ? {} : { head: options.head };
  let verdict: Verdict;
  try {
    verdict = await verifyExport(pieces, { findGame, onProgress: progress(), ...pinned });
  } catch (error) {
    // The verifier throws nothing of its own: what comes from there was thrown by the reading.
    const reason = error instanceof Error ? error.message : String(error);
    return nothing(`${name} cannot be read: ${reason}`);
  } finally {
    clearProgress();
  }
  tell(verdict, options, null);
};

/**
 * [J4] A session in the server's file: its export, with the secret at hand, and then what else the store
 * keeps of it. Play may have gone on since the store was asked.
 */
const verifyStored = async (
  store: Store,
  session: string,
  options: VerifyOptions,
): Promise<void> => {
  const stored = await store.load(session);
  if (!stored) return nothing(`There is no file and no session ${session}.`);
  const verdict = await verifyExport(exportSession(store, session), {
    findGame: finderOf(await knownGames(options.game)),
    seedOf: (round) => roundSeedOf(stored.secret, round),
    onProgress: progress(),
    ...(options.head === undefined ? {} : { head: options.head }),
  });
  clearProgress();
  const problem = verdict.kind === "holds" ? await storedProblem(store, stored) : null;
  tell(verdict, options, { problem });
};

const tell = (
  verdict: Verdict,
  { json }: VerifyOptions,
  stored: { readonly problem: StoredProblem | null } | null,
): void => {
  if (verdict.kind === "fault" || stored?.problem) process.exitCode = faultCode;
  if (json)
    return console.log(JSON.stringify({ ...verdict, ...(stored ? { stored } : {}) }, null, 2));
  console.log(verdictText(verdict, stored));
};

const toldEveryMs = 200;

const progress = (): ((held: Held) => void) => {
  if (!process.stderr.isTTY) return () => undefined;
  let count = 0;
  const tellCount = atMostEvery(toldEveryMs, () =>
    process.stderr.write(`\r\u001B[K${count} entries hold so far`),
  );
  return ({ entries }) => {
    count = entries;
    tellCount();
  };
};

const clearProgress = (): void => {
  if (process.stderr.isTTY) process.stderr.write("\r\u001B[K");
};
