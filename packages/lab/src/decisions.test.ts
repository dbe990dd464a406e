import { expect, test } from "vitest";
import { dieGame } from "../test/table-games.ts";
import { rememberedDecisions } from "./decisions.ts";
import type { FollowedBet } from "./followed-bet.ts";
import { settingOf, type Move } from "./position.ts";

const timer = { dueAt: 900, seat: 0 };
const position = {
  state: { point: 4, bets: [["a", 1], []], rolls: [1, 2] },
  now: 500,
  timers: { clock: timer },
  balance: 0,
  over: false,
};
const money = { spots: ["a"], open: 1, taken: 1, paid: 0, refunded: 0, stakes: [] };
const here: FollowedBet = { ...money, position };
const at = (over: Partial<typeof position>): FollowedBet => ({
  ...here,
  position: { ...position, ...over },
});

const larger = Object.assign(structuredClone(position.state), { more: 1 });

// [what differs, the place, whether it is another one]
const places: readonly (readonly [string, FollowedBet, boolean])[] = [
  ["nothing", { ...here }, false],
  ["history", at({ state: { ...position.state, rolls: [6] } }), false],
  [
    "the time, with as much of it left",
    at({ now: 700, timers: { clock: { dueAt: 1_100, seat: 0 } } }),
    false,
  ],
  ["a field", at({ state: { ...position.state, point: 5 } }), true],
  ["what is inside a field", at({ state: { ...position.state, bets: [["a", 2], []] } }), true],
  ["the length of a list", at({ state: { ...position.state, bets: [["a", 1]] } }), true],
  ["a field more", at({ state: larger }), true],
  ["where the bet lies", { ...here, spots: ["b"] }, true],
  ["how many places it lies in", { ...here, spots: ["a", "b"] }, true],
  ["the time left", at({ timers: { clock: { dueAt: 901, seat: 0 } } }), true],
  ["the seat of a timer", at({ timers: { clock: { dueAt: 900, seat: 1 } } }), true],
];

test.for(places)(
  "a decision is made again only in another place: %s differs",
  ([, place, isOther]) => {
    const setting = settingOf(dieGame(), { limits: { min: 1, max: 9 }, history: ["rolls"] });
    let count = 0;
    const decide = rememberedDecisions(setting, (): Move => {
      count += 1;
      return { kind: "timeout", timer: String(count) };
    });
    expect(decide(here)).toEqual({ kind: "timeout", timer: "1" });
    expect(decide(place)).toEqual({ kind: "timeout", timer: isOther ? "2" : "1" });
    expect(decide(here)).toEqual({ kind: "timeout", timer: "1" });
  },
);
