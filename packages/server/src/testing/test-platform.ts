import type { Action, Command, Game, Refusal } from "@parlor/kit";
import { isRefusal } from "@parlor/kit";
import type { OpenRequest } from "@parlor/protocol";
import { newDisk, type Disk } from "../adapters/memory/memory-store.ts";
import type { BotOptions } from "../bots/bot-service.ts";
import type { ClusterOptions } from "../cluster/cluster-node.ts";
import { startPlatform, type Platform } from "../platform.ts";
import type { Entropy } from "../ports/entropy.ts";
import type { Log } from "../ports/log.ts";
import type { Outcome, Standing } from "../sessions/contract.ts";
import type { Settings } from "../settings.ts";
import { riggedStore, type RiggedStore } from "./rigged-store.ts";
import { seededEntropy } from "./seeded-entropy.ts";
import { virtualClock, type VirtualClock } from "./virtual-clock.ts";

export interface TestPlatformOptions {
  readonly games: readonly Game[];
  readonly settings?: Partial<Settings>;
  /** What another platform left; by default an empty one. */
  readonly disk?: Disk;
  readonly clock?: VirtualClock;
  readonly entropy?: Entropy;
  readonly bots?: BotOptions;
  /** Its part in a cluster whose other nodes have the same disk and clock. */
  readonly cluster?: Omit<ClusterOptions, "store">;
}

export interface LogLine {
  readonly level: "info" | "warn" | "error";
  readonly facts: object;
  readonly sentence: string;
}

/** A whole platform in one process, with its time, its chance and its disk in the test's hand. */
export interface TestPlatform extends Platform {
  readonly clock: VirtualClock;
  readonly store: RiggedStore;
  readonly disk: Disk;
  readonly logged: readonly LogLine[];
  /** Opens a session, or throws. */
  open(request: OpenRequest, host?: string): Promise<Standing>;
  /** Opens a session where these players sit, each with money; or throws. */
  table(request: OpenRequest, players: readonly string[], money?: number): Promise<string>;
  join(session: string, player: string, seat?: number): Promise<Outcome>;
  act(session: string, player: string, action: Action, id?: string): Promise<Outcome>;
  leave(session: string, player: string): Promise<Outcome>;
  /** A player's balance in the settings' currency. */
  balance(player: string): Promise<number>;
  /** Where a session stands now; throws where it cannot be found. */
  standing(session: string): Promise<Standing>;
}

const recordingLog = (lines: LogLine[]): Log => ({
  info: (facts, sentence) => void lines.push({ level: "info", facts, sentence }),
  warn: (facts, sentence) => void lines.push({ level: "warn", facts, sentence }),
  error: (facts, sentence) => void lines.push({ level: "error", facts, sentence }),
});

const must = <T>(answer: T | Refusal): T => {
  if (isRefusal(answer)) throw new Error(`refused: ${JSON.stringify(answer)}`);
  return answer;
};

let ids = 0;
/** A command id that no other command of this process has. */
export const newId = (): string => `command-${++ids}`;

export const joinBy = (player: string, seat?: number): Command => ({
  kind: "join",
  id: newId(),
  player,
  name: player,
  seed: `seed-of-${player}`,
  ...(seat === undefined ? {} : { seat }),
});

export const testPlatform = async (options: TestPlatformOptions): Promise<TestPlatform> => {
  const { games, disk = newDisk(), clock = virtualClock(), entropy = seededEntropy(1) } = options;
  const store = riggedStore(disk, () => clock.now());
  const logged: LogLine[] = [];
  const settings: Partial<Settings> = {
    currency: "PLAY/0",
    tableLimits: { min: 1, max: 1_000 },
    ...options.settings,
  };
  const log = recordingLog(logged);
  const parts = {
    ...(options.bots ? { bots: options.bots } : {}),
    ...(options.cluster ? { cluster: { ...options.cluster, store } } : {}),
  };
  const platform = await startPlatform({ store, games, settings, clock, entropy, log, ...parts });
  const { sessions, treasury } = platform;
  const test: TestPlatform = {
    ...platform,
    clock,
    store,
    disk,
    logged,
    open: async (request, host = "host") => must(await sessions.open(request, host)),
    table: async (request, players, money = 1_000) => {
      const { id } = await test.open(request);
      for (const player of players) {
        const { currency } = platform.settings;
        if (money > 0) must(await treasury.deposit(newId(), player, money, currency));
        const joined = await test.join(id, player);
        if (joined.kind === "refused") throw new Error(`refused: ${JSON.stringify(joined)}`);
      }
      return id;
    },
    join: (session, player, seat) => sessions.submit(session, joinBy(player, seat)),
    act: (session, player, action, id = newId()) =>
      sessions.submit(session, { kind: "act", id, player, action }),
    leave: (session, player) => sessions.submit(session, { kind: "leave", id: newId(), player }),
    balance: async (player) => (await treasury.balances(player))[platform.settings.currency] ?? 0,
    standing: async (session) => must(await sessions.find(session)),
  };
  return test;
};

/** The code of a refusal, or that the command was done. */
export const codeOf = (outcome: Outcome): string =>
  outcome.kind === "done" ? "done" : outcome.refusal.refused;
