import { z } from "zod";
import { choice, refuse, type Game } from "../src/index.ts";
import type { ConformanceCheck } from "../src/testing/index.ts";
import { dieGame } from "./die.ts";
import { highCard } from "./high-card.ts";

/** A game that breaks one promise, and the reason that it has to be refused with. */
export interface BrokenGame {
  readonly name: string;
  readonly check: ConformanceCheck;
  readonly reason: RegExp;
  readonly game: Game;
}

// What a plugin of somebody else may be: the compiler has not seen it.
const asGame = (spec: unknown): Game => spec as Game;
const die = (changes: Partial<Record<keyof Game, unknown>>): Game =>
  asGame({ ...dieGame, ...changes });
const cards = (changes: Partial<Record<keyof Game, unknown>>): Game =>
  asGame({ ...highCard, ...changes });

/** One button, no money: the smallest game that does something. */
const button = (
  press: (
    state: Record<string, unknown>,
    table: { readonly random: { int(n: number): number } },
  ) => unknown,
  changes: Partial<Record<keyof Game, unknown>> = {},
): Game =>
  asGame({
    id: "button",
    version: "1.0.0",
    title: "Button",
    summary: "Press it.",
    bank: "none",
    seats: { min: 1, max: 2 },
    config: z.object({}),
    actions: { press: z.object({}) },
    events: { pressed: z.object({ times: z.int() }) },
    setup: () => ({ times: 0 }),
    act: {
      press: (state: Record<string, unknown>, _action: unknown, _seat: number, table: never) =>
        press(state, table),
    },
    legal: () => [choice("press")],
    view: (state: unknown) => state,
    ...changes,
  });
const count = (state: Record<string, unknown>): void => {
  state["times"] = Number(state["times"]) + 1;
};
export const soundButton = button(count);
let pressedEver = 0;

const declared: readonly BrokenGame[] = [
  ["[CONF-1] an id in capitals", "identity", /not kebab-case/, die({ id: "OneDie" })],
  ["[CONF-1] a version that is none", "identity", /not a semantic version/, die({ version: "v1" })],
  ["[CONF-1] no title", "identity", /title is empty/, die({ title: " " })],
  ["[CONF-1] no summary", "identity", /summary is empty/, die({ summary: "" })],
  ["[CONF-2] no seats", "seats", /seats from 0/, die({ seats: { min: 0, max: 2 } })],
  [
    "[CONF-2] fewer seats than it needs",
    "seats",
    /seats from 3 to 2/,
    die({ seats: { min: 3, max: 2 } }),
  ],
  ["[CONF-2] too many seats", "seats", /within 1 to 1024/, die({ seats: { min: 1, max: 1_025 } })],
  [
    "[CONF-3] a setting without a default",
    "schemas",
    /does not accept \{\}/,
    die({ config: z.object({ pays: z.int() }) }),
  ],
  [
    "[CONF-3] a config that JSON Schema cannot say",
    "schemas",
    /config cannot become/,
    die({ config: z.object({ at: z.date().default(new Date(0)) }) }),
  ],
  [
    "[CONF-3] an action that JSON Schema cannot say",
    "schemas",
    /press cannot become/,
    button(count, { actions: { press: z.object({ many: z.bigint() }) } }),
  ],
  [
    "[CONF-3] an action that is no object",
    "schemas",
    /press is not an object/,
    button(count, { actions: { press: z.string() } }),
  ],
  [
    "[CONF-3] an action with a field type",
    "schemas",
    /has a field type/,
    button(count, { actions: { press: z.object({ type: z.string() }) } }),
  ],
  [
    "[CONF-3] an action without a reducer",
    "schemas",
    /roll has no reducer/,
    die({ act: { bet: dieGame.act["bet"] } }),
  ],
  [
    "[CONF-3] a reducer without an action",
    "schemas",
    /cheat has no action/,
    die({ act: { ...dieGame.act, cheat: () => undefined } }),
  ],
  ["[CONF-3] no view", "schemas", /no function view/, die({ view: undefined })],
  [
    "[CONF-4] an event of the platform's",
    "names",
    /platform's own/,
    die({ events: { ...dieGame.events, "round-finished": z.object({}) } }),
  ],
  [
    "[CONF-4] an event in camel case",
    "names",
    /not kebab-case/,
    die({ events: { ...dieGame.events, diceRolled: z.object({}) } }),
  ],
  [
    "[CONF-4] a refusal of the platform's",
    "names",
    /table_full is a code of the platform/,
    die({ refusals: { ...dieGame.refusals, table_full: "No." } }),
  ],
  [
    "[CONF-4] a refusal in kebab case",
    "names",
    /not snake_case/,
    die({ refusals: { ...dieGame.refusals, "no-way": "No." } }),
  ],
  ["[CONF-5] money without bets", "bets", /declares no bets/, button(count, { bank: "house" })],
  [
    "[CONF-5] bets without money",
    "bets",
    /without money/,
    button(count, { bets: { win: { title: "Win" } } }),
  ],
  [
    "[CONF-5] an edge of one",
    "bets",
    /is 1 or more/,
    die({ bets: { face: { title: "A face", edge: "6/6" } } }),
  ],
  [
    "[CONF-5] an edge that is no fraction",
    "bets",
    /unknown/,
    die({ bets: { face: { title: "A face", edge: "2%" } } }),
  ],
  ["[CONF-18] rounds of no kind", "rounds", /no secret rounds/, die({ rounds: "secret" })],
  ["[CONF-18] sealed, and hides nothing", "rounds", /no redeal/, die({ rounds: "sealed" })],
  ["[CONF-6] nothing that a game has", "faults", /could not be checked/, asGame({})],
].map(([name, check, reason, game]) => ({ name, check, reason, game }) as BrokenGame); // each row is in this order

