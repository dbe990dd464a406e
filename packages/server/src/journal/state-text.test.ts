import { canonicalJson, type SessionState } from "@parlor/kit";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { stateText } from "./state-text.ts";

const count = fc.nat();
const hex = fc.stringMatching(/^[0-9a-f]{64}$/);
const name = fc.string({ minLength: 1 });
const seat = fc.nat(9);
const places = fc.array(fc.array(seat));
const phase: fc.Arbitrary<SessionState["phase"]> = fc.oneof(
  fc.constant({ status: "waiting" } as const),
  fc.constant({ status: "in_progress" } as const),
  fc.record({ status: fc.constant("paused" as const), at: count }),
  fc.record({
    status: fc.constant("ended" as const),
    at: count,
    reason: fc.constantFrom("completed", "timeout"),
    outcome: fc.option(fc.record({ places })),
  }),
);
const state: fc.Arbitrary<SessionState> = fc.record({
  phase,
  players: fc.array(fc.option(fc.record({ id: name, name, seed: name }))),
  round: fc.record({
    number: count,
    commitment: hex,
    clientSeed: fc.option(hex),
    wordsUsed: count,
  }),
  timers: fc.dictionary(name, fc.record({ dueAt: count, seat: fc.option(seat) })),
  open: fc.array(count),
  tableBalance: fc.maxSafeInteger(),
  createdAt: count,
  activeAt: count,
  stats: fc.record({
    actions: count,
    rounds: count,
    bets: count,
    volume: fc.maxSafeInteger(),
    payouts: count,
    playersMax: count,
  }),
  game: fc.jsonValue(),
});

test("[J4] a state's text is its canonical JSON, which everybody else can write too", () => {
  fc.assert(
    fc.property(state, (value) => {
      expect(stateText(value)).toBe(canonicalJson(value));
      // The second time the players' text is known already.
      expect(stateText({ ...value, activeAt: 1 })).toBe(canonicalJson({ ...value, activeAt: 1 }));
    }),
  );
});
