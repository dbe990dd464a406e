import { defineGame } from "@parlor/kit";
import { expectTypeOf, test } from "vitest";
import { z } from "zod";
import type { EventHub } from "./hub.ts";
import { subscribe } from "./subscription.ts";

const bell = defineGame({
  id: "bell",
  version: "1.0.0",
  title: "Bell",
  summary: "It rings.",
  bank: "none",
  seats: { min: 1, max: 1 },
  config: z.object({}),
  actions: { ring: z.object({}) },
  events: { rang: z.object({ loud: z.boolean() }) },
  setup: () => ({}),
  act: { ring: (_state, _action, _seat, table) => table.emit("rang", { loud: true }) },
  legal: () => [],
  view: () => ({}),
});

// Only compiled: that it does is the test.
export const typed = async (hub: EventHub): Promise<void> => {
  for await (const heard of subscribe(hub, { game: bell })) {
    if (heard.kind !== "event") continue;
    const { event } = heard;
    if (event.type === "rang") expectTypeOf(event.data.loud).toEqualTypeOf<boolean>();
    if (event.type === "player-joined") expectTypeOf(event.data.name).toEqualTypeOf<string>();
    // @ts-expect-error -- the game has no such event
    if (event.type === "boomed") return;
  }
  // @ts-expect-error -- nor can it be asked for
  subscribe(hub, { game: bell, types: ["boomed"] });
};

test("a subscription to a game knows its events and the platform's by type", () => {
  expectTypeOf(typed).toBeFunction();
});
