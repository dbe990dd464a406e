import { craps } from "@parlor/games/craps";
import type { Entry } from "@parlor/kit";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { findingTexts, verifyExport } from "../src/index.ts";
import { highCard } from "./high-card.ts";
import { act, fileOf, joinBy, linesOf, play, playOn } from "./journal.ts";
import { findGame } from "./known-games.ts";

const cards = play(highCard, { title: 'Größe "🪙" \\ \u0001' });
cards.ask(joinBy("ann"));
for (const type of ["bet", "call", "bet"])
  cards.ask(act("ann", type === "bet" ? { type, stake: 500 } : { type }));
const dice = play(craps);
dice.ask(joinBy("ann"));
playOn(dice, 12, 4);

const bytesOf = (lines: readonly string[]) => new TextEncoder().encode(lines.join(""));
const verdictOf = async (bytes: Uint8Array) => {
  const verdict = await verifyExport([bytes], { findGame });
  if (verdict.kind === "fault") expect(Object.keys(findingTexts)).toContain(verdict.finding.code);
  return verdict;
};

test.each([
  ["version 2", bytesOf(fileOf(cards))],
  ["version 1", bytesOf(fileOf(cards, { version: 1 }))],
  ["version 2, craps", bytesOf(fileOf(dice))],
])("[VERIFY-18] any one byte that is another one is found: %s", async (_, file) => {
  expect(await verdictOf(file)).toMatchObject({ kind: "holds" });
  const change = fc.record({
    at: fc.nat(file.length - 1),
    by: fc.oneof(fc.integer({ min: 1, max: 255 }), fc.constantFrom(1, 0x20, 0x80)),
  });
  await fc.assert(
    fc.asyncProperty(change, async ({ at, by }) => {
      const other = file.with(at, (file[at] ?? 0) ^ by);
      expect((await verdictOf(other)).kind).toBe("fault");
    }),
    { numRuns: 400 },
  );
});

test("[VERIFY-18] one byte more or less is found", async () => {
  const file = bytesOf(fileOf(cards));
  const cut = fc.record({ at: fc.nat(file.length - 1), byte: fc.nat(255), isMore: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(cut, async ({ at, byte, isMore }) => {
      const parts = [...file];
      if (isMore) parts.splice(at, 0, byte);
      else parts.splice(at, 1);
      expect((await verdictOf(Uint8Array.from(parts))).kind).toBe("fault");
    }),
    { numRuns: 200 },
  );
});

test("[VERIFY-3] bytes of any kind get a verdict", async () => {
  const lines = fileOf(dice);
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.constantFrom(...lines).map((line) => bytesOf([line])),
    fc.json().map((json) => bytesOf([`${json}\n`])),
    fc.constant(bytesOf(["\n"])),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 12 }), fc.boolean(), async (pieces, isBegun) => {
      const all = isBegun ? [bytesOf(lines.slice(0, 3)), ...pieces] : pieces;
      const verdict = await verifyExport(all, { findGame });
      expect(["holds", "fault"]).toContain(verdict.kind);
    }),
    { numRuns: 400 },
  );
});

/** Every place in a JSON value, as the way that leads to it. */
const placesIn = (value: unknown, way: readonly string[] = []): (readonly string[])[] =>
  typeof value === "object" && value !== null
    ? [way, ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...way, key]))]
    : [way];

const withPlace = (value: unknown, [key, ...rest]: readonly string[], put: unknown): unknown => {
  if (key === undefined) return put;
  if (Array.isArray(value))
    return value.map((inner: unknown, at) =>
      String(at) === key ? withPlace(inner, rest, put) : inner,
    );
  const fields = value as Readonly<Record<string, unknown>>; // placesIn went through it
  return { ...fields, [key]: withPlace(fields[key], rest, put) };
};

const deep = (depth: number): string => `${"[".repeat(depth)}${"]".repeat(depth)}`;

test("[VERIFY-3] an entry with anything put anywhere into it, hashed anew, gets a verdict", async () => {
  const odd = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom<unknown>(-1, 0.5, 2 ** 53, 1e308, "__proto__", "constructor", "1e9", []),
    fc.constant(JSON.parse(deep(2_000)) as unknown),
    fc.constant(JSON.parse('{"__proto__": {"seatCount": 1}}') as unknown),
  );
  const shape = fc.tuple(fc.nat(dice.entries.length - 1), fc.nat(), odd);
  await fc.assert(
    fc.asyncProperty(shape, async ([at, which, put]) => {
      const entry = dice.entries[at];
      const places = placesIn(entry).slice(1); // the first is the whole entry
      // Entries that the schema would never let into a journal are what is asked about here.
      const forged = withPlace(entry, places[which % places.length] ?? [], put) as Entry;
      const entries = dice.entries.with(at, forged);
      const file = linesOf({ session: dice.session, entries, balance: dice.state.tableBalance });
      expect(["holds", "fault"]).toContain((await verdictOf(bytesOf(file))).kind);
    }),
    { numRuns: 400 },
  );
});

test("[VERIFY-3] a value that is nested beyond every stack is a fault of the file", async () => {
  const lines = fileOf(cards);
  const { hash, body } = { hash: "0".repeat(64), body: deep(1_000_000) };
  const verdict = await verdictOf(
    bytesOf([...lines.slice(0, 2), `{"hash":"${hash}","body":"${body}"}\n`]),
  );
  expect(verdict).toMatchObject({ finding: { code: "hash_mismatch", seq: 2 } });
  const line = await verdictOf(bytesOf([lines[0] ?? "", `${deep(1_000_000)}\n`]));
  expect(line).toMatchObject({ finding: { seq: 1 } });
});
