import { z } from "zod";
import { allows, type Action, type Choice } from "../choice.ts";
import type { Game } from "../game.ts";
import type { Random } from "../random.ts";

/** Makes actions that look like the game's own and are not among those listed. */
export interface IllegalActions {
  /** Keeps a listed action: at another time or for another seat it may be illegal. */
  remember(action: Action): void;
  /** An action that none of the choices allows, or null when the try made a legal one. */
  sample(choices: readonly Choice[]): Action | null;
}

const rememberedCountMax = 200;
const oddValues: readonly unknown[] = [
  0,
  -1,
  0.5,
  1e9,
  2 ** 53,
  "",
  "nothing",
  null,
  [],
  {},
  true,
  undefined,
];

/** The form of an action, by its type. */
export interface ActionForm {
  readonly type: string;
  readonly schema: JsonSchema;
}

export const formsOf = (game: Game): readonly ActionForm[] =>
  Object.entries(game.actions).map(([type, schema]) => ({
    type,
    // A JSON Schema is a tree of plain objects, of which only a few well-known keys are read.
    schema: z.toJSONSchema(schema, { io: "input" }) as JsonSchema,
  }));

export const newIllegalActions = (
  game: Game,
  schemas: readonly ActionForm[],
  random: Random,
): IllegalActions => {
  const remembered: Action[] = [];

  const mutated = (action: Action): Action => {
    const fields = Object.keys(action).filter((field) => field !== "type");
    if (fields.length === 0) return action;
    const field = random.pick(fields);
    const value = action[field];
    const other = remembered.find((past) => past.type === action.type && random.int(4) === 0);
    const near = typeof value === "number" ? [value + 1, value - 1, value * 2, -value] : [];
    return { ...action, [field]: random.pick([...near, ...oddValues, other?.[field]]) };
  };
  const invented = (): Action => {
    const { type, schema } = random.pick(schemas);
    const fields = sampleSchema(schema, random);
    return { ...(typeof fields === "object" ? fields : {}), type };
  };
  const candidate = (choices: readonly Choice[]): Action => {
    if (remembered.length > 0 && random.int(2) === 0) {
      const past = random.pick(remembered);
      return random.int(2) === 0 ? past : mutated(past);
    }
    if (choices.length > 0 && random.int(12) === 0) return { type: "no-such-action" };
    return invented();
  };

  return {
    remember(action) {
      if (remembered.length < rememberedCountMax) remembered.push(action);
      else remembered[random.int(rememberedCountMax)] = action;
    },
    sample(choices) {
      if (schemas.length === 0) return null;
      const action = candidate(choices);
      // What the schema makes of it counts too: it fills in what may be left out and drops what it does not know.
      const parsed = game.actions[action.type]?.safeParse(action);
      const forms = parsed?.success ? [action, { ...parsed.data, type: action.type }] : [action];
      return forms.some((form) => choices.some((choice) => allows(choice, form))) ? null : action;
    },
  };
};

interface JsonSchema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
}

/** A value that fits the schema as far as the common keys tell; it does not have to. */
const sampleSchema = (schema: JsonSchema, random: Random): unknown => {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum?.length) return random.pick(schema.enum);
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches?.length) return sampleSchema(random.pick(branches), random);
  switch (schema.type) {
    case "object":
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .filter(([field]) => schema.required?.includes(field) || random.int(2) === 0)
          .map(([field, inner]) => [field, sampleSchema(inner, random)]),
      );
    case "array":
      return Array.from({ length: (schema.minItems ?? 0) + random.int(3) }, () =>
        sampleSchema(schema.items ?? {}, random),
      );
    case "integer":
    case "number":
      return sampleNumber(schema.minimum ?? 0, schema.maximum ?? 1_000_000, random);
    case "boolean":
      return random.int(2) === 0;
    case "string":
      return random.pick(["", "a", "1/2", "none"]);
    default:
      return null;
  }
};

/** Mostly small numbers near the bottom: those are squares, seats, cards and cheap bets. */
const sampleNumber = (min: number, max: number, random: Random): number => {
  const span = Math.min(max - min, random.pick([3, 20, 1_000, 1_000_000]));
  return random.int(8) === 0 ? max : min + random.int(Math.max(1, Math.floor(span) + 1));
};
