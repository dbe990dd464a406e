import { craps } from "@parlor/games/craps";
import { isRefusal, randomFrom, sampleChoice, seededDraws } from "@parlor/kit";
import { expect, test } from "vitest";
import { rudeGame } from "../test/rude-game.ts";
import { LiveTable } from "./live-table.ts";
import {
  firstTimer,
  legalAt,
  opening,
  perform,
  settingOf,
  type Move,
  type Position,
} from "./position.ts";

const positionOf = ({ state, now, timers, balance, over }: Position): Position => ({
  state,
  now,
  timers,
  balance,
  over,
});

test.for([
  ["craps", craps],
  ["a game that refuses late", rudeGame],
] as const)("a live table plays like one that is copied for each move: %s", ([, game]) => {
  const setting = settingOf(game, { limits: { min: 100, max: 10_000 } });
  const seed = (name: string) => randomFrom(seededDraws(name));
  const [copied, lived, player] = [seed("dice"), seed("dice"), seed("player")];
  let position = opening(
    setting,
    randomFrom(() => 0),
  );
  const table = new LiveTable(setting, lived);
  table.begin(position);
  let [refused, postings] = [0, 0];
  for (let count = 0; count < 3_000; count++) {
    const timer = firstTimer(position);
    const legal = legalAt(setting, position, 0);
    // One in ten is the clock, and one in ten an action from somewhere else, which may be refused.
    const kind = player.int(10);
    const all = kind === 1 ? [{ type: "roll", fields: {} }] : legal;
    const action = sampleChoice(player.pick(all), player);
    const move: Move =
      kind === 0 && timer !== null ? { kind: "timeout", timer } : { kind: "act", seat: 0, action };
    const done = perform(setting, position, move, copied);
    const answer = table.move(move);
    expect(answer).toEqual(isRefusal(done) ? done : undefined);
    if (isRefusal(done)) {
      refused += 1;
      // What a refused move wrote stays on a live table, so whoever made it goes back.
      table.begin(position);
      continue;
    }
    expect(table.postings).toEqual(done.postings);
    expect(table.roundFinished).toBe(done.roundFinished);
    ({ position } = done);
    postings += done.postings.length;
    expect(positionOf(table)).toEqual(position);
  }
  expect(refused).toBeGreaterThan(10);
  expect(postings).toBeGreaterThan(500);
});
