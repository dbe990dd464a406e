import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { command } from "@parlor/kit";
import { expect, test } from "vitest";
import { z } from "zod";
import type { Entry } from "./contract.ts";

/**
 * What is on disks, by the version of the entry that it belongs to: the hash of the declarations of
 * an entry, of a session's setup and of its state. Append only.
 */
const hashes: Readonly<Record<Entry["v"], string>> = {
  1: "74b6371a5dc02c892d136b9a528125a29d42b3ca186216f971f4317695281600",
};
const version: Entry["v"] = 1;

/** Every type whose values are kept: in an entry, in a session's setup, or in a snapshot. */
const kept: readonly (readonly [file: string, names: readonly string[]])[] = [
  ["../../../kit/src/entry.ts", ["CreateCommand", "Entry"]],
  [
    "../../../kit/src/session.ts",
    [
      "SessionSetup",
      "Phase",
      "Player",
      "Timer",
      "Round",
      "SessionStats",
      "SessionState",
      "TransferKind",
      "Transfer",
      "GameEvent",
      "PoolBalances",
      "FinishedRound",
      "Deed",
      "SessionSummary",
    ],
  ],
  ["../../../kit/src/table.ts", ["Outcome", "Seat"]],
  ["../../../kit/src/money.ts", ["Limits"]],
];

/** A type as it is declared, without comments and without regard to how it is laid out. */
const declarationOf = (source: string, name: string): string => {
  const start = new RegExp(`^export (?:interface|type) ${name}\\b`, "m").exec(source);
  if (!start) throw new Error(`there is no type ${name} any more: it was on disks`);
  const rest = source.slice(start.index + 1);
  // A declaration ends where the next thing at the margin begins.
  const end = /^(?:export|const|type|interface|\/\*\*)/m.exec(rest)?.index ?? rest.length;
  return rest
    .slice(0, end)
    .replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
};

test("[J4] what is kept does not change without a new version of the entry", () => {
  const declarations = kept.flatMap(([file, names]) => {
    const source = readFileSync(new URL(file, import.meta.url), "utf8");
    return names.map((name) => declarationOf(source, name));
  });
  expect(declarations.every((text) => text.length > 20)).toBe(true);
  const commands = JSON.stringify(z.toJSONSchema(command));
  const text = [...declarations, commands].join("\n");
  const hash = createHash("sha256").update(text).digest("hex");
  expect(
    hash,
    `What journals and snapshots hold has changed. If an entry of before would be read wrongly, or
an older reader would read a new one wrongly, raise Entry's version in kit's entry.ts with a line that
says what is new, teach decodeEntry and the replay to read both, and give the new version this hash
in entry-shape.test.ts. If both read both (a new optional field), give the present version this
hash: ${hash}`,
  ).toBe(hashes[version]);
});
