import { expect, test } from "vitest";
import { betIds, spots, type Spot } from "./bet-ids.ts";
import { bets } from "./bets.ts";
import type { Config } from "./config.ts";
import { scriptedTable } from "./testing/scripted-table.ts";

type Move =
  | readonly [first: number, second: number]
  | readonly [bet: Spot, amount: number]
  | readonly ["down", Spot]
  | readonly ["call", Spot, "house" | "on" | "off"];

/** A story: what is done in turn, what it has won in the end (open stakes count), and what is left up. */
type Story = readonly [
  rule: string,
  moves: readonly Move[],
  net: number,
  up: readonly string[],
  config?: Partial<Config>,
];

const isRoll = (move: Move): move is readonly [number, number] => typeof move[0] === "number";

const tell = (moves: readonly Move[], config: Partial<Config> = {}) => {
  const table = scriptedTable({ config: { shooterNeedsLineBet: false, ...config } });
  const answers = moves.map((move) => {
    if (isRoll(move)) return table.roll(move[0], move[1]);
    if (move[0] === "down") return table.takeDown(move[1]);
    if (move[0] === "call") return table.call(move[1], move[2]);
    return table.bet(move[0], move[1]);
  });
  return { table, answers };
};

const on = (point: number): Move => [Math.floor(point / 2), Math.ceil(point / 2)];
const seven: Move = [3, 4];
const pass1000: Move = ["pass", 1_000];
const dont1000: Move = ["dont-pass", 1_000];

