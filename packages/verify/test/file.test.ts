import { coinFlip } from "@parlor/games/coin-flip";
import { ticTacToe } from "@parlor/games/tic-tac-toe";
import { commitmentOf as textHash, type Entry, type SessionSetup } from "@parlor/kit";
import { exportText } from "@parlor/protocol";
import { expect, test } from "vitest";
import { verifyExport } from "../src/index.ts";
import { lineBytesMax } from "../src/limits.ts";
import { act, changed, edited, fileOf, joinBy, linesOf, play, type Played } from "./journal.ts";
import { findGame } from "./known-games.ts";

const first = async (pieces: Iterable<string | Uint8Array>) => {
  const verdict = await verifyExport(pieces, { findGame });
  return verdict.kind === "fault" ? [verdict.finding.code, verdict.finding.seq] : verdict.kind;
};

/** Five entries: created, joined, flipped three times. */
const flipped = (session?: string): Played => {
  const played = play(coinFlip, {}, session === undefined ? {} : { session });
  played.ask(joinBy("ann"));
  for (let flip = 0; flip < 3; flip++)
    played.ask(act("ann", { type: "flip", call: "heads", stake: 100 }));
  return played;
};
const lines = fileOf(flipped());
const other = fileOf(flipped("another"));
const old = fileOf(flipped(), { version: 1 });
const end = lines.at(-1) ?? "";

test.each([
  ["[VERIFY-1] nothing at all", [], ["not_an_export", 0]],
  ["[VERIFY-1] something else", ["# Parlor\n"], ["not_an_export", 0]],
  ["[VERIFY-1] no first line", lines.slice(1), ["not_an_export", 0]],
  ["[VERIFY-1] a later version", fileOf(flipped(), { version: 3 }), ["unknown_version", 0]],
  ["[VERIFY-2] white space", lines.with(2, lines[2]!.replace(":", ": ")), ["line_shape", 2]],
  ["[VERIFY-2] a line that is no JSON", lines.toSpliced(3, 0, "no\n"), ["line_shape", 3]],
  ["[VERIFY-2] an empty line", lines.toSpliced(3, 0, "\n"), ["line_shape", 3]],
  ["[VERIFY-2] Windows' line ends", lines.map((one) => `${one.trim()}\r\n`), ["line_shape", 0]],
  ["[VERIFY-2] a byte order mark", [`\uFEFF${lines.join("")}`], ["not_an_export", 0]],
  [
    "[VERIFY-2] bytes that are no text",
    [...lines.slice(0, 2), Uint8Array.of(0xff, 0x0a)],
    ["not_text", 2],
  ],
  ["[VERIFY-6] an entry left out", lines.toSpliced(3, 1), ["seq_mismatch", 3]],
  ["[VERIFY-6] an entry twice", lines.toSpliced(3, 0, lines[3]!), ["seq_mismatch", 4]],
  ["[VERIFY-6] another session's entry", lines.with(3, other[3]!), ["session_mismatch", 3]],
  ["[VERIFY-6] another session's first line", lines.with(0, other[0]!), ["session_mismatch", 1]],
  ["[VERIFY-15] two files", [...lines, ...other], ["after_the_end", 6]],
  ["[VERIFY-15] two files, the end left out", [...lines.slice(0, -1), ...other], ["line_shape", 6]],
  ["[VERIFY-15] an empty line at the end", [...lines, "\n"], ["after_the_end", 6]],
  ["[VERIFY-15] more without a line end", [...lines, "more"], ["after_the_end", 6]],
  ["[VERIFY-15] no end line", lines.slice(0, -1), ["truncated", 6]],
  ["[VERIFY-15] no entries", [lines[0]!], ["truncated", 1]],
  ["[VERIFY-15] no entries, and an end", linesOf({ session: "a", entries: [] }), ["truncated", 1]],
  ["[VERIFY-15] an end without its line end", [lines.join("").trimEnd()], ["truncated", 6]],
  ["[VERIFY-15] an entry cut off", [lines.join("").slice(0, -300)], ["truncated", 5]],
  ["[VERIFY-15] an entry missing before the end", lines.toSpliced(5, 1), ["head_mismatch", 5]],
  ["[VERIFY-15] no entry before the end", [lines[0]!, end], ["head_mismatch", 1]],
  ["[VERIFY-1] the oldest version", old, "holds"],
  ["[VERIFY-15] an end in a file that has none", [...old, end], ["line_shape", 6]],
  ["[VERIFY-15] the oldest version, cut off", [old.join("").slice(0, -9)], ["truncated", 5]],
] as const)("%s", async (_, pieces, expected) => {
  expect(await first(pieces)).toEqual(expected);
});

test("[VERIFY-2] a line without an end is not read for ever", async () => {
  let count = 0;
  function* endless() {
    yield lines[0]!;
    for (; ; count++) yield new Uint8Array(1_024 * 1_024).fill(0x20);
  }
  expect(await first(endless())).toEqual(["line_too_long", 1]);
  expect(count).toBeLessThanOrEqual(lineBytesMax / 1_024 / 1_024);
});

