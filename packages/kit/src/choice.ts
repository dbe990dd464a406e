import { randomBoundMax } from "./limits.ts";
import type { Limits } from "./money.ts";
import type { Random } from "./random.ts";

/**
 * What a field of an action may be: one of a list, or, for a number, anything from `min` to `max`
 * in steps of `step` (1) counted from `min`.
 */
export type Domain<T> = readonly T[] | (T extends number ? Limits : never);

/**
 * One thing that a seat may do now, concrete or ranged: every combination of its fields' values is
 * a legal action. A field that the action may leave out is left out of `fields`.
 */
export interface Choice<Type extends string = string> {
  readonly type: Type;
  readonly fields: Readonly<Record<string, readonly unknown[] | Limits>>;
}

/** The choices of a game with these actions, each with the fields of its own action. */
export type ChoiceOf<Actions> = {
  [Type in keyof Actions & string]: {
    readonly type: Type;
    readonly fields: { readonly [Field in keyof Actions[Type]]: Domain<Actions[Type][Field]> };
  };
}[keyof Actions & string];

type Fields = Readonly<Record<string, readonly unknown[] | Limits>>;
// oxlint-disable-next-line typescript/no-generated-empty-object-type -- an object without fields is what is meant
type NoFields = Record<never, never>;
export function choice<const Type extends string>(
  type: Type,
): { readonly type: Type; readonly fields: NoFields };
export function choice<const Type extends string, const F extends Fields>(
  type: Type,
  fields: F,
): { readonly type: Type; readonly fields: F };
export function choice(type: string, fields: Fields = {}): Choice {
  return { type, fields };
}

/** An action as it is sent: its type beside its fields. */
export interface Action {
  readonly type: string;
  readonly [field: string]: unknown;
}

const isRange = (domain: readonly unknown[] | Limits): domain is Limits => !Array.isArray(domain);

/** One action out of a choice, each field drawn evenly. */
export const sampleChoice = (from: Choice, random: Random): Action => {
  const action: Record<string, unknown> = { type: from.type };
  for (const [field, domain] of Object.entries(from.fields)) {
    if (isRange(domain)) {
      const step = domain.step ?? 1;
      const count = Math.floor((domain.max - domain.min) / step) + 1;
      action[field] = domain.min + step * indexBelow(count, random);
    } else action[field] = random.pick(domain);
  }
  return { ...action, type: from.type };
};

/** An even draw below a count that may be more than one draw can cover: table limits reach 10^12. */
const indexBelow = (count: number, random: Random): number => {
  if (count <= randomBoundMax) return random.int(count);
  for (;;) {
    const blocks = Math.ceil(count / randomBoundMax);
    const index = random.int(blocks) * randomBoundMax + random.int(randomBoundMax);
    if (index < count) return index;
  }
};

/**
 * All actions of a choice, with a ranged field standing for its two ends only: what a search looks
 * at. A range's inner amounts differ from its ends in size, not in kind.
 */
export const expandChoice = (from: Choice): Action[] => {
  let actions: Action[] = [{ type: from.type }];
  for (const [field, domain] of Object.entries(from.fields)) {
    const values = isRange(domain) ? endsOf(domain) : domain;
    actions = actions.flatMap((action) => values.map((value) => ({ ...action, [field]: value })));
  }
  return actions;
};

const endsOf = (range: Limits): number[] => {
  const step = range.step ?? 1;
  const last = range.min + step * Math.floor((range.max - range.min) / step);
  return last === range.min ? [range.min] : [range.min, last];
};

/** Whether the action is one of those that the choice stands for. */
export const allows = (from: Choice, action: Action): boolean => {
  if (from.type !== action.type) return false;
  // What is `undefined` is left out, as JSON leaves it out on the way to a session.
  for (const [field, value] of Object.entries(action))
    if (field !== "type" && value !== undefined && !Object.hasOwn(from.fields, field)) return false;
  return Object.entries(from.fields).every(([field, domain]) => inDomain(domain, action[field]));
};

const inDomain = (domain: readonly unknown[] | Limits, value: unknown): boolean => {
  if (!isRange(domain)) {
    if (typeof value === "string") return domain.includes(value);
    const text = JSON.stringify(value);
    return domain.some((item) => JSON.stringify(item) === text);
  }
  if (typeof value !== "number" || !Number.isSafeInteger(value)) return false;
  return (
    value >= domain.min && value <= domain.max && (value - domain.min) % (domain.step ?? 1) === 0
  );
};
