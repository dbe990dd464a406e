import { expect, test } from "vitest";
import { explore } from "./explore.ts";
import { soundRules, type Command, type Rules, type Setting } from "./protocol.ts";

const buyIn = (id: string, player: "A" | "B", amount: number): Command => ({
  id,
  kind: "buy-in",
  player,
  amount,
});
const cashOut = (id: string, player: "A" | "B", amount: number): Command => ({
  id,
  kind: "cash-out",
  player,
  amount,
});

const settingOf = (commands: readonly Command[], rest: Partial<Setting> = {}): Setting => ({
  rules: soundRules,
  commands,
  wallets: { A: 3, B: 1 },
  purses: { A: 0, B: 0 },
  crashesMax: 2,
  ...rest,
});

const timeout = 60_000;

const settings: readonly (readonly [string, Setting])[] = [
  ["two players buy in", settingOf([buyIn("a1", "A", 2), buyIn("b1", "B", 1)], { crashesMax: 1 })],
  [
    "one buys in twice, and has enough for once",
    settingOf([buyIn("a1", "A", 2), buyIn("a2", "A", 2)], { crashesMax: 1 }),
  ],
  ["one buys in while owner after owner dies", settingOf([buyIn("a1", "A", 2)], { crashesMax: 4 })],
  ["one buys in and takes it out again", settingOf([buyIn("a1", "A", 2), cashOut("a2", "A", 2)])],
  [
    "one comes, one goes",
    settingOf([buyIn("a1", "A", 2), cashOut("b1", "B", 1)], { purses: { A: 0, B: 1 } }),
  ],
];

test.each(settings)(
  "[M1] [M2] between two databases no cent is lost or made, whoever dies whenever: %s",
  { timeout },
  (_, setting) => {
    const { violation, stateCount, everDone } = explore(setting);
    expect(violation).toBeNull();
    expect(everDone).toEqual(new Set(setting.commands.map(({ id }) => id)));
    // It would be no exploration if hardly anything could happen.
    expect(stateCount).toBeGreaterThan(200);
  },
);

const without = (rule: keyof Rules): Rules => ({ ...soundRules, [rule]: false });
const toHold = [buyIn("a1", "A", 1)];

/** The shortest way in which it goes wrong ends like this. */
const broken: readonly (readonly [keyof Rules, readonly Command[], string, string])[] = [
  ["holdsOnce", toHold, "A has 2 of 3", "place a1 is delivered"],
  ["asksBeforeVoiding", toHold, "A has 4 of 3", "commit a1 1 0 is delivered"],
  ["asksForGood", toHold, "A has 4 of 3", "decided a1 refused is delivered"],
  ["checksDecision", toHold, "A has 4 of 3", "decided a1 refused is delivered"],
  ["creditsOnce", [cashOut("b1", "B", 1)], "in the end B has 3 of 2", "credit b1 is delivered"],
  ["commandsOnce", toHold, "A has 4 of 3", "commit a1 1 1 is delivered"],
];

test.each(broken)("without the rule %s money is lost or made", (rule, commands, problem, last) => {
  const purses = { A: 0, B: 1 };
  const { violation } = explore(settingOf(commands, { rules: without(rule), purses }));
  expect([violation?.problem, violation?.steps.at(-1)]).toEqual([problem, last]);
});
