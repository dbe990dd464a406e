import type { Game, GameTypes, Refusal } from "@parlor/kit";
import { inlineEngine } from "./adapters/inline-engine.ts";
import { silentLog } from "./adapters/pino-log.ts";
import { systemClock, systemEntropy } from "./adapters/system.ts";
import { BotService, noBots, type BotOptions } from "./bots/bot-service.ts";
import type { Bots } from "./bots/contract.ts";
import { ownAll } from "./cluster/alone.ts";
import { ClusterNode, type ClusterOptions } from "./cluster/cluster-node.ts";
import type { Cluster } from "./cluster/contract.ts";
import type { EventHub } from "./events/contract.ts";
import { feedFrom } from "./events/feed.ts";
import { eventHub } from "./events/hub.ts";
import { subscribe, type Subscription, type SubscriptionFilter } from "./events/subscription.ts";
import type { Players } from "./players/contract.ts";
import { players } from "./players/players.ts";
import type { Clock } from "./ports/clock.ts";
import type { Entropy } from "./ports/entropy.ts";
import type { Log } from "./ports/log.ts";
import type { Store } from "./ports/store.ts";
import { Admission } from "./registry/admission.ts";
import type { Registry } from "./registry/contract.ts";
import { gameRegistry } from "./registry/registry.ts";
import type { Sessions } from "./sessions/contract.ts";
import { Grace } from "./sessions/grace.ts";
import { SessionService } from "./sessions/session-service.ts";
import { Untold } from "./sessions/untold.ts";
import { defaultSettings, type Settings } from "./settings.ts";
import type { Stats } from "./stats/contract.ts";
import { stats } from "./stats/stats.ts";
import type { Treasury } from "./treasury/contract.ts";
import { treasury } from "./treasury/treasury.ts";

export interface PlatformOptions {
  readonly store: Store;
  readonly games: readonly Game[];
  readonly settings?: Partial<Settings>;
  readonly clock?: Clock;
  readonly entropy?: Entropy;
  readonly log?: Log;
  /** Who thinks for bots; without it, bots do not play here. */
  readonly bots?: BotOptions;
  /** The other nodes, where there are some; without it, this node takes all sessions. */
  readonly cluster?: ClusterOptions;
}

/** Parlor without a network: everything that a gateway, a test or a program of one's own needs. */
export interface Platform {
  readonly store: Store;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly log: Log;
  readonly registry: Registry;
  readonly sessions: Sessions;
  readonly treasury: Treasury;
  readonly players: Players;
  readonly bots: Bots;
  readonly hub: EventHub;
  readonly stats: Stats;
  /** This node's part in the cluster, where it is one of several. */
  readonly cluster: Cluster | undefined;
  /** Registers another game while running; refused with the reasons when it does not pass. */
  register(game: Game): Refusal | undefined;
  /** Public events of this node's sessions as they happen; one that is too slow is told what it missed. */
  subscribe<T extends GameTypes = GameTypes>(filter?: SubscriptionFilter<T>): Subscription<T>;
  /** Public events of all nodes' sessions from any position of the journal on, never skipping one. */
  feed(after: number, signal: AbortSignal): ReturnType<typeof feedFrom>;
  /** Gives its sessions to the other nodes, as far as there are any, while it still serves its clients. */
  drain(): Promise<void>;
  /** Finishes what is under way; the store stays open, since it is not the platform's. */
  stop(): Promise<void>;
}

/** Registers the games (one that does not pass is an error) and takes the sessions over. */
export const startPlatform = async (options: PlatformOptions): Promise<Platform> => {
  const { store, clock = systemClock(), entropy = systemEntropy, log = silentLog } = options;
  const settings = { ...defaultSettings, ...options.settings };
  const hub = eventHub(log);
  const registry = gameRegistry(clock, log);
  const admission = new Admission({ registry, store, clock, log });
  await admission.admit(options.games.map(inlineEngine));
  const books = treasury(store, clock, hub, log);
  const untold = new Untold(store, hub);
  const ports = { store, clock, grace: new Grace(clock), hub, registry, log, untold };
  const own = new SessionService(ports, entropy, settings);
  const node =
    options.cluster &&
    new ClusterNode(
      { own, treasury: books, registry, hub, clock, entropy, log },
      options.cluster,
      settings.restAfterMs,
    );
  const sessions = node?.sessions ?? own;
  const readings = {
    sessionsActive: () => own.activeCount,
    sessionsInMemory: () => own.inMemoryCount,
    games: () => registry.list().length,
    ...(node ? { cluster: () => node.figures() } : {}),
  };
  const counted = stats(hub, clock, log, settings.statsReportMs, readings);
  const people = await players(store, books, clock, entropy, settings);
  await own.start();
  await (node ? node.start() : ownAll(store, own));
  const shared = { clock, entropy, log, hub, registry, sessions, treasury: books, settings };
  const bots = options.bots ? new BotService(shared, options.bots) : noBots;
  if (bots instanceof BotService) bots.start();
  admission.checkBehind();
  return {
    store,
    settings,
    clock,
    entropy,
    log,
    registry,
    sessions,
    hub,
    treasury: books,
    players: people,
    bots,
    stats: counted,
    cluster: node,
    drain: async () => node?.drain(),
    register: (game) => {
      const rejected = registry.register(inlineEngine(game));
      const { id, version, title } = game;
      if (!rejected) hub.publishGame({ game: id, version, title, at: clock.now() });
      return rejected;
    },
    subscribe: (filter) => subscribe(hub, filter),
    feed: (after, signal) => feedFrom(store, hub, after, signal),
    stop: async () => {
      await bots.stop();
      await own.stop();
      await node?.stop();
      admission.stop();
      registry.stop();
      counted.stop();
    },
  };
};
