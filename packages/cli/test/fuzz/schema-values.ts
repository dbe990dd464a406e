import * as fc from "fast-check";
import { nastyValue } from "./nasty.ts";

/** As much of JSON Schema as the interface's descriptions use; what is not known gives any value. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
}

/** Values of about the shape that a schema wants: most of them are right. Of texts, some are `known`. */
export const shaped = (schema: Schema, known: readonly string[] = []): fc.Arbitrary<unknown> =>
  schema.default === undefined
    ? withoutDefault(schema, known)
    : fc.oneof(
        { weight: 9, arbitrary: fc.constant(schema.default) },
        { weight: 1, arbitrary: withoutDefault(schema, known) },
      );

const withoutDefault = (schema: Schema, known: readonly string[]): fc.Arbitrary<unknown> => {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives) return fc.oneof(...alternatives.map((one) => shaped(one, known)));
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case "object":
      return shapedObject(schema, known);
    case "array":
      return fc.array(schema.items ? shaped(schema.items, known) : fc.jsonValue(), {
        maxLength: 4,
      });
    case "string":
      return shapedText(schema, known);
    case "integer":
    case "number":
      return shapedNumber(schema);
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
};

/** Of what ids, names and seeds may be made. */
const letters = fc.constantFrom(..."abcxyzABCXYZ0189-_.".split(""));

const shapedText = (
  { minLength = 0, maxLength = 40 }: Schema,
  known: readonly string[],
): fc.Arbitrary<string> => {
  const text = fc.string({
    unit: letters,
    minLength,
    maxLength: Math.max(minLength, Math.min(maxLength, 40)),
  });
  return known.length === 0 ? text : fc.oneof(fc.constantFrom(...known), text);
};

const shapedNumber = ({ minimum = -1_000, maximum = 1_000_000 }: Schema): fc.Arbitrary<number> =>
  fc.integer({
    min: Math.max(minimum, Number.MIN_SAFE_INTEGER),
    max: Math.max(minimum, Math.min(maximum, Number.MAX_SAFE_INTEGER)),
  });

const shapedObject = (
  { properties = {}, required = [], additionalProperties }: Schema,
  known: readonly string[],
): fc.Arbitrary<unknown> => {
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, one]) => [name, shaped(one, known)]),
  );
  const own = fc.record(fields, { requiredKeys: [...required] });
  if (typeof additionalProperties !== "object") return own;
  const more = fc.dictionary(fc.string({ maxLength: 8 }), shaped(additionalProperties, known), {
    maxKeys: 3,
  });
  return fc.tuple(own, more).map(([a, b]) => ({ ...b, ...a }));
};

/** The same value with one place of it changed, dropped, added or put under a name that every object has. */
export const nearMiss = (right: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .tuple(right, fc.nat(), nastyValue, fc.constantFrom("change", "drop", "add", "proto"))
    .map(([value, at, wrong, how]) => spoilt(value, at, wrong, how));

const spoilt = (value: unknown, at: number, wrong: unknown, how: string): unknown => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return wrong;
  const fields = Object.entries(value);
  if (how === "add") return { ...value, surplus: wrong };
  // `JSON.stringify` leaves `__proto__` of a literal out: `jsonText` puts it in this one's place.
  if (how === "proto") return { ...value, "(proto)": wrong };
  const chosen = fields[at % Math.max(1, fields.length)];
  if (!chosen) return wrong;
  const [name, inner] = chosen;
  if (how === "drop") return Object.fromEntries(fields.filter(([other]) => other !== name));
  const isDeep = typeof inner === "object" && inner !== null && at % 2 === 0;
  return { ...value, [name]: isDeep ? spoilt(inner, at >> 1, wrong, how) : wrong };
};
