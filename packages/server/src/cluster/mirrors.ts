import { isRefusal, refuse, type Refusal } from "@parlor/kit";
import type { EventHub, Publication } from "../events/contract.ts";
import { decodeEntry } from "../journal/contract.ts";
import { watchCheckMs } from "../limits.ts";
import { periodically } from "../periodically.ts";
import type { Bus } from "../ports/bus.ts";
import type { Clock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";
import type { Store } from "../ports/store.ts";
import type { Registry } from "../registry/contract.ts";
import { partitionOf, type OwnedSessions, type Standing } from "../sessions/contract.ts";
import type { Colleagues } from "./colleagues.ts";
import type { Directory } from "./directory.ts";
import { readMessage, subjects, told, type Told } from "./messages.ts";
import { checkMirrors } from "./mirror-checks.ts";
import type { Mirror } from "./mirror.ts";

export interface MirrorPorts {
  readonly node: string;
  readonly sessions: OwnedSessions;
  readonly directory: Directory;
  readonly colleagues: Colleagues;
  readonly bus: Bus;
  readonly store: Store;
  readonly registry: Registry;
  readonly hub: EventHub;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Sessions that other nodes own and that somebody looks at here. Each follows what its owner tells of it, and asks now and then whether that
 * was all; without a bus it follows the store. What it shows may be late; it is never wrong, and never goes back.
 */
export class Mirrors {
  readonly #ports: MirrorPorts;
  readonly #restAfterMs: number;
  readonly #mirrors = new Map<string, Mirror>();
  readonly #stops: readonly (() => void)[];

  constructor(ports: MirrorPorts, restAfterMs: number) {
    this.#ports = ports;
    this.#restAfterMs = restAfterMs;
    const { clock, directory, sessions, bus, hub } = ports;
    this.#stops = [
      periodically(clock, watchCheckMs, () => this.#checkAll()),
      // What is under way while a partition is given up is still this node's own, and told by it.
      hub.listen("all", (publication) => this.#hearOwn(publication)),
      directory.onChange((partitions) => this.#follow(new Set(partitions))),
      sessions.onMoved((moved) => {
        // Where they were given up, the change of owner follows.
        if (moved.kind === "yielded") this.#keep(moved.standings);
        else this.#follow(new Set(moved.partitions));
      }),
      bus.onChange((isUp) => {
        if (isUp) void this.#checkAll();
      }),
    ];
  }

  get count(): number {
    return this.#mirrors.size;
  }

  stop(): void {
    for (const stop of this.#stops) stop();
    for (const mirror of this.#mirrors.values()) mirror.stop();
    this.#mirrors.clear();
  }

  /** Where the session stands, as far as this node knows; from then on it is told to the hub what happens in it. */
  async find(id: string): Promise<Standing | Refusal> {
    const mirror = this.#mirrors.get(id) ?? this.#open(id);
    mirror.usedAt = this.#ports.clock.ticks();
    if (mirror.standing) return mirror.standing;
    const refusal = await this.#sync(mirror);
    return mirror.standing ?? refusal ?? refuse("unknown_session");
  }

  /**
   * Makes sure that those who watch here have seen this entry: its command's reply comes after it. There is nothing to wait for where it
   * was seen, as it mostly was.
   */
  reach(id: string, seq: number): Promise<void> | undefined {
    const { hub, sessions } = this.#ports;
    // While a session is given up it is no longer this node's own, and not yet followed.
    const isForsaken = hub.hasListener(id) && !sessions.owns(id);
    const mirror = this.#mirrors.get(id) ?? (isForsaken ? this.#open(id) : undefined);
    return mirror && isBehind(mirror, seq) ? this.#catchUp(mirror, seq) : undefined;
  }

  async #catchUp(mirror: Mirror, seq: number): Promise<void> {
    try {
      // A look that was begun before the entry was there may not have seen it.
      await mirror.syncing;
      if (isBehind(mirror, seq)) await this.#sync(mirror);
    } catch (error) {
      // The command was done, whether it is seen here now or a little later.
      const facts = { session: mirror.id, error: String(error) };
      this.#ports.log.warn(facts, "a session was not seen as it is after a command");
    }
  }

  #open(id: string): Mirror {
    const { bus, clock } = this.#ports;
    const mirror: Mirror = {
      id,
      standing: undefined,
      usedAt: clock.ticks(),
      early: [],
      doubt: undefined,
      syncing: undefined,
      stop: bus.listen(subjects.session(id), (text) => {
        const news = readMessage(told, text);
        if (news) this.#hear(mirror, news);
      }),
    };
    this.#mirrors.set(id, mirror);
    return mirror;
  }

  #close(mirror: Mirror): void {
    if (this.#mirrors.get(mirror.id) !== mirror) return;
    this.#mirrors.delete(mirror.id);
    mirror.stop();
  }

  /** While somebody looks at what has ended it is not asked for anew: whoever stood still might show less of it than they have seen. */
  #closeIfOver(mirror: Mirror): void {
    if (hasEnded(mirror) && !this.#ports.hub.hasListener(mirror.id)) this.#close(mirror);
  }

  #hear(mirror: Mirror, news: Told): void {
    const { standing, id } = mirror;
    if (!standing) return void mirror.early.push(news);
    const { entry, state, position } = news;
    if (entry.seq <= standing.seq) return;
    mirror.standing = { id, setup: standing.setup, state, seq: entry.seq };
    this.#ports.hub.publishElsewhere({
      session: id,
      setup: standing.setup,
      state,
      entry,
      position,
    });
    this.#closeIfOver(mirror);
  }

  #hearOwn({ session: id, setup, state, entry, position }: Publication): void {
    const mirror = this.#mirrors.get(id);
    if (!mirror) return;
    if (!mirror.standing) mirror.early.push({ entry, state, position });
    else if (entry.seq > mirror.standing.seq)
      mirror.standing = { id, setup, state, seq: entry.seq };
  }

  /** Asks where the session stands; whoever watches is told if it has gone on. */
  #sync(mirror: Mirror): Promise<Refusal | undefined> {
    mirror.syncing ??= this.#read(mirror).finally(() => (mirror.syncing = undefined));
    return mirror.syncing;
  }

  async #read(mirror: Mirror): Promise<Refusal | undefined> {
    const { id } = mirror;
    const found = await this.#ask(id);
    if (isRefusal(found)) {
      // Those who watch have to hear of it when it can be found again; what never was, nobody watches.
      const isWatched = found.refused !== "unknown_session" && this.#ports.hub.hasListener(id);
      if (!mirror.standing && !isWatched) this.#close(mirror);
      return found;
    }
    const { setup } = mirror.standing ?? found;
    const engine = this.#ports.registry.engineOf(setup.game.id, setup.game.version);
    if (isRefusal(engine)) {
      this.#close(mirror);
      return engine;
    }
    await this.#goOn(mirror, { ...found, setup });
    this.#closeIfOver(mirror);
    return undefined;
  }

  /**
   * Who listened before, to this node's own session or to what was lost on the way, has to see where it stands now. Where that
   * cannot be told, the mirror stays behind, so that the next look shows it.
   */
  async #goOn(mirror: Mirror, standing: Standing): Promise<void> {
    const { hub, store } = this.#ports;
    const { id, setup, state, seq } = standing;
    const isOld = (): boolean => mirror.standing !== undefined && seq <= mirror.standing.seq;
    if (isOld()) return;
    const [row] = hub.hasListener(id) ? await store.entries(id, seq - 1, 1) : [];
    // Its owner may have told more meanwhile.
    if (isOld()) return;
    mirror.standing = standing;
    if (row)
      hub.publishElsewhere({ session: id, setup, state, entry: decodeEntry(row), position: 0 });
    // At once: whoever watches may have been told of it by this node's own session, and looks again.
    for (const news of mirror.early.splice(0)) this.#hear(mirror, news);
  }

  /** The owner knows; where it cannot be asked, the store does. */
  async #ask(id: string): Promise<Standing | Refusal> {
    const { sessions, directory, colleagues, node } = this.#ports;
    const { owner } = directory.partition(partitionOf(id));
    if (!sessions.owns(id) && owner !== null && owner !== node) {
      const answer = await colleagues.ask(owner, { ask: "watch", session: id, node });
      if (typeof answer === "object" && answer.kind === "standing") return answer;
      if (typeof answer === "object" && answer.kind === "refused") return answer.refusal;
    }
    const found = await sessions.find(id);
    if (isRefusal(found)) return found;
    const { setup, state, seq } = found;
    return { id, setup, state, seq };
  }

  /** What this node has just given up stands where it stood, for those who watch it here. */
  #keep(standings: readonly Standing[]): void {
    for (const { id, setup, state, seq } of standings) {
      // A mirror that is there has not told yet all that came before this node's turn, and goes on from where it stands.
      if (this.#mirrors.has(id) || !this.#ports.hub.hasListener(id)) continue;
      this.#open(id).standing = { id, setup, state, seq };
    }
  }

  /** Partitions have other owners: those are told who watches here, and who watches hears what was missed. */
  #follow(partitions: ReadonlySet<number>): void {
    const { hub, sessions } = this.#ports;
    const known: Mirror[] = [];
    for (const id of new Set([...this.#mirrors.keys(), ...hub.listenedSessions])) {
      if (!partitions.has(partitionOf(id))) continue;
      const mirror = this.#mirrors.get(id);
      if (mirror?.standing && !sessions.owns(id)) known.push(mirror);
      else void this.#pursue(id);
    }
    // The new owner knows nothing of what the one before did and did not tell any more.
    for (const mirror of known) mirror.doubt = {};
    void this.#check(known);
  }

  async #pursue(id: string): Promise<void> {
    const { sessions, log } = this.#ports;
    try {
      const mirror = this.#mirrors.get(id) ?? this.#open(id);
      // A look that was begun before the session went elsewhere may not have seen what was written last.
      await mirror.syncing;
      const refusal = await this.#sync(mirror);
      // What is this node's own tells the hub by itself, once whoever watches has been shown where it stands.
      if (!refusal && sessions.owns(id)) this.#close(mirror);
    } catch (error) {
      log.warn(
        { session: id, error: String(error) },
        "a session was not followed to its new owner",
      );
    }
  }

  async #checkAll(): Promise<void> {
    const { clock, hub, sessions } = this.#ports;
    const unusedSince = clock.ticks() - this.#restAfterMs;
    for (const mirror of this.#mirrors.values())
      if (!hub.hasListener(mirror.id) && mirror.usedAt < unusedSince) this.#close(mirror);
    const all = [...this.#mirrors.values()];
    const isOwn = ({ id }: Mirror): boolean => sessions.owns(id);
    for (const { id } of all.filter(isOwn)) void this.#pursue(id);
    await this.#check(all.filter((mirror) => !isOwn(mirror) && !hasEnded(mirror)));
  }

  #check(mirrors: readonly Mirror[]): Promise<void> {
    return checkMirrors(this.#ports, mirrors, (mirror) => this.#sync(mirror));
  }
}

const hasEnded = ({ standing }: Mirror): boolean => standing?.state.phase.status === "ended";
const isBehind = ({ standing }: Mirror, seq: number): boolean => (standing?.seq ?? 0) < seq;
