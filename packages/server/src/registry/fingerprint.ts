import { hash } from "node:crypto";
import { versions } from "node:process";
import type { Game } from "@parlor/kit";
import manifest from "../../package.json" with { type: "json" };
import { gateEffort } from "./gate.ts";

/** All that a game can have; the compiler asks for what is new. Read by name, since a game may also be an instance of a class. */
const parts: Readonly<Record<Extract<keyof Game, string>, true>> = {
  id: true,
  version: true,
  title: true,
  summary: true,
  bank: true,
  seats: true,
  config: true,
  actions: true,
  events: true,
  bets: true,
  pools: true,
  refusals: true,
  concessions: true,
  setup: true,
  start: true,
  join: true,
  leave: true,
  timeout: true,
  act: true,
  legal: true,
  view: true,
  stakes: true,
  redeal: true,
  migrate: true,
};

/**
 * A hash over what can be read of a game: its data, its schemas and the source text of its functions, and of what
 * it is checked by: the platform's version, the effort, the version of Node. A change to any of them is another
 * fingerprint. What the functions call or close over cannot be read, so the same fingerprint is no
 * proof of the same game.
 */
export const fingerprintOf = (game: Game): string => {
  const fields = game as unknown as Readonly<Record<string, unknown>>; // whatever an author left out is undefined
  const seen = [
    manifest.version,
    gateEffort,
    versions.node,
    Object.keys(parts).map((part) => fields[part]),
  ];
  return hash("sha256", textOf(seen, new Map()));
};

/** A text that differs for values that differ in anything that can be read; `met` numbers the objects, which may be cyclic. */
const textOf = (value: unknown, met: Map<object, number>): string => {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value);
    case "function":
      return JSON.stringify(`function ${String(value)}`);
    case "object":
      return value === null ? "null" : textOfObject(value, met);
    default:
      return String(value);
  }
};

const textOfObject = (value: object, met: Map<object, number>): string => {
  const number = met.get(value);
  if (number !== undefined) return `#${number}`;
  met.set(value, met.size);
  if (value instanceof RegExp) return String(value);
  // A zod schema, or one of its checks, is what its definition says; the rest of it is machinery.
  const { _zod: inner } = value as { readonly _zod?: { readonly def?: unknown } };
  if (inner?.def !== undefined) return `schema ${textOf(inner.def, met)}`;
  const fields = Object.entries(value).map(
    ([key, field]) => `${JSON.stringify(key)}:${textOf(field, met)}`,
  );
  return Array.isArray(value) ? `[${fields.join(",")}]` : `{${fields.join(",")}}`;
};
