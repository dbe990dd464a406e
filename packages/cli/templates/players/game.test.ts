import { cardIndex, type Card } from "@parlor/kit";
import { checkGame, scriptedSeeds, testTable } from "@parlor/kit/testing";
import { expect, test } from "vitest";
import { oneCard } from "./game.ts";

/** A table of two at which seat 0 has put in the first ante, and these cards are dealt. */
const tableWith = (first: Card, second: Card, config: object = {}) => {
  const [one, two] = [cardIndex(first), cardIndex(second)];
  // A card is drawn by its place among those that are left.
  const seeds = scriptedSeeds([one, two > one ? two - 1 : two]);
  const table = testTable(oneCard, { seeds, setup: { config, limits: { min: 10, max: 100 } } });
  table.act(0, { type: "ante" });
  table.act(1, { type: "ante" });
  return table;
};
const decide = (decision: string) => ({ type: "decide", decision });
const codeOf = (result: ReturnType<ReturnType<typeof tableWith>["act"]>): string =>
  result.kind === "refused" ? result.refusal.refused : result.kind;
const moved = (table: ReturnType<typeof tableWith>): readonly string[] =>
  table.deed?.transfers.map(({ kind, credit, amount }) => `${kind} ${credit} ${amount}`) ?? [];

test("one card keeps the game contract", () => {
  const configs = [{}, { rake: "0/1" }];
  const report = checkGame(oneCard, { playouts: 20, stepsMax: 60, configs });
  expect(report.problems).toEqual([]);
});

test("[ONECARD-1] each seat antes once, and sees its own card only", () => {
  const table = tableWith("As", "2c");
  expect(table.view(0)).toMatchObject({ paid: [10, 10], card: "As", mover: 0 });
  expect(table.view(1)).toMatchObject({ card: "2c" });
  expect(table.view(null)).toMatchObject({ card: null });
  expect(codeOf(table.act(1, { type: "ante" }))).toBe("hand_on");
});

test("[ONECARD-1] nobody antes twice", () => {
  const table = testTable(oneCard);
  table.act(1, { type: "ante" });
  expect(codeOf(table.act(1, { type: "ante" }))).toBe("ante_in");
  expect(table.legal(1)).toEqual([]);
});

test("[ONECARD-2] in turns, a seat stays for another ante or folds", () => {
  const table = tableWith("As", "2c", { rake: "0/1" });
  expect(codeOf(table.act(1, decide("stay")))).toBe("not_your_turn");
  table.act(0, decide("stay"));
  expect(table.view(0)).toMatchObject({ paid: [20, 10], mover: 1 });
  table.act(1, decide("fold"));
  expect(table.view(1)).toMatchObject({ last: { winners: [0], pot: 30, cards: [] }, card: null });
  expect(table.state.tableBalance).toBe(0);
});

test.each<[Card, Card, readonly number[]]>([
  ["As", "Kc", [0]],
  ["2s", "3c", [1]],
  ["7s", "7c", [0, 1]],
])("[ONECARD-3] when %s and %s are shown, %j win", (first, second, winners) => {
  const table = tableWith(first, second);
  table.act(0, decide("stay"));
  table.act(1, decide("stay"));
  expect(table.view(null)).toMatchObject({ last: { winners, pot: 38, cards: [first, second] } });
  expect(moved(table).filter((one) => one.startsWith("payout"))).toHaveLength(winners.length);
});

test.each([
  ["1/20", 2],
  ["0/1", 0],
  ["1/15", 2],
])("[ONECARD-4] of a pot of 40, at %s, the house keeps %i", (rake, kept) => {
  const table = tableWith("As", "Kc", { rake });
  table.act(0, decide("stay"));
  table.act(1, decide("stay"));
  expect(table.view(null)).toMatchObject({ last: { rake: kept, pot: 40 - kept } });
  expect(table.state.tableBalance).toBe(0);
});

test("[ONECARD-4] the house cannot keep it all", () => {
  expect(oneCard.config.safeParse({ rake: "1/1" }).success).toBe(false);
});

test("[ONECARD-5] whoever lets the time run out folds", () => {
  const table = tableWith("As", "2c");
  table.now += 30_000;
  expect(table.send({ kind: "timeout", timer: "turn" }).kind).toBe("done");
  expect(table.view(1)).toMatchObject({ last: { winners: [1] } });
});

test("[ONECARD-5] whoever leaves folds, and has the ante back where nothing was dealt", () => {
  const table = tableWith("As", "2c");
  table.send({ kind: "leave", player: "player-1" });
  expect(table.view(0)).toMatchObject({ last: { winners: [0] } });
  table.act(0, { type: "ante" });
  table.send({ kind: "leave", player: "player-0" });
  expect(moved(table)).toEqual([expect.stringMatching(/^refund .* 10$/)]);
  expect(table.state.tableBalance).toBe(0);
});
