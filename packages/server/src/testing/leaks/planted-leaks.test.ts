import { amount, choice, defineGame, type Game, type Table, type TypesOfGame } from "@parlor/kit";
import { expect, test } from "vitest";
import { z } from "zod";
import { inlineEngine } from "../../adapters/inline-engine.ts";
import type { Publication } from "../../events/contract.ts";
import type { Platform } from "../../platform.ts";
import type { Engine } from "../../ports/engine.ts";
import { hiddenCards } from "../hidden-cards.ts";
import { sealedNumbers } from "../sealed-numbers.ts";
import { describeLeak, findLeaks } from "./find-leaks.ts";
import type { LeakCase, PlayStep } from "./leak-case.ts";
import { dealersCardCase, sealedCase } from "./leak-cases.ts";

/** What the planted leaks read of the two games' states. */
interface Secrets {
  readonly sealed: readonly (number | null)[];
  readonly hands: readonly string[];
}
const secretsOf = (state: unknown): Secrets => state as Secrets; // the tests' own games have one of the two

/** Runs a game that leaks under the name of the one that does not: the registration would find most of these. */
const inDisguise = (game: Game, leaky: Partial<Game>): Engine => ({
  ...inlineEngine({ ...game, ...leaky }),
  game,
});

type SealedTable = Table<TypesOfGame<typeof sealedNumbers>>;

const sealing = (also: (number: number, table: SealedTable) => void): Partial<Game> => ({
  act: {
    seal: (state, action, seat, table) => {
      const refusal = sealedNumbers.act["seal"]!(state, action, seat, table);
      const { number } = action as { number: number }; // the schema's output
      if (!refusal && seat === 0) also(number, table as SealedTable); // it is that game's table
      return refusal;
    },
  },
});

const asDealtBySeat1 = (deals: (hand: string, table: Table) => ReturnType<Table["refuse"]>) => ({
  act: {
    ...hiddenCards.act,
    deal: (state: unknown, action: unknown, seat: number, table: Table) =>
      seat === 1
        ? deals(secretsOf(state).hands[0] ?? "", table)
        : hiddenCards.act["deal"]!(state, action, seat, table),
  },
});

/** The first action, which is the hidden one, as an operator's own program hears of it. */
const onSeal =
  (run: (number: number, platform: Platform, publication: Publication) => void) =>
  (platform: Platform): void => {
    platform.hub.listen("all", (publication) => {
      const { command, seq } = publication.entry;
      if (command.kind === "act" && seq === 4)
        run(Number(command.action["number"]), platform, publication);
    });
  };

const byEngine = (engine: Engine): Partial<LeakCase> => ({ engine });
const inSealed = (leaky: Partial<Game>) => byEngine(inDisguise(sealedNumbers, leaky));
const inCards = (leaky: Partial<Game>) => byEngine(inDisguise(hiddenCards, leaky));

/** As if the platform forgot whom an event is for. */
const unaddressing = (inner: Engine): Engine => ({
  ...inner,
  step: async (setup, state, command, context) => {
    const step = await inner.step(setup, state, command, context);
    if (step.kind !== "done") return step;
    const events = step.deed.events.map(({ to: _to, ...event }) => event);
    return { ...step, deed: { ...step.deed, events } };
  },
});

const seat1Deals: PlayStep = { kind: "act", seat: 1, action: { type: "deal" } };
const withSeat1Dealing = (refused: string): Partial<LeakCase> => {
  const [one, other] = dealersCardCase.worlds;
  const steps = ({ steps: [first, ...rest] }: typeof one): readonly PlayStep[] => [
    first!,
    { ...seat1Deals, refused },
    ...rest,
  ];
  return {
    worlds: [
      { ...one, steps: steps(one) },
      { ...other, steps: steps(other) },
    ],
  };
};

interface Planted {
  readonly where: string;
  readonly base: LeakCase;
  readonly plant: Partial<LeakCase>;
  /** Which leaks have to be named, among others. */
  readonly named: readonly string[];
  /** How many steps of the script it takes to show. */
  readonly steps?: number;
}