const played: readonly BrokenGame[] = [
  [
    "[CONF-6] throws",
    "faults",
    /out of order/,
    button(() => {
      throw new Error("out of order");
    }),
  ],
  [
    "[CONF-6] throws in setup",
    "faults",
    /no table/,
    button(count, {
      setup: () => {
        throw new Error("no table");
      },
    }),
  ],
  [
    "[CONF-6] throws what is no error",
    "faults",
    /just a string/,
    button(() => {
      // oxlint-disable-next-line typescript/only-throw-error -- what a careless plugin does
      throw "just a string";
    }),
  ],
  ["[CONF-6] returns a string", "faults", /no refusal/, button(() => "no")],
  [
    "[CONF-6] has a reducer that waits",
    "faults",
    /no refusal/,
    button(async () => Promise.reject(new Error("late"))),
  ],
  [
    "[CONF-6] refuses with an undeclared code",
    "faults",
    /undeclared code nope/,
    button(() => refuse("nope")),
  ],
  [
    "[CONF-6] emits an undeclared event",
    "faults",
    /no event exploded/,
    button((_state, table) => {
      (table as unknown as { emit(type: string, data: unknown): void }).emit("exploded", {});
    }),
  ],
  [
    "[CONF-6] emits an event of another shape",
    "faults",
    /times/,
    button((_state, table) => {
      (table as unknown as { emit(type: string, data: unknown): void }).emit("pressed", {
        times: "two",
      });
    }),
  ],
  [
    "[CONF-7] refuses all that come",
    "progress",
    /did play begin/,
    button(count, { join: () => refuse("not_your_turn") }),
  ],
  [
    "[CONF-7] never offers a choice",
    "progress",
    /no timer leads on/,
    button(count, { legal: () => [] }),
  ],
  [
    "[CONF-7] has a timer that leads nowhere",
    "progress",
    /no timer leads on/,
    button(count, {
      legal: () => [],
      start: (_state: unknown, table: { startTimer(name: string, ms: number): void }) => {
        table.startTimer("tick", 10);
      },
      timeout: (
        _state: unknown,
        _timer: unknown,
        table: { startTimer(name: string, ms: number): void },
      ) => {
        table.startTimer("tick", 10);
      },
    }),
  ],
  [
    "[CONF-8] throws dice of its own",
    "determinism",
    /other states/,
    button((state) => {
      state["times"] = Math.random();
    }),
  ],
  [
    "[CONF-8] remembers outside its state",
    "determinism",
    /other states/,
    button((state) => {
      state["times"] = ++pressedEver;
    }),
  ],
  [
    "[CONF-9] counts in NaN",
    "json",
    /times is NaN/,
    button((state) => {
      state["times"] = NaN;
    }),
  ],
  [
    "[CONF-9] keeps a Date",
    "json",
    /at is an instance of Date/,
    button((state) => {
      state["at"] = new Date(0);
    }),
  ],
  [
    "[CONF-9] keeps a Map",
    "json",
    /seen is an instance of Map/,
    button((state) => {
      state["seen"] = new Map([["a", 1]]);
    }),
  ],
  [
    "[CONF-9] keeps undefined",
    "json",
    /last is undefined/,
    button((state) => {
      state["last"] = undefined;
    }),
  ],
  [
    "[CONF-9] keeps a function",
    "json",
    /next is function/,
    button((state) => {
      state["next"] = () => 1;
    }),
  ],
  [
    "[CONF-9] shows a Set",
    "json",
    /view of seat 0/,
    button(count, { view: () => ({ all: new Set([1]) }) }),
  ],
  [
    "[CONF-10] lists what it refuses",
    "legal",
    /refused with already_bet/,
    die({
      legal: (_state: unknown, _seat: number, table: { limits: { min: number; max: number } }) => [
        choice("bet", { face: [1], stake: table.limits }),
      ],
    }),
  ],
  [
    "[CONF-10] lists what its schema refuses",
    "legal",
    /refused with invalid_action/,
    die({
      legal: (_state: unknown, _seat: number, table: { limits: { min: number; max: number } }) => [
        choice("bet", { face: [7], stake: table.limits }),
      ],
    }),
  ],
  [
    "[CONF-10] ignores the table's limits",
    "legal",
    /below_minimum|above_maximum|invalid_amount/,
    die({
      legal: (state: unknown, seat: number, table: never) =>
        dieGame.legal(state, seat, table).some(({ type }) => type === "roll")
          ? [choice("roll")]
          : [choice("bet", { face: [1], stake: { min: 1, max: 1_000 } })],
    }),
  ],
  [
    "[CONF-10] lists an action that it does not have",
    "legal",
    /no action pull/,
    button(count, { legal: () => [choice("press"), choice("pull")] }),
  ],
  [
    "[CONF-10] lists a field without values",
    "legal",
    /has no values/,
    button(count, {
      actions: { press: z.object({ how: z.string() }) },
      legal: () => [choice("press", { how: [] })],
    }),
  ],
  [
    "[CONF-11] accepts another face than it lists",
    "illegal",
    /accepted, but not listed/,
    die({
      legal: (state: unknown, seat: number, table: never) =>
        dieGame.legal(state, seat, table).some(({ type }) => type === "roll")
          ? [choice("roll")]
          : [
              choice("bet", {
                face: [1, 2],
                stake: (table as { limits: { min: number; max: number } }).limits,
              }),
            ],
    }),
  ],
  [
    "[CONF-11] faults on what it does not list",
    "illegal",
    /faults/,
    die({
      act: {
        ...dieGame.act,
        roll: (state: { bets: { face: number }[] }, action: never, seat: number, table: never) => {
          if (state.bets[seat]!.face < 0) throw new Error("never");
          return dieGame.act["roll"]!(state, action, seat, table);
        },
      },
    }),
  ],
  [
    "[CONF-11] lets anybody play at any time",
    "illegal",
    /of seat \d is accepted/,
    cards({
      act: {
        ...highCard.act,
        stay: (state: { queue: number[] }, action: never, _seat: number, table: never) =>
          highCard.act["stay"]!(state, action, state.queue[0] ?? 0, table),
      },
    }),
  ],
  ["[CONF-13] keeps stakes to itself", "stakes", /there is no stakes/, die({ stakes: undefined })],
  ["[CONF-13] forgets a stake", "stakes", /does not tell of it/, die({ stakes: () => [] })],
  [
    "[CONF-6] banks for the players without stakes",
    "faults",
    /declares no stakes/,
    cards({ stakes: undefined }),
  ],
  [
    "[CONF-6] claims stakes that nobody paid",
    "faults",
    /at stake but paid for/,
    die({
      stakes: (state: unknown) =>
        (dieGame.stakes?.(state) ?? []).map((stake) => ({ ...stake, amount: stake.amount + 1 })),
    }),
  ],
  [
    "[CONF-6] keeps some of the pot",
    "faults",
    /stakes are .* but the table holds/,
    cards({
      stakes: (state: unknown) =>
        (highCard.stakes?.(state) ?? []).map((stake) => ({
          ...stake,
          amount: stake.amount && stake.amount - 1,
        })),
    }),
  ],
  [
    "[CONF-6] gives a stake to an empty seat",
    "faults",
    /seat 99 has 1/,
    die({ stakes: () => [{ seat: 99, amount: 1, bet: "face" }] }),
  ],
  ["[CONF-6] has stakes that are no list", "faults", /stakes/, die({ stakes: () => 5 })],
  [
    "[CONF-14] writes in its view",
    "purity",
    /read only|extensible/,
    button(count, {
      view: (state: { times: number }) => {
        state.times += 1;
        return { times: state.times };
      },
    }),
  ],
  [
    "[CONF-14] writes in legal",
    "purity",
    /read only|extensible/,
    button(count, {
      legal: (state: { asked?: boolean }) => {
        state.asked = true;
        return [choice("press")];
      },
    }),
  ],
  [
    "[CONF-14] writes to the action",
    "purity",
    /read only|extensible/,
    button(count, {
      actions: { press: z.looseObject({}) },
      view: () => ({}),
      legal: (_state: unknown, _seat: number, table: { config: { mine?: number } }) => {
        table.config.mine = 1;
        return [choice("press")];
      },
    }),
  ],
  [
    "[CONF-15] shows a card of another seat",
    "leaks",
    /view of seat \d shows/,
    cards({
      view: (state: { hands: unknown }, seat: number, table: never) => ({
        ...(highCard.view(state, seat, table) as object),
        hands: state.hands,
      }),
    }),
  ],
  [
    "[CONF-15] shows a spectator a card",
    "leaks",
    /view of a spectator shows/,
    cards({
      view: (state: { hands: unknown[] }, seat: number | null, table: never) => ({
        ...(highCard.view(state, seat, table) as object),
        ...(seat === null ? { hands: state.hands } : {}),
      }),
    }),
  ],
  [
    "[CONF-15] tells all of each card that it deals",
    "leaks",
    /events of act tell/,
    cards({
      act: {
        ...highCard.act,
        ante: (
          state: unknown,
          action: never,
          seat: number,
          table: { emit(type: string, data: unknown, to?: number[]): void },
        ) => highCard.act["ante"]!(state, action, seat, loud(table)),
      },
    }),
  ],
  [
    "[CONF-15] lets what is legal depend on others' cards",
    "leaks",
    /what is legal for seat/,
    cards({
      legal: (state: { hands: (string | null)[] }, seat: number, table: never) => {
        const listed = highCard.legal(state, seat, table);
        return listed.length === 2 &&
          state.hands.some((hand, other) => other !== seat && hand?.startsWith("A"))
          ? [choice("stay")]
          : listed;
      },
    }),
  ],
  [
    "[CONF-15] tells a loser why it lost in the middle of a hand",
    "leaks",
    /events of act tell/,
    cards({
      events: { ...highCard.events, peeked: z.object({ card: z.string() }) },
      act: {
        ...highCard.act,
        stay: (state: { hands: (string | null)[] }, action: never, seat: number, table: never) => {
          for (const hand of state.hands)
            if (hand)
              (table as { emit(type: string, data: unknown): void }).emit("peeked", { card: hand });
          return highCard.act["stay"]!(state, action, seat, table);
        },
      },
    }),
  ],
  [
    "[CONF-15] seals its rounds, and tells at the end of one what was folded",
    "leaks",
    /events of act tell/,
    cards({
      rounds: "sealed",
      act: {
        ...highCard.act,
        fold: (
          state: { hands: (string | null)[]; queue: number[] },
          action: never,
          seat: number,
          table: { emit(type: string, data: unknown): void },
        ) => {
          const hand = state.hands[seat];
          const refusal = highCard.act["fold"]!(state, action, seat, table as never);
          if (!refusal && state.queue.length === 0) table.emit("shown", { seat, card: hand });
          return refusal;
        },
      },
    }),
  ],
  [
    "[CONF-15] lets a clock run for as long as a hidden card is high",
    "leaks",
    /timers of act tell/,
    cards({
      act: {
        ...highCard.act,
        ante: (
          state: { hands: (string | null)[] },
          action: never,
          seat: number,
          table: { startTimer(name: string, ms: number): void },
        ) => {
          const refusal = highCard.act["ante"]!(state, action, seat, table as never);
          const ace = state.hands[seat]?.charCodeAt(0) ?? 1;
          if (!refusal) table.startTimer("deal", 60_000 + ace);
          return refusal;
        },
      },
    }),
  ],
  [
    "[CONF-16] hides cards without a redeal",
    "redeal",
    /there is no redeal/,
    cards({ redeal: undefined }),
  ],
  [
    "[CONF-16] has a redeal that does nothing",
    "redeal",
    /never changes anything/,
    cards({ redeal: (state: unknown) => state }),
  ],
  [
    "[CONF-16] has a redeal that changes the pot",
    "redeal",
    /changes the stakes/,
    cards({
      redeal: (state: { paid: number[] }) => ({
        ...state,
        paid: state.paid.map((paid) => paid + 1),
      }),
    }),
  ],
  [
    "[CONF-16] has a redeal that throws",
    "redeal",
    /no idea/,
    cards({
      redeal: () => {
        throw new Error("no idea");
      },
    }),
  ],
  [
    "[CONF-16] has a redeal that is not JSON",
    "redeal",
    /not plain JSON/,
    cards({ redeal: (state: object) => ({ ...state, shoe: undefined }) }),
  ],
].map(([name, check, reason, game]) => ({ name, check, reason, game }) as BrokenGame); // each row is in this order

const loud = (table: { emit(type: string, data: unknown, to?: number[]): void }) =>
  new Proxy(table, {
    // Everything is the table's own, except that nothing is told to some seats only.
    get: (target, key) => {
      if (key === "emit")
        return (type: string, data: unknown): void => {
          target.emit(type, data);
        };
      const own: unknown = Reflect.get(target, key, target);
      return typeof own === "function" ? own.bind(target) : own;
    },
  }) as never;

export const brokenGames: readonly BrokenGame[] = [...declared, ...played];