// oxfmt-ignore
const stories: readonly Story[] = [
  ["[CRAPS-16] pass wins on 7", [pass1000, seven], 1_000, []],
  ["[CRAPS-16] pass wins on 11", [pass1000, [5, 6]], 1_000, []],
  ["[CRAPS-16] pass loses on 2", [pass1000, [1, 1]], -1_000, []],
  ["[CRAPS-16] pass loses on 3", [pass1000, [1, 2]], -1_000, []],
  ["[CRAPS-16] pass loses on 12", [pass1000, [6, 6]], -1_000, []],
  ["[CRAPS-16] pass stays on the point and on what does not decide it", [pass1000, on(6), [5, 6], [1, 1], on(8)], 0, ["pass 1000"]],
  ["[CRAPS-16] pass wins the point", [pass1000, on(6), on(6)], 1_000, []],
  ["[CRAPS-16] pass loses on the seven-out", [pass1000, on(6), seven], -1_000, []],
  ["[CRAPS-17] don't pass loses on 7", [dont1000, seven], -1_000, []],
  ["[CRAPS-17] don't pass loses on 11", [dont1000, [5, 6]], -1_000, []],
  ["[CRAPS-17] don't pass wins on 2", [dont1000, [1, 1]], 1_000, []],
  ["[CRAPS-17] don't pass wins on 3", [dont1000, [1, 2]], 1_000, []],
  ["[CRAPS-17] don't pass pushes on 12", [dont1000, [6, 6]], 0, []],
  ["[CRAPS-17] don't pass barred on 2", [dont1000, [1, 1]], 0, [], { dontBar: 2 }],
  ["[CRAPS-17] don't pass barred on 2 wins on 12", [dont1000, [6, 6]], 1_000, [], { dontBar: 2 }],
  ["[CRAPS-17] don't pass wins on the seven-out", [dont1000, on(6), seven], 1_000, []],
  ["[CRAPS-17] don't pass loses the point", [dont1000, on(6), on(6)], -1_000, []],
  ["[CRAPS-19] odds on 4", [pass1000, on(4), ["pass-odds", 3_000], on(4)], 1_000 + 6_000, []],
  ["[CRAPS-19] odds on 9", [pass1000, on(9), ["pass-odds", 4_000], on(9)], 1_000 + 6_000, []],
  ["[CRAPS-19] odds on 8", [pass1000, on(8), ["pass-odds", 5_000], on(8)], 1_000 + 6_000, []],
  ["[CRAPS-19] odds lose with their bet", [pass1000, on(8), ["pass-odds", 5_000], seven], -6_000, []],
  ["[CRAPS-20] odds laid on 4", [dont1000, on(4), ["dont-pass-odds", 6_000], seven], 1_000 + 3_000, []],
  ["[CRAPS-20] odds laid on 5", [dont1000, on(5), ["dont-pass-odds", 6_000], seven], 1_000 + 4_000, []],
  ["[CRAPS-20] odds laid on 6", [dont1000, on(6), ["dont-pass-odds", 6_000], seven], 1_000 + 5_000, []],
  ["[CRAPS-20] odds laid lose with their bet", [dont1000, on(6), ["dont-pass-odds", 6_000], on(6)], -7_000, []],
  ["[CRAPS-22] odds come down alone", [pass1000, on(6), ["pass-odds", 2_000], ["down", "pass-odds"], seven], -1_000, []],
  ["[CRAPS-22] don't pass takes its odds with it", [dont1000, on(6), ["dont-pass-odds", 2_000], ["down", "dont-pass"]], 0, []],
  ["[CRAPS-23] come wins on 7 though the table sevens out", [on(6), ["come", 1_000], seven], 1_000, []],
  ["[CRAPS-23] come wins on 11", [on(6), ["come", 1_000], [5, 6]], 1_000, []],
  ["[CRAPS-23] come loses on craps", [on(6), ["come", 1_000], [6, 6]], -1_000, []],
  ["[CRAPS-23] don't come pushes on 12", [on(6), ["dont-come", 1_000], [6, 6]], 0, []],
  ["[CRAPS-23] don't come wins on 3", [on(6), ["dont-come", 1_000], [1, 2]], 1_000, []],
  ["[CRAPS-24] come moves to the number that makes the table's point", [on(6), ["come", 1_000], on(6)], 0, ["come-6 1000"]],
  ["[CRAPS-24] come wins its number", [on(6), ["come", 1_000], on(8), on(8)], 1_000, []],
  ["[CRAPS-24] off and on: the old bet wins, the new one takes its place", [on(6), ["come", 1_000], on(8), ["come", 400], on(8)], 1_000, ["come-8 400"]],
  ["[CRAPS-24] don't come loses its number to the new one", [on(6), ["dont-come", 1_000], on(8), ["dont-come", 400], on(8)], -1_000, ["dont-come-8 400"]],
  ["[CRAPS-24] come on its number loses to a come-out 7", [on(6), ["come", 1_000], on(6), seven], -1_000, []],
  ["[CRAPS-24] don't come on its number wins a come-out 7", [on(6), ["dont-come", 1_000], on(6), seven], 1_000, []],
  ["[CRAPS-25] come may come down before it moves", [on(6), ["come", 1_000], ["down", "come"], [1, 1]], 0, []],
  ["[CRAPS-25] don't come may come down after it moved, with its odds", [on(6), ["dont-come", 1_000], on(8), ["dont-come-odds-8", 600], ["down", "dont-come-8"]], 0, []],
  ["[CRAPS-26] come odds win", [on(6), ["come", 1_000], on(5), ["come-odds-5", 4_000], on(5)], 1_000 + 6_000, []],
  ["[CRAPS-26] come odds are off on a come-out 7", [on(6), ["come", 1_000], on(5), ["come-odds-5", 4_000], on(6), seven], -1_000, []],
  ["[CRAPS-26] come odds are off on a come-out win", [on(6), ["come", 1_000], on(5), ["come-odds-5", 4_000], on(6), on(5)], 1_000, []],
  ["[CRAPS-26] come odds on by configuration", [on(6), ["come", 1_000], on(5), ["come-odds-5", 4_000], on(6), seven], -5_000, [], { comeOddsOnComeOut: true }],
  ["[CRAPS-26] come odds called on", [on(6), ["come", 1_000], on(5), ["come-odds-5", 4_000], ["call", "come-odds-5", "on"], on(6), on(5)], 7_000, []],
  ["[CRAPS-26] come odds called off", [on(6), ["come", 1_000], on(5), ["come-odds-5", 4_000], ["call", "come-odds-5", "off"], on(5)], 1_000, []],
  ["[CRAPS-26] don't come odds work on a come-out", [on(6), ["dont-come", 1_000], on(5), ["dont-come-odds-5", 6_000], on(6), seven], 5_000, []],
  ["[CRAPS-27] put wins even money, and its odds", [on(6), ["put-4", 1_000], ["put-odds-4", 3_000], on(4)], 7_000, [], { putBets: true }],
  ["[CRAPS-27] put can be added to, and loses", [on(6), ["put-4", 1_000], ["put-4", 500], seven], -1_500, [], { putBets: true }],
  ["[CRAPS-27] put odds are off on a come-out", [on(6), ["put-4", 1_000], ["put-odds-4", 3_000], on(6), seven], -1_000, [], { putBets: true }],
  ["[CRAPS-28] place 4", [on(6), ["place-4", 500], on(4)], 900, ["place-4 500"]],
  ["[CRAPS-28] place 9", [on(6), ["place-9", 500], on(9)], 700, ["place-9 500"]],
  ["[CRAPS-28] place 8", [on(6), ["place-8", 600], on(8)], 700, ["place-8 600"]],
  ["[CRAPS-28] place loses on 7", [on(6), ["place-8", 600], seven], -600, []],
  ["[CRAPS-29] buy 4 wins 2 to 1 less 5%", [on(6), ["buy-4", 1_000], on(4)], 2_000 - 50, ["buy-4 1000"]],
  ["[CRAPS-29] buy 5", [on(6), ["buy-5", 1_000], on(5)], 1_500 - 50, ["buy-5 1000"]],
  ["[CRAPS-29] buy 8", [on(6), ["buy-8", 1_000], on(8)], 1_200 - 50, ["buy-8 1000"]],
  ["[CRAPS-29] buy loses its commission too", [on(6), ["buy-4", 1_000], seven], -1_050, []],
  ["[CRAPS-30] lay 4 wins 1 to 2 less 5% of that", [["lay-4", 1_000], seven], 500 - 25, ["lay-4 1000"]],
  ["[CRAPS-30] lay 9", [["lay-9", 1_200], seven], 800 - 40, ["lay-9 1200"]],
  ["[CRAPS-30] lay 6", [["lay-6", 1_200], seven], 1_000 - 50, ["lay-6 1200"]],
  ["[CRAPS-30] lay loses on its number", [["lay-6", 1_200], on(6)], -1_250, []],
  ["[CRAPS-31] commission comes back with the bet", [["buy-4", 1_000], ["down", "buy-4"]], 0, []],
  ["[CRAPS-31] commission comes back after a win as well", [on(6), ["buy-4", 1_000], on(4), ["down", "buy-4"]], 1_950, []],
  ["[CRAPS-31] commission is rounded up", [on(6), ["buy-4", 101], seven], -101 - 6, []],
  ["[CRAPS-31] additions cost what one bet does", [on(6), ["buy-4", 101], ["buy-4", 1], ["buy-4", 18], seven], -120 - 6, []],
  ["[CRAPS-31] a winner that comes down has paid already", [on(6), ["buy-4", 1_000], on(4)], 1_950, [], { winnersStay: false }],
  ["[CRAPS-32] commission out of a win", [on(6), ["buy-4", 1_000], on(4)], 1_950, ["buy-4 1000"], { buyCommission: "on-win" }],
  ["[CRAPS-32] no commission on a loss", [on(6), ["buy-4", 1_000], seven], -1_000, [], { buyCommission: "on-win" }],
  ["[CRAPS-32] lay, out of a win", [["lay-4", 1_000], seven], 475, ["lay-4 1000"], { layCommission: "on-win" }],
  ["[CRAPS-32] lay, no commission on a loss", [["lay-4", 1_000], on(4)], -1_000, [], { layCommission: "on-win" }],
  ["[CRAPS-33] big 6", [["big-6", 500], [2, 4]], 500, ["big-6 500"]],
  ["[CRAPS-33] big 8 loses on 7", [["big-8", 500], seven], -500, []],
  ["[CRAPS-34] hard 4", [on(6), ["hard-4", 100], [2, 2]], 700, ["hard-4 100"]],
  ["[CRAPS-34] hard 4 loses the easy way", [on(6), ["hard-4", 100], [1, 3]], -100, []],
  ["[CRAPS-34] hard 8", [on(6), ["hard-8", 100], [4, 4]], 900, ["hard-8 100"]],
  ["[CRAPS-34] hard 10 loses on 7", [on(6), ["hard-10", 100], seven], -100, []],
  ["[CRAPS-35] a winner wins again", [on(6), ["place-8", 600], on(8), on(8), seven], 700 + 700 - 600, []],
  ["[CRAPS-35] winners come down where they do not stay", [on(6), ["place-8", 600], on(8), seven], 700, [], { winnersStay: false }],
  ["[CRAPS-35] place bets come down at any time", [on(6), ["place-8", 600], ["down", "place-8"], seven], 0, []],
  ["[CRAPS-36] place, buy and hardways are off on a come-out", [["place-8", 600], ["buy-4", 1_000], ["hard-6", 100], seven, [4, 4]], 0, ["place-8 600", "buy-4 1000", "hard-6 100"]],
  ["[CRAPS-36] on by configuration", [["place-8", 600], ["hard-8", 100], [4, 4]], 700 + 900, ["place-8 600", "hard-8 100"], { placeOnComeOut: true, hardwaysOnComeOut: true }],
  ["[CRAPS-36] called on for a come-out", [["place-8", 600], ["call", "place-8", "on"], seven], -600, []],
  ["[CRAPS-36] called off with a point", [on(6), ["place-8", 600], ["call", "place-8", "off"], on(8), seven], 0, ["place-8 600"]],
  ["[CRAPS-36] back to the house's rule", [on(6), ["place-8", 600], ["call", "place-8", "off"], ["call", "place-8", "house"], on(8)], 700, ["place-8 600"]],
  ["[CRAPS-36] lay can be called off", [["lay-4", 1_000], ["call", "lay-4", "off"], on(4)], 0, ["lay-4 1000"]],
  ["[CRAPS-37] field on 9", [["field", 100], on(9)], 100, []],
  ["[CRAPS-37] field on 2", [["field", 100], [1, 1]], 200, []],
  ["[CRAPS-37] field on 12", [["field", 100], [6, 6]], 300, []],
  ["[CRAPS-37] field on 12 pays double", [["field", 100], [6, 6]], 200, [], { field12Pays: "2/1" }],
  ["[CRAPS-37] field on 5", [["field", 100], on(5)], -100, []],
  ["[CRAPS-38] any seven", [["any-seven", 100], seven], 400, []],
  ["[CRAPS-38] any craps", [["any-craps", 100], [1, 2]], 700, []],
  ["[CRAPS-38] aces", [["aces", 100], [1, 1]], 3_000, []],
  ["[CRAPS-38] boxcars", [["boxcars", 100], [6, 6]], 3_000, []],
  ["[CRAPS-38] ace-deuce", [["ace-deuce", 100], [2, 1]], 1_500, []],
  ["[CRAPS-38] yo", [["yo", 100], [6, 5]], 1_500, []],
  ["[CRAPS-38] they lose on the rest", [["any-seven", 100], ["any-craps", 100], ["aces", 100], ["boxcars", 100], ["ace-deuce", 100], ["yo", 100], [4, 4]], -600, []],
  ["[CRAPS-39] horn on 12: a quarter at 30 to 1, three lost", [["horn", 400], [6, 6]], 3_000 - 300, []],
  ["[CRAPS-39] horn on 3: a quarter at 15 to 1, three lost", [["horn", 400], [1, 2]], 1_500 - 300, []],
  ["[CRAPS-39] C & E on craps: a half at 7 to 1, one lost", [["c-and-e", 200], [1, 1]], 700 - 100, []],
  ["[CRAPS-39] C & E on 11: a half at 15 to 1, one lost", [["c-and-e", 200], [5, 6]], 1_500 - 100, []],
  ["[CRAPS-40] a hop on two faces, in either order", [["hop-2-5", 100], [5, 2]], 1_500, []],
  ["[CRAPS-40] a hop on a pair", [["hop-3-3", 100], [3, 3]], 3_000, []],
  ["[CRAPS-40] a hop loses on the same total otherwise", [["hop-2-5", 100], [3, 4]], -100, []],
  ["[CRAPS-41] a one-roll bet may come down before the roll", [["yo", 100], ["down", "yo"], on(6)], 0, []],
];