test("a file is the same file in pieces of any size", async () => {
  const bytes = new TextEncoder().encode(fileOf(titled("Kopf oder Zahl – für Größen 🪙")).join(""));
  for (const size of [1, 7, 1_000]) {
    const buffer = new Uint8Array(size); // one buffer for all pieces, as some readers have it
    const pieces = function* () {
      for (let at = 0; at < bytes.length; at += size) {
        const piece = bytes.subarray(at, at + size);
        buffer.set(piece);
        yield buffer.subarray(0, piece.length);
      }
    };
    expect([size, await first(pieces())]).toEqual([size, "holds"]);
  }
});

const titled = (title: string): Played => {
  const played = play(coinFlip, { title });
  played.ask(joinBy("ann"));
  return played;
};

test("[VERIFY-5] a text that is no entry of this version is not taken for one", async () => {
  const { entries } = flipped();
  const forge = async (change: (entry: Entry) => object) =>
    first(fileOf(flipped(), { entries: changed(entries, 3, (entry) => change(entry) as Entry) }));
  expect(await forge((entry) => ({ ...entry, v: 2 }))).toEqual(["entry_shape", 3]);
  expect(await forge((entry) => ({ ...entry, more: 1 }))).toEqual(["entry_shape", 3]);
  expect(await forge((entry) => ({ ...entry, at: "noon" }))).toEqual(["entry_shape", 3]);
  expect(await forge((entry) => ({ ...entry, command: { ...entry.command, more: 1 } }))).toEqual([
    "entry_shape",
    3,
  ]);
  expect(await forge((entry) => ({ ...entry, did: { ...entry.did, draws: [[2, 2]] } }))).toEqual([
    "entry_shape",
    3,
  ]);
});

test("[VERIFY-6] an entry that carries another hash than the one before it has breaks the chain", async () => {
  const broken = edited(lines, 4, (entry) => ({ ...entry, prev: textHash("another") }));
  const { body } = JSON.parse(broken[4]!) as { body: string }; // a line of the helper's own
  const sealed = broken.with(4, exportText({ hash: textHash(body), body }));
  expect(await first(sealed)).toEqual(["chain_broken", 4]);
});

test("[VERIFY-7] a command that is done twice is found by its id", async () => {
  const { entries } = flipped();
  const [third, fourth] = [entries[2]!, entries[3]!];
  const command = { ...fourth.command, id: third.command.id };
  const repeated = changed(entries, 4, (entry) => ({ ...entry, command }));
  expect(await first(fileOf(flipped(), { entries: repeated }))).toEqual(["command_repeated", 4]);
});

test("[VERIFY-8] a session is opened once, at its beginning, as its game allows", async () => {
  const played = flipped();
  const { entries, session } = played;
  const [create, join] = [entries[0]!, entries[1]!];
  const forged = async (...list: Entry[]) =>
    first(linesOf({ session, entries: list.map((entry, at) => ({ ...entry, seq: at + 1 })) }));
  expect(await forged(join)).toEqual(["create_misplaced", 1]);
  const again = { ...create, command: { ...create.command, id: "again" } };
  expect(await forged(create, again)).toEqual(["create_misplaced", 2]);
  const opened = async (change: Partial<SessionSetup>) => {
    if (create.command.kind !== "create") throw new Error("the first entry opens nothing");
    const setup = { ...create.command.setup, ...change };
    return forged({ ...create, command: { ...create.command, setup } });
  };
  expect(await opened({ title: "Another" })).toBe("holds");
  const game = { id: "coin-flip", version: "1.0.1" };
  expect(await opened({ game })).toEqual(["unknown_game", 1]);
  expect(await opened({ game: { id: "poker", version: "1.0.0" } })).toEqual(["unknown_game", 1]);
  expect(await opened({ seatCount: 2 })).toEqual(["setup_not_allowed", 1]);
  expect(await opened({ seatsMin: 2 })).toEqual(["setup_not_allowed", 1]);
  expect(await opened({ config: { payout: "5/1" } })).toEqual(["setup_not_allowed", 1]);
  expect(await opened({ config: {} })).toEqual(["setup_not_allowed", 1]);
});

test("[VERIFY-8] rules of another version than the session's are not taken for its own", async () => {
  const verdict = await verifyExport(fileOf(flipped()), {
    findGame: () => ({ ...coinFlip, version: "2.0.0" }),
  });
  expect(verdict).toMatchObject({ finding: { code: "unknown_game", found: "coin-flip 1.0.0" } });
});

test("[VERIFY-11] rules that fail at a command are told apart from rules that refuse it", async () => {
  const played = play(ticTacToe);
  played.ask(joinBy("ann"));
  played.ask(joinBy("bob"));
  played.ask(act("ann", { type: "place", cell: 4 }));
  const broken = { ...ticTacToe, act: { place: () => Promise.reject(new Error("no rules")) } };
  const verdict = await verifyExport(fileOf(played), { findGame: () => broken as never });
  expect(verdict).toMatchObject({ finding: { code: "game_fault", seq: 4 } });
});
