import type { Action, Choice, Limits, Random } from "@parlor/kit";
import { amountsBetweenMax } from "./limits.ts";

const isRange = (domain: readonly unknown[] | Limits): domain is Limits => !Array.isArray(domain);

/**
 * Amounts of a range in the order in which a search tries them: the least, the most, and then what
 * halves the widest gaps, as a ratio where it can: 1, 100, 10, 3, 32, …
 */
export const amountsOf = (range: Limits): readonly number[] => {
  const step = range.step ?? 1;
  const count = Math.floor((range.max - range.min) / step);
  const most = range.min + step * count;
  if (count <= 0) return [range.min];
  const found = [range.min, most];
  const known = new Set(found);
  for (let parts = 2; found.length < 2 + amountsBetweenMax; parts *= 2) {
    let added = false;
    for (let part = 1; part < parts; part += 2) {
      const share = part / parts;
      const amount =
        range.min > 0
          ? range.min * (most / range.min) ** share
          : range.min + (most - range.min) * share;
      const stepped = range.min + step * Math.round((amount - range.min) / step);
      if (known.has(stepped) || stepped > most) continue;
      known.add(stepped);
      found.push(stepped);
      added = true;
    }
    if (!added) break;
  }
  return found.slice(0, 2 + amountsBetweenMax);
};

/** The actions that a search may try; the higher the rank of one, the longer it waits for its turn. */
export class Candidates {
  /**
   * By action, in rising order: 0 for what is always tried; an amount between the ends of a range has its place in
   * their order. Null where every action is always tried.
   */
  readonly ranks: readonly number[] | null;
  readonly #list: unknown[];
  /** Where the actions differ in one field only, the list holds its values: a large tree would be full of actions. */
  readonly #type: string;
  readonly #field: string | null;

  constructor(
    list: readonly unknown[],
    ranks: readonly number[] | null,
    type = "",
    field: string | null = null,
  ) {
    this.#list = list.slice();
    this.ranks = ranks;
    this.#type = type;
    this.#field = field;
  }

  get count(): number {
    return this.#list.length;
  }

  get actions(): readonly Action[] {
    return this.#list.map((_, place) => this.at(place));
  }

  at(place: number): Action {
    const item = this.#list[place];
    if (item === undefined) throw new RangeError("no candidate is left");
    return this.#field === null ? (item as Action) : { type: this.#type, [this.#field]: item }; // without a field the list is one of actions
  }

  swap(one: number, other: number): void {
    const list = this.#list;
    const held = list[one];
    list[one] = list[other];
    list[other] = held;
  }
}

interface Ranked {
  readonly action: Action;
  readonly rank: number;
}

/** Everything that the choices stand for, with amounts for ranges; by rank. */
export const candidatesOf = (choices: readonly Choice[]): Candidates => {
  const [first] = choices;
  // Most positions of board games: one list of values, from which a tree has thousands of decisions.
  const single = choices.length === 1 && first !== undefined ? onlyField(first) : undefined;
  if (first !== undefined && single !== undefined) {
    return new Candidates(single.values, null, first.type, single.field);
  }
  const all = choices.flatMap(expanded);
  const isRanked = all.some(({ rank }) => rank > 0);
  if (isRanked) all.sort((a, b) => a.rank - b.rank);
  const ranks = isRanked ? all.map(({ rank }) => rank) : null;
  return new Candidates(
    all.map(({ action }) => action),
    ranks,
  );
};

/** Most actions of board games have one field with a list of values. */
const onlyField = ({ fields }: Choice) => {
  let found: { readonly field: string; readonly values: readonly unknown[] } | undefined;
  for (const field in fields) {
    const values = fields[field];
    if (found !== undefined || values === undefined || isRange(values)) return undefined;
    found = { field, values };
  }
  return found;
};

const expanded = ({ type, fields }: Choice): readonly Ranked[] => {
  let all: Ranked[] = [{ action: { type }, rank: 0 }];
  for (const [field, domain] of Object.entries(fields)) {
    const values = isRange(domain) ? amountsOf(domain) : domain;
    all = all.flatMap(({ action, rank }) =>
      values.map((value, place) => ({
        action: { ...action, [field]: value },
        rank: isRange(domain) ? rank + Math.max(0, place - 1) : rank,
      })),
    );
  }
  return all;
};

/** How many of the candidates a node with so many visits looks at: those of rank 0, and more as it is visited more. */
export const widenedTo = ({ count: all, ranks }: Candidates, visits: number): number => {
  if (ranks === null) return all;
  const rankMax = Math.floor(wideningFactor * visits ** wideningPower);
  let count = all;
  while (count > 1 && (ranks[count - 1] ?? 0) > rankMax) count -= 1;
  return count;
};
const wideningFactor = 0.25;
const wideningPower = 0.5;

const sizeOf = ({ fields }: Choice): number => {
  let size = 1;
  for (const field in fields) {
    const domain = fields[field];
    if (domain !== undefined) size *= isRange(domain) ? rangeWeight : domain.length;
  }
  return size;
};
/** However wide a range is, it is one thing to do in many sizes. */
const rangeWeight = 2;

/** Any action, all listed ones being equally likely; the smaller an amount, the likelier. */
export const anyAction = (choices: readonly Choice[], random: Random): Action => {
  const [first] = choices;
  if (first === undefined) throw new RangeError("there is nothing to do");
  if (choices.length === 1) return anyOf(first, random);
  let total = 0;
  for (const choice of choices) total += sizeOf(choice);
  let left = random.int(total);
  for (const choice of choices) {
    left -= sizeOf(choice);
    if (left < 0) return anyOf(choice, random);
  }
  return anyOf(first, random);
};

const anyOf = ({ type, fields }: Choice, random: Random): Action => {
  const action: { type: string; [field: string]: unknown } = { type };
  for (const field in fields) {
    const domain = fields[field];
    if (domain === undefined) continue;
    action[field] = isRange(domain) ? anyAmount(domain, random) : domain[random.int(domain.length)];
  }
  return action;
};

const anyAmount = (range: Limits, random: Random): number => {
  if (random.int(2) === 0) return range.min;
  const amounts = amountsOf(range);
  return amounts[random.int(amounts.length)] ?? range.min;
};
