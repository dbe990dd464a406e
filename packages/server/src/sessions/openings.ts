import { GameFault, isRefusal, refuse, type Refusal } from "@parlor/kit";
import type { OpenRequest } from "@parlor/protocol";
import { newSecret, sessionSeeds } from "../fairness/contract.ts";
import type { Engine } from "../ports/engine.ts";
import type { Entropy } from "../ports/entropy.ts";
import type { Settings } from "../settings.ts";
import type { Standing } from "./contract.ts";
import type { HeldPartitions } from "./held-partitions.ts";
import type { LiveSession } from "./live-session.ts";
import { setupFor } from "./opening.ts";
import type { Rereading } from "./rereading.ts";
import type { Beginning, SessionPorts } from "./session-ports.ts";

/** What opening a session needs of whoever keeps them. */
interface Keeper {
  readonly ports: SessionPorts;
  readonly entropy: Entropy;
  readonly settings: Settings;
  readonly held: HeldPartitions;
  readonly rereading: Rereading;
  activeCount(): number;
  newLive(beginning: Beginning): LiveSession;
  /** From here on it lives in memory. */
  keep(session: LiveSession): LiveSession;
  faulted(fault: GameFault, facts: { readonly game: string }): Refusal;
}

/** Opens sessions, in partitions that this node owns. */
export class Openings {
  readonly #keeper: Keeper;
  readonly #underWay = new Set<Promise<unknown>>();

  constructor(keeper: Keeper) {
    this.#keeper = keeper;
  }

  async open(request: OpenRequest, host: string): Promise<Standing | Refusal> {
    const { ports, settings } = this.#keeper;
    const engine = ports.registry.engineForNew(request.game);
    if (isRefusal(engine)) return engine;
    const setup = setupFor(engine.game, request, host, settings, ports.log);
    if (isRefusal(setup)) return setup;
    if (this.#keeper.activeCount() + this.#underWay.size >= settings.concurrentSessionsMax)
      return refuse("too_many_sessions");
    const opening = this.#create(engine, setup, host);
    this.#underWay.add(opening);
    try {
      return await opening;
    } finally {
      this.#underWay.delete(opening);
    }
  }

  /** Resolves when those that are under way have come to their end. */
  async done(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  async #create(
    engine: Engine,
    setup: Standing["setup"],
    host: string,
  ): Promise<Standing | Refusal> {
    const { ports, entropy, held, rereading } = this.#keeper;
    const id = held.newSessionId();
    const lease = id === undefined ? undefined : held.leaseOf(id);
    if (id === undefined || !lease) return refuse("stale_epoch");
    const secret = newSecret(entropy);
    const seeds = sessionSeeds(secret);
    const { position } = ports.hub;
    try {
      const now = ports.clock.now();
      const opened = await engine.open(setup, { session: id, now, seeds });
      if (opened.kind === "refused") return opened.refusal;
      if (opened.kind === "fault") throw opened.fault;
      const { state, deed } = opened;
      const nothingYet = { seq: 0, hash: "", at: now, recent: [] };
      const beginning = { id, engine, setup, seeds, lease, state, ...nothingYet };
      const session = this.#keeper.newLive(beginning);
      const command = { kind: "create", id: `create:${id}`, by: host, setup } as const;
      const opening = { setup: JSON.stringify(setup), secret };
      return (await session.create(command, deed, opening)) ?? this.#keeper.keep(session);
    } catch (error) {
      if (error instanceof GameFault) return this.#keeper.faulted(error, { game: setup.game.id });
      ports.log.error({ session: id, error: String(error) }, "a session was not opened");
      // It may be on the disk all the same: then it lives, and idles out.
      ports.untold.note(id, 0, position);
      rereading.later(id);
      return refuse("outcome_unknown");
    }
  }
}
