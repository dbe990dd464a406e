import { alone, fault, rare, rareAfter, type Fault } from "./fault.ts";
import { commitOf, liveSession } from "./patched-files.ts";

const replay = "server/src/sessions/replay.ts";
const storeRules = "server/src/adapters/store-rules.ts";
const turn = "kit/src/turn.ts";

/** Faults in the money that many sessions share, and in what the platform keeps of a pot. */
export const poolFaults: readonly Fault[] = [
  rare(
    fault(
      "pay-a-pool-twice",
      ["M2"],
      [
        storeRules,
        ' || account.startsWith("prize:") || account.startsWith("pool:");',
        ' || account.startsWith("prize:");',
      ],
      [storeRules, "for (const account in seen)", "for (const account in {} as typeof seen)"],
    ),
  ),
  alone(
    rareAfter(
      50,
      fault(
        "pay-a-share-of-what-is-gone",
        ["M2"],
        [commitOf, "seen: deed.pools === undefined ? undefined : seenIn(setup.game.id, deed),", ""],
      ),
    ),
  ),
  fault(
    "lose-a-contribution",
    ["M3", "M2"],
    [
      commitOf,
      "transfers: deed.transfers,",
      'transfers: deed.transfers.filter(({ kind }) => kind !== "contribution"),',
    ],
  ),
  fault(
    "contribute-nothing",
    ["M4", "E1"],
    [turn, 'this.#move({ kind: "contribution", amount, pool });\n    this.#lower(amount);', ""],
  ),
  fault(
    "rake-what-stays-in-the-pot",
    ["M4", "E1"],
    [turn, '{ kind: "rake", amount, bet }', '{ kind: "rake", amount: amount + 1, bet }'],
  ),
  fault(
    "replay-with-an-empty-pool",
    ["liveness", "E1", "J4"],
    [replay, "pools: did.pools }", "pools: undefined }"],
  ),
  rare(
    fault(
      "draw-anew-when-a-pool-was-won",
      ["R1", "J4"],
      [
        liveSession,
        "? this.#perform(command, entry.at)",
        "? ((this.#state = { ...this.#state, round: { ...this.#state.round, wordsUsed: this.#state.round.wordsUsed + 1 } }), this.#perform(command, entry.at))",
      ],
    ),
  ),
];
