import type { Seat } from "@parlor/kit";
import { guestReply, sessionReply } from "@parlor/protocol";
import { inlineEngine } from "../../adapters/inline-engine.ts";
import { memoryStore } from "../../adapters/memory/memory-store.ts";
import type { Log } from "../../ports/log.ts";
import { startServer, type Server } from "../../server.ts";
import { seededEntropy } from "../seeded-entropy.ts";
import { virtualClock, type VirtualClock } from "../virtual-clock.ts";
import { dealtEngine } from "./dealt-engine.ts";
import type { LeakCase, PlayStep, World } from "./leak-case.ts";
import { Recording } from "./recording.ts";
import { askRaw, bodyOf, Witness } from "./witness.ts";

/** What one world told, and the hash of its journal, which covers what it did not tell. */
export interface Played {
  readonly recording: Recording;
  readonly hash: string;
}

/** The server pings its sockets every half minute; between two of these a client has to be heard. */
const strideMs = 20_000;

/**
 * Plays a world's session over real connections, with time and chance that are the same in every
 * world. In the model world every step has to come to what the script says.
 */
export const playWorld = async (
  leakCase: LeakCase,
  world: World,
  isModel: boolean,
): Promise<Played> => {
  const recording = new Recording();
  const clock = virtualClock();
  const server = await openServer(leakCase, world, clock, recording);
  let scene: Scene | undefined;
  try {
    scene = await openScene(leakCase, server, recording);
    for (const step of world.steps) {
      const number = ++recording.step;
      await play(scene, step, { number, clock, isModel });
      await lookAround(scene, leakCase, { number, isModel });
    }
    const stored = await server.platform.store.load(scene.session);
    if (!stored) throw new Error("the session is not in the store");
    recording.step += 1;
    return { recording, hash: stored.head.hash };
  } finally {
    await server.stop();
    for (const witness of scene?.witnesses ?? []) await witness.leave();
  }
};

const openServer = async (
  { game, engine = inlineEngine(game), prepare }: LeakCase,
  { draws = [] }: World,
  clock: VirtualClock,
  recording: Recording,
): Promise<Server> => {
  const keep = (level: string) => (facts: object, sentence: string) =>
    recording.add("the log", level, JSON.stringify({ sentence, facts }));
  const log: Log = { info: keep("info"), warn: keep("warn"), error: keep("error") };
  const server = await startServer({
    port: 0,
    store: memoryStore(),
    games: [],
    clock,
    entropy: seededEntropy("leaks"),
    log,
    settings: { commandBurstMax: 1_000_000, tableLimits: { min: 1, max: 1_000_000 } },
    operatorToken: "the-operator",
  });
  const rejected = server.platform.registry.register(dealtEngine(engine, draws));
  if (rejected) throw new Error(`${game.id} is not fit to be registered: ${rejected.detail ?? ""}`);
  prepare?.(server.platform);
  return server;
};

interface Scene {
  readonly session: string;
  readonly seats: readonly Witness[];
  readonly witnesses: readonly Witness[];
}

const openScene = async (
  { game, request, playerCount }: LeakCase,
  server: Server,
  recording: Recording,
): Promise<Scene> => {
  const { url, platform } = server;
  const guest = async (name: string) => {
    const answer = await askRaw(url, "POST", "/v1/guests", { body: { name } });
    return guestReply.parse(bodyOf(answer));
  };
  const seatNames = Array.from({ length: playerCount }, (_, seat) => `seat ${seat}`);
  const guests = [];
  for (const name of seatNames) guests.push(await guest(name));
  const spectator = await guest("a spectator");
  const { token } = guests[0] ?? spectator;
  const opening = { token, body: { ...request, game: game.id } };
  const opened = sessionReply.parse(bodyOf(await askRaw(url, "POST", "/v1/sessions", opening)));
  const session = opened.info.id;

  const house = { url, platform, recording };
  const witness = (name: string, its: string | undefined, seat: Seat | null): Witness =>
    new Witness(house, session, { name, token: its, seat });
  const seats = guests.map((one, seat) => witness(`seat ${seat}`, one.token, seat));
  const others = [
    witness("a spectator", spectator.token, null),
    witness("somebody without a token", undefined, null),
  ];
  const witnesses = [...seats, ...others];
  for (const one of witnesses) {
    await one.socket.hello(one.token);
    await one.socket.watch(session);
  }
  for (const [seat, one] of seats.entries()) {
    const join = { kind: "join", id: `join-${seat}`, seat, seed: `seed-of-seat-${seat}` };
    mustBe(undefined, await one.socket.command(session, join), `the join of seat ${seat}`);
  }
  for (const one of witnesses) await one.look();
  return { session, seats, witnesses };
};

type Outcome = { readonly refused?: unknown; readonly code?: unknown };

/** A script that does not do what it says would compare nothing. */
const mustBe = (code: string | undefined, reply: unknown, what: string): void => {
  const { refused, code: problem } = reply as Outcome; // over the socket and over HTTP it is an object
  if ((refused ?? problem) !== code) throw new Error(`${what} came to ${JSON.stringify(reply)}`);
};

const play = async (
  { session, seats, witnesses }: Scene,
  step: PlayStep,
  at: { readonly number: number; readonly clock: VirtualClock; readonly isModel: boolean },
): Promise<void> => {
  if (step.kind === "wait") {
    for (let left = step.ms; left > 0; left -= strideMs) {
      await at.clock.advance(Math.min(left, strideMs));
      await Promise.all(witnesses.map(async ({ socket }) => socket.caughtUp()));
    }
    return;
  }
  const by = seats[step.seat];
  if (!by) throw new Error(`nobody plays seat ${step.seat}`);
  const id = `step-${at.number}`;
  const command =
    step.kind === "act" ? { kind: "act", id, action: step.action } : { kind: step.kind, id };
  const overHttp = async () => bodyOf(await by.ask("POST", "/v1/sessions/{id}/commands", command));
  const overSocket = async () => by.socket.command(session, command);
  // First in the one way and then again in the other: a stored reply is made by other code.
  const [first, second] = at.number % 2 === 0 ? [overHttp, overSocket] : [overSocket, overHttp];
  const reply = await first();
  await second();
  const expected = step.kind === "act" ? step.refused : undefined;
  if (at.isModel) mustBe(expected, reply, `step ${at.number}`);
  if (step.kind === "leave") by.seat = null;
};

/** Everybody looks at everything; the watched seats, and those without one, also try what is not allowed. */
const lookAround = async (
  { session, witnesses }: Scene,
  { knowing, tries = [] }: LeakCase,
  at: { readonly number: number; readonly isModel: boolean },
): Promise<void> => {
  for (const one of witnesses) {
    await one.socket.caughtUp();
    if (one.seat !== null && knowing.includes(one.seat)) continue;
    await one.look();
    const actions = [{ type: "no-such-action" }, ...tries];
    for (const [index, action] of actions.entries()) {
      const id = `try-${at.number}-${index}-${one.name.replaceAll(" ", "-")}`;
      const command = { kind: "act", id, action };
      const reply = await one.socket.command(session, command);
      if (at.isModel && !isNo(reply))
        throw new Error(`what ${one.name} tries after step ${at.number} was done`);
      await one.ask("POST", "/v1/sessions/{id}/commands", command);
    }
  }
};

const isNo = (reply: unknown): boolean => (reply as Outcome).refused !== undefined; // as above
