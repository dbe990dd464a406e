import type { ThinkTask, Thought } from "@parlor/bots";
import { holdem } from "@parlor/games/holdem";
import type { Action, Card } from "@parlor/kit";
import { inlineEngine } from "@parlor/server";
import { cardDraws, dealtEngine, seededEntropy, testPlatform } from "@parlor/server/testing";
import { expect, onTestFinished, test } from "vitest";

const delayMs = 800;
const buyIn = { type: "buy-in", amount: 10_000 };

interface Dealt {
  readonly hand: {
    readonly players: readonly { readonly seat: number; readonly cards: readonly Card[] }[];
    readonly turn: number | null;
  } | null;
}

/** Buys in, and then checks or calls; nothing where it is not its turn. */
const calling = ({ legal, view }: ThinkTask): Action | null => {
  const has = (type: string) => legal.some((choice) => choice.type === type);
  if (has("check")) return { type: "check" };
  if (has("call")) return { type: "call" };
  return (view as Dealt).hand === null && has("buy-in") ? buyIn : null;
};

/** A table of Ann in seat 0 and a bot; the first hand is dealt by these draws. */
const play = async (draws: readonly number[], think: (task: ThinkTask) => Promise<Thought>) => {
  const platform = await testPlatform({
    games: [],
    entropy: seededEntropy(7),
    bots: { thinker: { think, stop: () => Promise.resolve() } },
  });
  onTestFinished(() => platform.stop());
  expect(platform.registry.register(dealtEngine(inlineEngine(holdem), [draws]))).toBeUndefined();
  const session = await platform.table({ game: "holdem" }, ["Ann"], 1_000_000);
  expect(await platform.bots.add(session, { bot: "hard", seats: [1] })).toHaveLength(1);
  await platform.clock.advance(2 * delayMs);
  await platform.act(session, "Ann", buyIn);
  await platform.clock.settle();
  // The game's own state.
  const dealt = async () => (await platform.standing(session)).state.game as Dealt;
  const turn = async (): Promise<number | undefined> => {
    const { hand } = await dealt();
    return hand?.turn === null ? undefined : hand?.players[hand.turn]?.seat;
  };
  const annPlays = async (): Promise<void> => {
    const answers = [];
    for (const type of ["check", "call"])
      answers.push(await platform.act(session, "Ann", { type }));
    expect(answers).toHaveLength(2);
  };
  return { platform, session, dealt, turn, annPlays };
};

test("[V1] what a hold'em bot is told is the same, to the letter, whatever cards the others hold", async () => {
  const told: string[] = [];
  const held: unknown[] = [];
  for (const [one, two] of [
    ["Ks", "7d"],
    ["Qs", "6d"],
  ] as const) {
    const tasks: ThinkTask[] = [];
    const { platform, dealt } = await play(
      [1, ...cardDraws([one, "Ah", two, "Ad"])],
      async (task) => {
        tasks.push(task);
        return calling(task);
      },
    );
    await platform.clock.advance(2 * delayMs);
    const inHand = tasks.filter(({ view }) => (view as Dealt).hand !== null);
    expect(inHand.length).toBeGreaterThan(0);
    expect(inHand.every((task) => task.dealt.length > 0)).toBe(true);
    told.push(JSON.stringify(tasks));
    held.push((await dealt()).hand?.players.find(({ seat }) => seat === 0)?.cards);
  }
  expect(held[0]).not.toEqual(held[1]);
  expect(told[0]).toBe(told[1]);
});

test("a bot whose turn comes while it thinks of something else is asked again, and keeps nobody waiting", async () => {
  const answers: (() => void)[] = [];
  const { platform, dealt, turn, annPlays } = await play([], async (task) => {
    const action = calling(task);
    const isPlayed = (task.view as Dealt).hand !== null;
    if (action === null && isPlayed && answers.length === 0)
      await new Promise<void>((resolve) => answers.push(resolve));
    return action;
  });
  // The bot may be first; then it is asked again while Ann has to act, and its answer comes late.
  await platform.clock.advance(2 * delayMs);
  expect(answers).toHaveLength(1);
  for (let tries = 0; tries < 3 && (await turn()) === 0; tries++) await annPlays();
  expect(await turn()).toBe(1);
  const before = await dealt();
  answers[0]?.();
  await platform.clock.settle();
  await platform.clock.advance(2 * delayMs);
  expect(await dealt()).not.toEqual(before);
});
