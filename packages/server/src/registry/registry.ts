import { declaredEdge, refuse, type Game } from "@parlor/kit";
import type { GameInfo } from "@parlor/protocol";
import { z } from "zod";
import type { Clock } from "../ports/clock.ts";
import type { Engine } from "../ports/engine.ts";
import type { Log } from "../ports/log.ts";
import { Breaker, type Probe } from "./breaker.ts";
import type { Registry } from "./contract.ts";
import { passGate, passGateInSlices } from "./gate.ts";
import { isNewer } from "./versions.ts";

/** What there is to know of a game, but for whether it runs; made once, since schemas are slow to describe. */
type Description = Omit<GameInfo, "available">;

interface Registered {
  readonly versions: Map<string, Engine>;
  newest: Engine;
  description: Description;
  readonly breaker: Breaker;
}

export const gameRegistry = (clock: Clock, log: Log): Registry => {
  const games = new Map<string, Registered>();
  const listeners: ((game: string, running: boolean) => void)[] = [];

  const breakerOf = (id: string): Breaker => {
    // Every version has to pass: each has sessions that would go on.
    const probe: Probe = (answer) => {
      const versions = [...(games.get(id)?.versions.values() ?? [])].map(({ game }) => game);
      let callOff: (() => void) | undefined;
      const next = (): void => {
        const game = versions.shift();
        if (!game) return answer(true);
        callOff = passGateInSlices(clock, game, (rejected) => (rejected ? answer(false) : next()));
      };
      next();
      return () => callOff?.();
    };
    return new Breaker(clock, probe, (running) => {
      log.warn({ game: id, running }, running ? "the game is back" : "the game is stopped");
      for (const listener of listeners) listener(id, running);
    });
  };

  return {
    register: (engine, history = "unknown") => {
      const { game } = engine;
      const rejected = history === "unknown" ? passGate(game) : undefined;
      if (rejected) return rejected;
      const known = games.get(game.id);
      // Sessions are pinned to what they were opened with: other code needs another version.
      if (known?.versions.has(game.version))
        return refuse("game_rejected", `${game.id} ${game.version} is registered already`);
      if (!known) {
        games.set(game.id, {
          versions: new Map([[game.version, engine]]),
          newest: engine,
          description: describe(game),
          breaker: breakerOf(game.id),
        });
        return undefined;
      }
      known.versions.set(game.version, engine);
      if (isNewer(game.version, known.newest.game.version)) {
        known.newest = engine;
        known.description = describe(game);
      }
      return undefined;
    },
    list: () => [...games.values()].map(infoOf),
    info: (id) => {
      const known = games.get(id);
      return known ? infoOf(known) : refuse("unknown_game");
    },
    engineForNew: (id) => {
      const known = games.get(id);
      if (!known) return refuse("unknown_game");
      return known.breaker.isOpen ? refuse("game_unavailable") : known.newest;
    },
    engineOf: (id, version) =>
      games.get(id)?.versions.get(version) ??
      refuse("game_unavailable", `${id} ${version} is not registered`),
    isRunning: (id) => games.get(id)?.breaker.isOpen === false,
    reportFault: (id) => games.get(id)?.breaker.fault(),
    close: (id) => games.get(id)?.breaker.open(),
    onBreaker: (listener) => void listeners.push(listener),
    stop: () => {
      for (const { breaker } of games.values()) breaker.stop();
    },
  };
};

const jsonSchema = (schema: z.ZodType): Record<string, unknown> => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io: "input",
    unrepresentable: "any",
  });
  return rest;
};
const jsonSchemas = (
  schemas: Readonly<Record<string, z.ZodType>>,
): Record<string, Record<string, unknown>> =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, jsonSchema(schema)]));

const infoOf = ({ description, breaker }: Registered): GameInfo => ({
  ...description,
  available: !breaker.isOpen,
});

const describe = (game: Game): Description => {
  const standard = game.config.parse({});
  return {
    id: game.id,
    version: game.version,
    title: game.title,
    summary: game.summary,
    bank: game.bank,
    seats: game.seats,
    bets: Object.entries(game.bets ?? {}).map(([bet, { title, pays }]) => ({
      bet,
      title,
      ...(pays === undefined ? {} : { pays }),
      ...declaredEdge(game, bet, standard),
    })),
    refusals: { ...game.refusals },
    config: jsonSchema(game.config),
    actions: jsonSchemas(game.actions),
    events: jsonSchemas(game.events ?? {}),
  };
};
