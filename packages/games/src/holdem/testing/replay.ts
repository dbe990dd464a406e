import { assert, isCard, type Card } from "@parlor/kit";
import { QuickTable, rigged } from "./quick-table.ts";

/** A step of a playthrough, as far as it is read. */
export interface Step {
  readonly player?: number;
  readonly legal?: readonly number[];
  readonly legalRanges?: readonly (readonly [number, number])[];
  readonly action?: number;
  readonly actionStr?: string;
  readonly returns?: readonly number[];
}
export interface Playthrough {
  readonly file: string;
  readonly steps: readonly Step[];
}

/** How the hands of a playthrough are set up. */
export interface Setting {
  readonly stacks: readonly number[];
  readonly blinds: readonly [number, number];
  readonly fixed?: true;
  /** Every hand begins with these stacks again. */
  readonly resets?: true;
  /** ACPC's way: a seat's two cards come together, and amounts count from the hand's beginning. */
  readonly acpc?: true;
}
const cardNames: Readonly<Record<string, string>> = { "10": "T" };
/** The card that a step deals, if it deals one. */
const cardOf = ({ actionStr = "" }: Step): Card | null => {
  const text = /Deal.*?\((\w+)\)$|Deal (\w+)$/.exec(actionStr);
  const card = text?.[1] ?? text?.[2] ?? "";
  const name = cardNames[card] ?? card;
  return isCard(name) ? name : null;
};

/** Whether the number is among the actions that the step lists; null where it lists none. */
const listed = (step: Step, action: number): boolean | null => {
  if (step.legalRanges)
    return step.legalRanges.some(([low, high]) => action >= low && action <= high);
  return step.legal ? step.legal.includes(action) : null;
};

/** What a bet says that it is; the numbers 0 and 1 are a fold and a call, so that an all-in of 1 is numbered 2. */
const amountOf = ({ actionStr = "" }: Step): number =>
  Number(/(?:to |Bet)(\d+)/.exec(actionStr)?.[1]);
const numberOf = (amount: number): number => Math.max(2, amount);

const same = (found: unknown, expected: unknown): void => {
  const [one, other] = [found, expected].map((value) => JSON.stringify(value));
  assert(one === other, `found ${one}, expected ${other}`);
};

/** Plays hands as a playthrough tells them, and asserts that turns, what is legal, cards and results are the same. */
export class Replay {
  readonly #steps: readonly Step[];
  readonly #setting: Setting;
  readonly net: number[];
  hands = 0;
  compared = 0;
  #at = 0;

  constructor(steps: readonly Step[], setting: Setting) {
    this.#steps = steps;
    this.#setting = setting;
    this.net = setting.stacks.map(() => 0);
  }

  run(): void {
    while (this.#steps[this.#at]?.action !== undefined) this.#hand();
    same(this.net, this.#steps.at(-1)?.returns);
  }

  /** The seats of this hand from the button's left; the button moves by one seat a hand. */
  #order(): readonly number[] {
    const { stacks, resets } = this.#setting;
    const alive = stacks.flatMap((stack, seat) =>
      resets || stack + (this.net[seat] ?? 0) > 0 ? [seat] : [],
    );
    const turn = this.hands % alive.length;
    return [...alive.slice(turn), ...alive.slice(0, turn)];
  }

  #hand(): void {
    const { stacks, blinds, fixed, resets, acpc } = this.#setting;
    const order = this.#order();
    const count = order.length;
    const dealt = this.#steps.slice(this.#at).flatMap((step) => cardOf(step) ?? []);
    const hole = order.map((seat, place) =>
      acpc ? dealt.slice(2 * seat, 2 * seat + 2) : [dealt[place], dealt[count + place]],
    );
    const cards = [0, 1].flatMap((which) => hole.map((two) => two[which] ?? "2c"));
    const board = dealt.slice(2 * count, 2 * count + 5);
    const table = new QuickTable({
      seatCount: count,
      config: {
        smallBlind: blinds[0],
        bigBlind: blinds[1],
        rake: "0/1",
        betting: fixed ? "fixed-limit" : "no-limit",
      },
      random: rigged(count - 1, [...cards, ...board]),
    });
    const begun = order.map((seat) => (stacks[seat] ?? 0) + (resets ? 0 : (this.net[seat] ?? 0)));
    table.sitDown(begun);
    this.#at += 2 * count;
    while (table.hand.results === null) this.#act(table, order);
    while (this.#boardOf(table) > 0) this.#at += 1;
    this.hands += 1;
    for (const [place, seat] of order.entries())
      this.net[seat] = (this.net[seat] ?? 0) + (table.stacks()[place] ?? 0) - (begun[place] ?? 0);
    this.#board = 0;
  }

  #board = 0;
  /** How many cards of the board the steps have still to deal. */
  #boardOf(table: QuickTable): number {
    const left = table.hand.board.length - this.#board;
    if (left > 0) this.#board += 1;
    return left;
  }

  #act(table: QuickTable, order: readonly number[]): void {
    const step = this.#steps[this.#at];
    if (!step || step.action === undefined) throw new Error("the playthrough ends within a hand");
    if (cardOf(step) !== null) {
      same(table.hand.board[this.#board], cardOf(step));
      this.#board += 1;
      this.#at += 1;
      return;
    }
    const place = table.turn ?? -1;
    if (step.player !== undefined) same(order[place], step.player);
    const part = table.hand.players.find(({ seat }) => seat === place);
    const base = this.#setting.acpc ? (part?.put ?? 0) - (part?.bet ?? 0) : 0;
    this.#compare(table, step, place, base);
    const { action } = step;
    const calm = table.hand.level > (part?.bet ?? 0) ? "call" : "check";
    const type =
      action === 0 ? "fold" : action === 1 ? calm : table.hand.level > 0 ? "raise" : "bet";
    same(table.act(place, action > 1 ? { type, to: amountOf(step) - base } : type), "");
    this.#at += 1;
  }

  #compare(table: QuickTable, step: Step, place: number, base: number): void {
    const choices = table.legal(place);
    const mayFold = choices.some(({ type }) => type === "fold");
    const to = choices.find(({ type }) => type === "bet" || type === "raise")?.fields["to"];
    if (listed(step, 1) === null) return;
    this.compared += 1;
    if (mayFold) same(listed(step, 0), true);
    same(listed(step, 1), true);
    const top = Math.max(...(step.legal ?? []), ...(step.legalRanges ?? []).flat());
    if (!to || !("min" in to)) return same(top, 1);
    const [least, most] = [numberOf(to.min + base), numberOf(to.max + base)];
    same([listed(step, least), listed(step, most)], [true, true]);
    if (least > 2) same(listed(step, least - 1), false);
    same(top, most);
  }
}