for (const [rule, moves, net, up, config] of stories) {
  test(`${rule}: the story`, () => {
    const { table, answers } = tell(moves, config);
    expect(answers.filter(Boolean)).toEqual([]);
    expect(table.net()).toBe(net);
    expect(table.up()).toEqual(up);
  });
}

/** What is refused: the moves before, the move that is refused, and its code. */
// oxfmt-ignore
const refused: readonly (readonly [string, readonly Move[], Move, string, Partial<Config>?])[] = [
  ["[CRAPS-18] pass with a point on", [on(6)], pass1000, "come_out_only"],
  ["[CRAPS-18] more on pass with a point on", [pass1000, on(6)], pass1000, "come_out_only"],
  ["[CRAPS-18] don't pass with a point on", [on(6)], dont1000, "come_out_only"],
  ["[CRAPS-18] more on don't pass with a point on", [dont1000, on(6)], dont1000, "come_out_only"],
  ["[CRAPS-18] pass taken down with a point on", [pass1000, on(6)], ["down", "pass"], "contract_bet"],
  ["[CRAPS-18] pass may come down on a come-out, once", [pass1000, ["down", "pass"]], ["down", "pass"], "no_such_bet"],
  ["[CRAPS-18] don't pass may come down with a point on, once", [dont1000, on(6), ["down", "dont-pass"]], ["down", "dont-pass"], "no_such_bet"],
  ["[CRAPS-19] odds before there is a point", [pass1000], ["pass-odds", 1_000], "no_point"],
  ["[CRAPS-19] odds without a bet", [on(6)], ["pass-odds", 1_000], "no_flat_bet"],
  ["[CRAPS-21] odds over the limit on 4", [pass1000, on(4)], ["pass-odds", 3_001], "above_maximum"],
  ["[CRAPS-21] odds over the limit on 5", [pass1000, on(5)], ["pass-odds", 4_001], "above_maximum"],
  ["[CRAPS-21] odds over the limit on 6", [pass1000, on(6)], ["pass-odds", 5_001], "above_maximum"],
  ["[CRAPS-21] odds over the limit in two parts", [pass1000, on(6), ["pass-odds", 5_000]], ["pass-odds", 1], "above_maximum"],
  ["[CRAPS-21] odds laid over the limit", [dont1000, on(4)], ["dont-pass-odds", 6_001], "above_maximum"],
  ["[CRAPS-21] odds over a flat limit", [pass1000, on(4)], ["pass-odds", 100_001], "above_maximum", { oddsOn4And10: 100 }],
  ["[CRAPS-21] no odds at all", [pass1000, on(4)], ["pass-odds", 100], "not_offered", { oddsOn4And10: 0 }],
  ["[CRAPS-21] the minimum binds odds", [pass1000, on(4)], ["pass-odds", 99], "below_minimum"],
  ["[CRAPS-23] come on a come-out", [], ["come", 1_000], "no_point"],
  ["[CRAPS-23] don't come on a come-out", [], ["dont-come", 1_000], "no_point"],
  ["[CRAPS-25] come taken down after it moved", [on(6), ["come", 1_000], on(8)], ["down", "come-8"], "contract_bet"],
  ["[CRAPS-25] a bet on a come number directly", [on(6)], ["come-8", 1_000], "invalid_action"],
  ["[CRAPS-25] more on a don't come number", [on(6), ["dont-come", 1_000], on(8)], ["dont-come-8", 1_000], "invalid_action"],
  ["[CRAPS-26] come odds without the bet", [on(6)], ["come-odds-8", 1_000], "no_flat_bet"],
  ["[CRAPS-26] don't come odds cannot be called off", [on(6), ["dont-come", 1_000], on(8), ["dont-come-odds-8", 600]], ["call", "dont-come-odds-8", "off"], "always_works"],
  ["[CRAPS-27] put where it is not offered", [on(6)], ["put-4", 1_000], "not_offered"],
  ["[CRAPS-27] put on a come-out", [], ["put-4", 1_000], "no_point", { putBets: true }],
  ["[CRAPS-27] put taken down", [on(6), ["put-4", 1_000]], ["down", "put-4"], "contract_bet", { putBets: true }],
  ["[CRAPS-36] calling off a line bet", [pass1000], ["call", "pass", "off"], "always_works"],
  ["[CRAPS-36] calling off nothing", [], ["call", "place-6", "off"], "no_such_bet"],
  ["[CRAPS-41] taking down a bet after its roll", [["yo", 100], on(6)], ["down", "yo"], "no_such_bet"],
];

