import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { dealingOrder, QuickTable, rigged } from "./testing/quick-table.ts";

const folder =
  process.env["PARLOR_ORACLES"] ??
  fileURLToPath(new URL("../../../../../shared/oracles", import.meta.url));
const missing = "the oracles are not there (PARLOR_ORACLES)";

/** A hand as the file tells it. */
interface RealHand {
  readonly id: string;
  readonly n: number;
  readonly sb: number;
  readonly bb: number;
  readonly button: number;
  readonly stacks: readonly number[];
  readonly hole: readonly string[];
  readonly board: readonly string[];
  readonly streets: readonly (readonly string[])[];
  readonly legal: readonly (readonly (readonly [number, number, number])[])[];
  readonly pots?: readonly (readonly [number, readonly number[]])[];
  readonly final: readonly number[];
  readonly finalPerPot?: readonly number[];
  readonly tags: readonly string[];
}

const seatsOf = (count: number) => Array.from({ length: count }, (_, seat) => seat);

/** What the seat whose turn it is may do, as the file writes it. */
const told = (table: QuickTable): readonly [toCall: number, min: number, max: number] => {
  const seat = table.turn ?? -1;
  const part = table.hand.players.find((player) => player.seat === seat);
  const toCall = Math.min(table.hand.level - (part?.bet ?? 0), table.stacks()[seat] ?? 0);
  const choices = table.legal(seat);
  expect(choices.some(({ type }) => type === (toCall > 0 ? "call" : "check"))).toBe(true);
  const to = choices.find(({ type }) => type === "bet" || type === "raise")?.fields["to"];
  return to && "min" in to ? [toCall, to.min, to.max] : [toCall, 0, 0];
};

/** Does an action of the file's notation: fold, check or call, bet or raise to. */
const play = (table: QuickTable, kind: string, to: number): void => {
  const open = table.hand.level > 0;
  const part = table.hand.players.find(({ seat }) => seat === table.turn);
  const calm = table.hand.level > (part?.bet ?? 0) ? "call" : "check";
  const action =
    kind === "cbr" ? { type: open ? "raise" : "bet", to } : { type: kind === "f" ? "fold" : calm };
  expect(table.act(table.turn ?? -1, action)).toBe("");
};

const replay = (hand: RealHand): QuickTable => {
  const cards = dealingOrder(seatsOf(hand.n), hand.hole, hand.board.join(""));
  const table = new QuickTable({
    seatCount: hand.n,
    config: { smallBlind: hand.sb, bigBlind: hand.bb, rake: "0/1" },
    random: rigged(hand.button, cards),
  });
  table.sitDown(hand.stacks);
  for (const [street, actions] of hand.streets.entries()) {
    for (const [at, text] of actions.entries()) {
      const [seat, kind = "", to] = text.split(" ");
      expect(table.turn, `${hand.id}: street ${street}, action ${at}`).toBe(Number(seat));
      expect(told(table)).toEqual(hand.legal[street]?.[at]);
      play(table, kind, Number(to));
    }
  }
  return table;
};

test("[HOLDEM-12] [HOLDEM-14] [HOLDEM-17] [HOLDEM-20] [HOLDEM-21] 1,626 real hands: legal amounts, pots and stacks", (context) => {
  const file = `${folder}/poker/real_pluribus_6max.jsonl`;
  if (!existsSync(file)) return context.skip(missing);
  const hands = readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as RealHand); // the form that its README tells
  for (const hand of hands) {
    const table = replay(hand);
    const { results } = table.hand;
    expect(results, `${hand.id} is over`).not.toBeNull();
    const expected = hand.tags.includes("oddAmbiguous") ? hand.finalPerPot : hand.final;
    expect([hand.id, table.stacks()]).toEqual([hand.id, expected]);
    if (!hand.pots) continue;
    const pots = results?.map(({ amount, eligible }) => [
      amount,
      eligible.toSorted((a, b) => a - b),
    ]);
    expect([hand.id, pots]).toEqual([hand.id, hand.pots]);
  }
  expect(hands.length).toBe(1_626);
});