const planted: readonly Planted[] = [
  {
    where: "the view of all",
    base: sealedCase,
    plant: inSealed({ view: (state) => state }),
    named: [
      "step 1: seat 1, socket: change: view.fields.sealed.0 is 5 or 6",
      "step 1: a spectator, GET /v1/sessions/{id}: view.view.sealed.0 is 5 or 6",
      "step 1: somebody without a token, another socket: watching: view.view.sealed.0 is 5 or 6",
    ],
  },
  {
    where: "the view of another seat",
    base: dealersCardCase,
    plant: inCards({
      view: (state, seat, table) => hiddenCards.view(state, seat === 1 ? 0 : seat, table),
    }),
    named: ['step 1: seat 1, socket: change: view.fields.own is "Ks" or "Qs"'],
  },
  {
    where: "an event for everybody",
    base: sealedCase,
    plant: inSealed(sealing((number, table) => table.emit("own-number", { number }))),
    named: [
      "step 1: seat 1, socket: change: events.2.data.number is 5 or 6",
      "step 1: a spectator, event stream: own-number: data.number is 5 or 6",
      "step 1: somebody without a token, socket that came back: watching: events.5.data.number is 5 or 6",
    ],
  },
  {
    where: "an addressed event that the platform tells to all",
    base: dealersCardCase,
    plant: byEngine(unaddressing(inlineEngine(hiddenCards))),
    named: [
      'step 1: a spectator, socket: change: events.1.data.card is "Ks" or "Qs"',
      'step 1: seat 1, resumed event stream: own-card: data.card is "Ks" or "Qs"',
    ],
  },
  {
    where: "the detail of a refusal",
    base: dealersCardCase,
    plant: {
      ...inCards(
        asDealtBySeat1((hand, table) => table.refuse("not_your_turn", `not with ${hand}`)),
      ),
      tries: [{ type: "deal" }],
    },
    named: [
      'step 1: seat 1, socket: reply: reply.detail is "not with Ks" or "not with Qs"',
      'step 1: seat 1, POST /v1/sessions/{id}/commands: urn:parlor:refusal:not_your_turn: detail is "not with Ks" or "not with Qs"',
    ],
  },
  {
    where: "what is legal",
    base: sealedCase,
    plant: inSealed({
      legal: (state, seat) =>
        secretsOf(state).sealed[seat] === null
          ? [choice("seal", { number: [1, 2, 3, 4, secretsOf(state).sealed[0] ?? 5] })]
          : [],
    }),
    named: [
      "step 1: seat 1, GET /v1/sessions/{id}: view.legal.0.fields.number.4 is 5 or 6",
      "step 1: seat 1, socket that came back: watching: view.legal.0.fields.number.4 is 5 or 6",
    ],
  },
  {
    where: "whether something is refused",
    base: sealedCase,
    plant: inSealed({
      act: {
        seal: (state, action, seat, table) =>
          seat === 1 && secretsOf(state).sealed[0] === 6
            ? table.refuse("not_your_turn")
            : sealedNumbers.act["seal"]!(state, action, seat, table),
      },
    }),
    named: [
      "step 4: seat 1, socket: how many messages there are is 4 or 3",
      "step 4: seat 1, GET /v1/sessions/{id}: view.seq is 5 or 4",
    ],
    steps: 4,
  },
  {
    where: "an error that the log tells",
    base: dealersCardCase,
    plant: {
      ...inCards(
        asDealtBySeat1((hand) => {
          throw new Error(`no card behind ${hand}`);
        }),
      ),
      ...withSeat1Dealing("game_fault"),
    },
    named: [
      'step 2: the log, error: facts.fault is "hidden-cards: deal: no card behind Ks" or "hidden-cards: deal: no card behind Qs"',
    ],
  },
  {
    where: "a line of the log",
    base: sealedCase,
    plant: { prepare: onSeal((number, { log }) => log.info({ number }, "sealed")) },
    named: ["step 1: the log, info: facts.number is 5 or 6"],
  },
  {
    where: "the metrics",
    base: sealedCase,
    plant: { prepare: onSeal((number, { stats }) => stats.refused(`${number}`)) },
    named: [
      'step 1: a spectator, GET /metrics: text is parlor_refusals_total{code="5"} 1 or parlor_refusals_total{code="6"} 1',
    ],
  },
  {
    where: "the order of fields",
    base: sealedCase,
    plant: inSealed({
      view: (state, seat, table) => {
        const seen = sealedNumbers.view(state, seat, table) as object;
        const hidden = secretsOf(state).sealed[0];
        return hidden === 6 ? Object.fromEntries(Object.entries(seen).toReversed()) : seen;
      },
    }),
    named: [
      'step 1: somebody without a token, socket: update: view.view.(order of fields) is {"wins":[0,0],"round":1,"sealed":[true,false]} or {"sealed":[true,false],"round":1,"wins":[0,0]}',
    ],
  },
  {
    where: "the number of frames",
    base: sealedCase,
    plant: {
      prepare: onSeal((number, { hub, settings }, { state }) => {
        const id = state.players[1]?.id ?? "";
        if (number === 6) hub.publishBalance(id, settings.currency, 1);
      }),
    },
    named: ["step 1: seat 1, socket: how many messages there are is 3 or 4"],
  },
];

