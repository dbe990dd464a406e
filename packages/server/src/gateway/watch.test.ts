import { isRefusal } from "@parlor/kit";
import { expect, test } from "vitest";
import type { WebSocket } from "ws";
import { z } from "zod";
import type { Publication } from "../events/contract.ts";
import { openDice } from "../testing/open-dice.ts";
import { testPlatform, type TestPlatform } from "../testing/test-platform.ts";
import { Outbox } from "./outbox.ts";
import { textOfFrame } from "./text-frame.ts";
import { Watch } from "./watch.ts";

const shown = z.object({ type: z.string(), view: z.object({ seq: z.int() }) });

/** A table, and what somebody without a name who watches it is sent. */
const watched = async () => {
  const platform = await testPlatform({ games: [openDice] });
  const table = await platform.table({ game: "open-dice" }, ["ann"]);
  const frames: string[] = [];
  const socket = { readyState: 1, OPEN: 1, bufferedAmount: 0 } as WebSocket; // all of it that an outbox asks
  const outbox = new Outbox(socket, {
    cork: () => undefined,
    uncork: () => undefined,
    write: (frame) => {
      const { type, view } = shown.parse(JSON.parse(textOfFrame(frame)));
      frames.push(`${type} ${view.seq}`);
    },
  });
  const watch = new Watch(platform, table, { kind: "nobody" }, { outbox, version: 1 });
  return { platform, table, watch, frames };
};

/** Each look is of one moment, as another node's is; `meanwhile` is done before it is answered. */
const lookBefore = (platform: TestPlatform, meanwhile: () => Promise<unknown>): void => {
  const { sessions } = platform;
  const find = sessions.find.bind(sessions);
  sessions.find = async (session) => {
    const found = await find(session);
    if (isRefusal(found)) return found;
    const { id, setup, state, seq } = found;
    await meanwhile();
    return { id, setup, state, seq };
  };
};

test("what happens between the look and the first view is told after it, and only once", async () => {
  const { platform, table, watch, frames } = await watched();
  lookBefore(platform, () => platform.act(table, "ann", { type: "quick", stake: 5 }));
  await watch.start(undefined);
  expect(frames).toEqual(["watching 2", "update 3"]);
  await platform.act(table, "ann", { type: "quick", stake: 5 });
  expect(frames).toEqual(["watching 2", "update 3", "update 4"]);
  await platform.stop();
});

test("what is told again between the look and the first view does not hide what was newer", async () => {
  const { platform, table, watch, frames } = await watched();
  const { hub } = platform;
  const told: Publication[] = [];
  hub.listen(table, (publication) => void told.push(publication));
  lookBefore(platform, async () => {
    await platform.act(table, "ann", { type: "quick", stake: 5 });
    await platform.act(table, "ann", { type: "quick", stake: 5 });
    for (const publication of told.slice(0, 1)) hub.publishElsewhere(publication);
  });
  await watch.start(undefined);
  expect(frames).toEqual(["watching 2", "update 4"]);
  await platform.stop();
});

test("a session is listened to from before the first look on, so that no look forgets what another saw", async () => {
  const { platform, table, watch } = await watched();
  const { hub } = platform;
  const listened: boolean[] = [];
  lookBefore(platform, () => Promise.resolve(listened.push(hub.hasListener(table))));
  await watch.start(1);
  watch.stop();
  expect(listened).toEqual([true, true]);
  expect(hub.hasListener(table)).toBe(false);
  await platform.stop();
});
