import { AssertionError } from "./assert.ts";

export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };

/**
 * The one text of a JSON value: keys sorted by code unit, no white space, so that equal values have
 * equal hashes whatever order their keys were written in. Fields that are `undefined` are left out,
 * as JSON does. Throws on what JSON cannot carry (functions, NaN, bigint, class instances), because
 * a state that holds such a thing would not survive a restart.
 */
export const canonicalJson = (value: unknown): string => {
  switch (typeof value) {
    case "string":
      return quoted(value);
    case "number":
      if (!Number.isFinite(value)) throw new AssertionError(`not JSON: ${value}`);
      return Object.is(value, -0) ? "0" : String(value);
    case "boolean":
      return value ? "true" : "false";
    case "object":
      return value === null ? "null" : canonicalObject(value);
    default:
      throw new AssertionError(`not JSON: ${typeof value}`);
  }
};

const canonicalObject = (value: object): string => {
  if (Array.isArray(value)) {
    let items = "";
    for (let i = 0; i < value.length; i++) items += (i ? "," : "") + canonicalJson(value[i]);
    return `[${items}]`;
  }
  const fields = plainObject(value);
  let text = "";
  for (const key of sortedKeys(fields)) {
    const field = fields[key];
    if (field !== undefined) text += (text ? "," : "") + label(key) + canonicalJson(field);
  }
  return `{${text}}`;
};

const plainObject = (value: object): Readonly<Record<string, unknown>> => {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new AssertionError("not JSON: an instance of a class");
  }
  return value as Readonly<Record<string, unknown>>; // a plain object, as just checked
};

/** Every command hashes a whole state, so what is in order already is not sorted again. */
const sortedKeys = (fields: object): string[] => {
  const keys = Object.keys(fields);
  const isSorted = keys.every((key, at) => at === 0 || (keys[at - 1] ?? "") < key);
  return isSorted ? keys : keys.toSorted();
};

/** Text that JSON writes as it is, between quotes; short, since a long one is cheaper to hand over. */
const plainText = /^[\x20\x21\x23-\x5b\x5d-\x7e]{0,80}$/;
const quoted = (text: string): string =>
  plainText.test(text) ? `"${text}"` : JSON.stringify(text);

/** The names of fields come again and again; a game that makes up names at run time must not fill the memory. */
const labels = new Map<string, string>();
const labelCountMax = 10_000;
const label = (key: string): string => {
  const known = labels.get(key);
  if (known !== undefined) return known;
  const made = `${quoted(key)}:`;
  if (labels.size < labelCountMax) labels.set(key, made);
  return made;
};

/** A private copy of a JSON value, as JSON would carry it: what is `undefined` is left out. */
export const cloneJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T; // JSON in, JSON out

/**
 * A private copy of what is JSON already, ten times as fast as through its text. Throws on an
 * instance of a class, which would not survive a restart.
 */
export const copyJson = <T>(value: T): T => copied(value) as T; // a copy has the shape of its original

const copied = (value: unknown): unknown => {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    // Not `slice`, which is forty times as slow where the list is frozen, as it is in tests.
    const items: unknown[] = [...value];
    for (let i = 0; i < items.length; i++) {
      const item = items[i];
      if (typeof item === "object" && item !== null) items[i] = copied(item);
    }
    return items;
  }
  const fields: Record<string, unknown> = { ...plainObject(value) };
  for (const key in fields) {
    const field = fields[key];
    if (typeof field === "object" && field !== null) fields[key] = copied(field);
  }
  return fields;
};
