import type { Random } from "@parlor/kit";
import { faults, type Fault } from "./faults.ts";

/** A fault, and what it is done to. */
export interface Planned {
  readonly fault: Fault;
  readonly target: string;
}

/** One in so many times two things go wrong at once. */
const twoAtOnceOneIn = 4;

const faultNamed = (name: string): Fault => {
  const fault = faults.find((one) => one.name === name);
  if (!fault)
    throw new Error(`no such fault; there are ${faults.map((one) => one.name).join(", ")}`);
  return fault;
};

const drawFrom = (among: readonly Fault[], random: Random): Fault => {
  const fault = among[random.weighted(among.map(({ weight }) => weight))];
  if (!fault) throw new Error("there are no faults to draw from");
  return fault;
};

/** What goes wrong next: one fault, or two that do not want the same. */
export const drawFaults = (
  random: Random,
  nodes: readonly string[],
  among: readonly Fault[] = faults,
): readonly Planned[] => {
  const fault = drawFrom(among, random);
  const target = fault.target === "node" ? random.pick(nodes) : fault.target;
  const first = { fault, target };
  if (target === "everything" || random.int(twoAtOnceOneIn) > 0) return [first];
  const second = drawFrom(among, random);
  const others = nodes.filter((node) => node !== target);
  if (second.target === "everything" || second.target === target || others.length === 0)
    return [first];
  const other = second.target === "node" ? random.pick(others) : second.target;
  return [first, { fault: second, target: other }];
};

export const planned = (
  script: readonly (readonly { readonly name: string; readonly target: string }[])[],
): readonly (readonly Planned[])[] =>
  script.map((step) => step.map(({ name, target }) => ({ fault: faultNamed(name), target })));