/** What shows, shows soon: the rest of a script would only take time. */
const shortened = ({ worlds: [one, other], ...rest }: LeakCase, steps: number): LeakCase => ({
  ...rest,
  worlds: [
    { ...one, steps: one.steps.slice(0, steps) },
    { ...other, steps: other.steps.slice(0, steps) },
  ],
});

test.each(planted)(
  "[V1] a leak in $where is found and named",
  async ({ base, plant, named, steps = 2 }) => {
    const { leaks } = await findLeaks(shortened({ ...base, ...plant }, steps));
    const lines = leaks.map(describeLeak);
    for (const line of named) expect(lines).toContain(line);
  },
);

interface SealedStakes {
  bids: number[];
}

/** Hides its bids in view and events alike, and takes the money for them at once. */
const sealedStakes = defineGame({
  id: "sealed-stakes",
  version: "1.0.0",
  title: "Sealed stakes",
  summary: "Two sealed bids; both go back when the second is in.",
  bank: "players",
  seats: { min: 2, max: 2 },
  config: z.object({}),
  actions: { bid: z.object({ stake: amount }) },
  bets: { bid: { title: "A bid" } },
  refusals: { bid_before: "Your bid is in." },
  setup: (): SealedStakes => ({ bids: [0, 0] }),
  act: {
    bid(state, { stake }, seat, table) {
      if (state.bids[seat] !== 0) return table.refuse("bid_before");
      const taken = table.bank.take(seat, stake, "bid");
      if (taken) return taken;
      state.bids[seat] = stake;
      if (state.bids.includes(0)) return undefined;
      for (const [one, bid] of state.bids.entries()) table.bank.refund(one, bid, "bid");
      state.bids = [0, 0];
      table.finishRound();
      return undefined;
    },
  },
  legal: (state, seat, { limits }) =>
    state.bids[seat] === 0 ? [choice("bid", { stake: limits })] : [],
  view: ({ bids }) => ({ in: bids.map((bid) => bid !== 0) }),
  stakes: ({ bids }) => bids.map((bid, seat) => ({ seat, amount: bid, bet: "bid" })),
});

test("[V1] money that moves is public: a hidden stake shows in the figures, though the game tells nobody", async () => {
  const bid = (stake: number): PlayStep => ({
    kind: "act",
    seat: 0,
    action: { type: "bid", stake },
  });
  const { leaks } = await findLeaks({
    game: sealedStakes,
    playerCount: 2,
    knowing: [0],
    worlds: [{ steps: [bid(10)] }, { steps: [bid(20)] }],
  });
  const lines = leaks.map(describeLeak);
  expect(lines).toContain("step 1: seat 1, socket: change: view.stats.volume is 10 or 20");
  expect(lines).toContain(
    'step 1: a spectator, GET /metrics: text is parlor_bet_volume_minor_units_total{game="sealed-stakes",currency="PLAY/2"} 10 or parlor_bet_volume_minor_units_total{game="sealed-stakes",currency="PLAY/2"} 20',
  );
});
