import type { Guest } from "./test-house.ts";
import type { Scene } from "./scene.ts";

export interface BadCommand {
  readonly what: string;
  /** By default Ada, who sits there. */
  readonly by?: (scene: Scene) => Guest;
  readonly at: (scene: Scene) => string;
  readonly command: object;
  readonly status: number;
  readonly code: string;
}

const coin = ({ coin: id }: Scene): string => id;
const stranger = (scene: Scene): Guest => scene.stranger;
const bob = (scene: Scene): Guest => scene.bob;

const flip = (fields: object) => ({
  kind: "act",
  action: { type: "flip", call: "heads", stake: 100, ...fields },
});
const join = (fields: object = {}) => ({ kind: "join", ...fields });

let deep: unknown = {};
for (let depth = 0; depth < 3_000; depth++) deep = [deep];

const stakes = [
  { what: "a stake of half a cent", stake: 0.5 },
  { what: "a negative stake", stake: -100 },
  { what: "a stake of nothing", stake: 0 },
  { what: "a stake in words", stake: "100" },
  { what: "a stake beyond the safe integers", stake: 2 ** 53 },
  { what: "a stake that is null", stake: null },
].map(({ what, stake }) => ({
  what,
  at: coin,
  command: flip({ stake }),
  status: 400,
  code: "invalid_action",
}));

const types = ["nothing", "__proto__", "constructor", "toString", ""].map((type) => ({
  what: `an action of the type "${type}"`,
  at: coin,
  command: { kind: "act", action: { type } },
  status: 400,
  code: "invalid_action",
}));

const seats = [-1, 1.5, "0", 2 ** 53, null].map((seat) => ({
  what: `the seat ${JSON.stringify(seat)}`,
  by: stranger,
  at: coin,
  command: join({ seat }),
  status: 400,
  code: "malformed",
}));

const ids = ["", "x".repeat(65), "timer:turn:1", "a b", "\ud800", 7].map((id) => ({
  what: `the command id ${JSON.stringify(id).slice(0, 20)}`,
  at: coin,
  command: { ...flip({}), id },
  status: 400,
  code: "malformed",
}));

const sessions = ["nothing", "__proto__", "constructor"].map((session) => ({
  what: `the session ${session}`,
  at: () => session,
  command: flip({}),
  status: 404,
  code: "unknown_session",
}));

/** Commands that are refused over HTTP and over the socket alike. */
export const badCommands: readonly BadCommand[] = [
  ...stakes,
  ...types,
  ...seats,
  ...ids,
  ...sessions,
  {
    what: "a seat that is not there",
    by: stranger,
    at: coin,
    command: join({ seat: 9 }),
    status: 404,
    code: "unknown_seat",
  },
  {
    what: "a seat that is taken",
    by: stranger,
    at: coin,
    command: join({ seat: 0 }),
    status: 409,
    code: "seat_taken",
  },
  {
    what: "a full table",
    by: stranger,
    at: coin,
    command: join(),
    status: 409,
    code: "table_full",
  },
  { what: "a second seat", at: coin, command: join(), status: 409, code: "already_seated" },
  {
    what: "an act without a seat",
    by: stranger,
    at: coin,
    command: flip({}),
    status: 409,
    code: "not_seated",
  },
  {
    what: "leaving without a seat",
    by: stranger,
    at: coin,
    command: { kind: "leave" },
    status: 409,
    code: "not_seated",
  },
  {
    what: "a stake under the minimum",
    at: coin,
    command: flip({ stake: 50 }),
    status: 409,
    code: "below_minimum",
  },
  {
    what: "a stake over the maximum",
    at: coin,
    command: flip({ stake: 60_000 }),
    status: 409,
    code: "above_maximum",
  },
  {
    what: "a stake off the step",
    at: coin,
    command: flip({ stake: 150 }),
    status: 400,
    code: "invalid_amount",
  },
  {
    what: "a stake over the balance",
    at: ({ highStakes }) => highStakes,
    command: flip({ stake: 99_000_000 }),
    status: 409,
    code: "insufficient_funds",
  },
  {
    what: "a call that is no side",
    at: coin,
    command: flip({ call: "edge" }),
    status: 400,
    code: "invalid_action",
  },
  {
    what: "an action without its fields",
    at: coin,
    command: { kind: "act", action: { type: "flip" } },
    status: 400,
    code: "invalid_action",
  },
  {
    what: "an action without a type",
    at: coin,
    command: { kind: "act", action: {} },
    status: 400,
    code: "malformed",
  },
  {
    what: "an action that is a list",
    at: coin,
    command: { kind: "act", action: [] },
    status: 400,
    code: "malformed",
  },
  {
    what: "an action nested without end",
    at: coin,
    command: flip({ deep }),
    status: 400,
    code: "malformed",
  },
  {
    what: "an action out of turn",
    by: bob,
    at: ({ match }) => match,
    command: { kind: "act", action: { type: "place", cell: 0 } },
    status: 409,
    code: "not_your_turn",
  },
  {
    what: "a bet that craps does not take now",
    at: ({ craps }) => craps,
    command: { kind: "act", action: { type: "bet", bet: "come", amount: 1_000 } },
    status: 409,
    code: "no_point",
  },
  {
    what: "an act before play begins",
    at: ({ waiting }) => waiting,
    command: { kind: "act", action: { type: "place", cell: 0 } },
    status: 409,
    code: "session_waiting",
  },
  {
    what: "resuming without enough players",
    at: ({ waiting }) => waiting,
    command: { kind: "resume" },
    status: 409,
    code: "not_enough_players",
  },
  {
    what: "an act while it is paused",
    at: ({ paused }) => paused,
    command: flip({}),
    status: 409,
    code: "session_paused",
  },
  {
    what: "joining while it is paused",
    by: stranger,
    at: ({ paused }) => paused,
    command: join(),
    status: 409,
    code: "session_paused",
  },
  {
    what: "an act after the end",
    at: ({ ended }) => ended,
    command: flip({}),
    status: 409,
    code: "session_ended",
  },
  {
    what: "joining after the end",
    by: stranger,
    at: ({ ended }) => ended,
    command: join(),
    status: 409,
    code: "session_ended",
  },
  {
    what: "pausing another's table",
    by: bob,
    at: ({ match }) => match,
    command: { kind: "pause" },
    status: 403,
    code: "forbidden",
  },
  {
    what: "ending another's table",
    by: bob,
    at: ({ match }) => match,
    command: { kind: "end" },
    status: 403,
    code: "forbidden",
  },
  {
    what: "ending a table with money on it",
    at: ({ craps }) => craps,
    command: { kind: "end" },
    status: 409,
    code: "stakes_open",
  },
  {
    what: "resuming what runs",
    at: coin,
    command: { kind: "resume" },
    status: 409,
    code: "session_running",
  },
  {
    what: "a timeout from a player",
    at: coin,
    command: { kind: "timeout", timer: "__proto__" },
    status: 400,
    code: "malformed",
  },
  {
    what: "a void from a player",
    at: coin,
    command: { kind: "void", by: "operator", detail: "mine" },
    status: 400,
    code: "malformed",
  },
  {
    what: "a command in another's name",
    at: coin,
    command: { ...flip({}), player: "guest-0" },
    status: 400,
    code: "malformed",
  },
  {
    what: "a seed with a comma",
    by: stranger,
    at: coin,
    command: join({ seed: "a,b" }),
    status: 400,
    code: "malformed",
  },
];