for (const [rule, moves, move, code, config] of refused) {
  test(`${rule} is refused`, () => {
    const { answers } = tell([...moves, move], config);
    expect(answers).toEqual([...moves.map(() => ""), code]);
  });
}

test("[CRAPS-21] odds may be above the table's maximum", () => {
  const limits = { min: 100, max: 1_000 };
  const table = scriptedTable({ limits });
  table.bet("pass", 1_000);
  table.roll(3, 3);
  expect(table.bet("pass-odds", 5_000)).toBe("");
});

test("[CRAPS-31] [CRAPS-35] what a win tells adds up", () => {
  const { table } = tell([on(6), ["buy-4", 1_000], on(4)]);
  expect(table.events()[1]?.data).toEqual({
    seat: 0,
    bet: "buy-4",
    stake: 1_000,
    won: 2_000,
    commission: 50,
    paid: 1_950,
    stays: true,
  });
});

test("[CRAPS-24] a come bet's transfers carry the name it was made under", () => {
  const { table } = tell([on(6), ["come", 1_000], on(8), on(8)]);
  expect(table.transfers()).toMatchObject([{ kind: "payout", amount: 2_000, bet: "come" }]);
});

test("[CRAPS-13] every spot has its row", () => {
  expect(Object.keys(bets).toSorted()).toEqual([...spots].toSorted());
  const made = spots.filter((spot) => bets[spot].edge !== undefined);
  expect(made).toEqual(betIds);
});
