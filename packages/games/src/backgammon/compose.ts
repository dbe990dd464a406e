import { bar, off, type Checkers } from "./board.ts";
import { PlayFinder, type Play, type Step } from "./play-finder.ts";
import { makePlay } from "./plays.ts";

/** A play that a player puts together step by step; the board as it would be after the steps so far. */
export interface Composition {
  readonly own: Checkers;
  readonly others: Checkers;
  /** The dice that are still to be used. */
  readonly left: readonly number[];
  readonly steps: Play;
}

/** A step, or several of the same checker, and where that leaves the play. */
export interface Way {
  readonly from: number;
  readonly to: number;
  readonly after: Composition;
}

export const beginPlay = (
  own: readonly number[],
  others: readonly number[],
  [first, second]: readonly [number, number],
): Composition => ({
  own: own.slice(),
  others: others.slice(),
  left:
    first === second
      ? Array.from({ length: 4 }, () => first)
      : [Math.max(first, second), Math.min(first, second)],
  steps: [],
});

const keyOf = (own: readonly number[], others: readonly number[]): string =>
  `${own.join()} ${others.join()}`;

const stepped = (before: Composition, step: Step, die: number): Composition => {
  const [own, others] = [before.own.slice(), before.others.slice()];
  makePlay(own, others, [step]);
  const used = before.left.indexOf(die);
  return { own, others, left: before.left.toSpliced(used, 1), steps: [...before.steps, step] };
};

/** Every step of one die from here, without a look at where it leads. */
const stepsFrom = (at: Composition): Composition[] => {
  const finder = new PlayFinder(at.own.slice(), at.others.slice());
  const found: Composition[] = [];
  for (const die of new Set(at.left))
    for (let from = bar; from >= 1; from--) {
      const to = finder.target(from, die);
      if (to >= 0) found.push(stepped(at, [from, to], die));
    }
  return found;
};

/** What a player may do by steps, in any order, so that a listed play comes out of it. */
export class PlayComposer {
  readonly start: Composition;
  /** The listed plays by where they lead. */
  readonly #listed: ReadonlyMap<string, Play>;
  readonly #leadsOn = new Map<string, boolean>();

  constructor(start: Composition, plays: readonly Play[]) {
    this.start = start;
    this.#listed = new Map(
      plays.map((play) => {
        const [own, others] = [start.own.slice(), start.others.slice()];
        makePlay(own, others, play);
        return [keyOf(own, others), play];
      }),
    );
  }

  /** The listed play that leads where these steps lead, if they are a whole play. */
  playOf({ own, others }: Composition): Play | undefined {
    return this.#listed.get(keyOf(own, others));
  }

  /** The single steps from which a listed play can still be reached. */
  steps(at: Composition): readonly Composition[] {
    return stepsFrom(at).filter((after) => this.#canEnd(after));
  }

  #canEnd(at: Composition): boolean {
    if (this.playOf(at)) return true;
    const key = `${keyOf(at.own, at.others)} ${at.left.join()}`;
    const known = this.#leadsOn.get(key);
    if (known !== undefined) return known;
    const leads = stepsFrom(at).some((after) => this.#canEnd(after));
    this.#leadsOn.set(key, leads);
    return leads;
  }

  /** Where one checker may go from each point, by one die or by several; the shortest way to each place. */
  ways(at: Composition): readonly Way[] {
    const found = new Map<string, Way>();
    const follow = (origin: number | null, from: Composition): void => {
      const next: { readonly origin: number; readonly after: Composition }[] = [];
      for (const after of this.steps(from)) {
        const [start, to] = after.steps.at(-1) ?? [0, 0];
        const begun = origin ?? start;
        if (origin !== null && from.steps.at(-1)?.[1] !== start) continue;
        const key = `${begun} ${to}`;
        if (found.has(key)) continue;
        found.set(key, { from: begun, to, after });
        if (to !== off) next.push({ origin: begun, after });
      }
      for (const { origin: begun, after } of next) follow(begun, after);
    };
    follow(null, at);
    return [...found.values()];
  }
}
