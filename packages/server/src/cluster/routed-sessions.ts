import { isRefusal, refuse, type Command, type Refusal } from "@parlor/kit";
import type { OpenRequest, SessionInfo, SessionSummary, SessionView } from "@parlor/protocol";
import { askTimeoutMs, nodeClockSkewMaxMs, routePatienceMs, routePauseMs } from "../limits.ts";
import type { Clock } from "../ports/clock.ts";
import {
  partitionOf,
  type Moved,
  type Outcome,
  type OwnedSessions,
  type Sessions,
  type Shown,
  type Standing,
} from "../sessions/contract.ts";
import type { Colleagues } from "./colleagues.ts";
import type { Forwarded } from "./contract.ts";
import type { Directory } from "./directory.ts";
import type { Mirrors } from "./mirrors.ts";

export interface RoutedPorts {
  readonly node: string;
  readonly own: OwnedSessions;
  readonly mirrors: Mirrors;
  readonly directory: Directory;
  readonly colleagues: Colleagues;
  readonly clock: Clock;
  /** Whether this node gives its partitions away: then it opens nothing. */
  readonly isLeaving: () => boolean;
  /** A command was sent to another node, and this became of it. */
  readonly onForwarded: (outcome: Forwarded) => void;
}

/** What came of one try; nothing where nobody was there, and nobody knows what where a node may still take the command up, until then. */
type Tried =
  | Outcome
  | { readonly kind: "nobody" }
  | { readonly kind: "silence"; readonly until: number };

/** All sessions of the cluster, as any of its nodes gives access to them: its own, and through their owners all others. */
export class RoutedSessions implements Sessions {
  readonly #ports: RoutedPorts;
  readonly #over = new AbortController();

  constructor(ports: RoutedPorts) {
    this.#ports = ports;
  }

  /** Waits for nobody any more: whoever gave a command is told that another node may do it. */
  stop(): void {
    this.#over.abort();
  }

  get activeCount(): number {
    return this.#ports.own.activeCount;
  }
  get inMemoryCount(): number {
    return this.#ports.own.inMemoryCount;
  }

  /** Opens it here, or at another node where this one owns nothing or leaves; while nobody owns anything, as after a start or a death, it waits. */
  async open(request: OpenRequest, host: string): Promise<Standing | Refusal> {
    const { clock, directory } = this.#ports;
    const { signal } = this.#over;
    const patientUntil = clock.ticks() + routePatienceMs;
    for (;;) {
      const opened = await this.#tryToOpen(request, host);
      const left = patientUntil - clock.ticks();
      if (!isHomeless(opened) || left <= 0) return opened;
      await directory.until(never, Math.min(left, routePauseMs), signal);
      if (signal.aborted) return refuse("shutting_down");
    }
  }

  async #tryToOpen(request: OpenRequest, host: string): Promise<Standing | Refusal> {
    const { own, directory, colleagues, node, isLeaving } = this.#ports;
    if (!isLeaving()) {
      const opened = await own.open(request, host);
      if (!isHomeless(opened)) return opened;
    }
    const others = directory.nodes.filter(
      ({ id, leaseLeftMs, isDraining }) => id !== node && leaseLeftMs > 0 && !isDraining,
    );
    for (const { id } of others) {
      const answer = await colleagues.ask(id, { ask: "open", request, host }, this.#over.signal);
      if (answer === "nobody") continue;
      // It may have been opened, and then idles out; nobody has sat down there.
      if (answer === "silence") return refuse("outcome_unknown");
      if (answer.kind === "standing") return answer;
      if (!isHomeless(answer.refusal)) return answer.refusal;
    }
    return own.open(request, host);
  }

  /**
   * Sends the command to the session's owner until one has answered, or the patience is at an end. [J2] It carries its id, so nothing is
   * done twice however often it is sent. What is refused is refused for good: while another copy may still be taken up, it is asked again
   * later.
   */
  async submit(id: string, command: Command): Promise<Outcome> {
    const { clock, directory } = this.#ports;
    const { signal } = this.#over;
    const patientUntil = clock.ticks() + routePatienceMs;
    let silentUntil: number | undefined;
    while (!signal.aborted) {
      const seen = directory.partition(partitionOf(id));
      const tried = await this.#try(id, command);
      if (tried.kind === "done") return tried;
      if (tried.kind === "silence") silentUntil = Math.max(silentUntil ?? 0, tried.until);
      const inDoubtMs = Math.max(0, (silentUntil ?? 0) + nodeClockSkewMaxMs - clock.now());
      if (tried.kind === "refused") {
        if (inDoubtMs === 0) return tried;
        await directory.until(never, inDoubtMs, signal);
        continue;
      }
      const left = patientUntil - clock.ticks();
      if (left <= 0) {
        await directory.until(never, inDoubtMs, signal);
        break;
      }
      const hasMoved = (): boolean => {
        const now = directory.partition(partitionOf(id));
        return now.epoch !== seen.epoch || now.owner !== seen.owner;
      };
      await directory.until(hasMoved, Math.min(left, routePauseMs), signal);
    }
    const code = signal.aborted ? "shutting_down" : "stale_epoch";
    return {
      kind: "refused",
      refusal: refuse(silentUntil === undefined ? code : "outcome_unknown"),
    };
  }

  async #try(id: string, command: Command): Promise<Tried> {
    const { own, directory, node } = this.#ports;
    if (own.owns(id)) {
      const outcome = await own.submit(id, command);
      if (!isMoved(outcome)) return this.#seen(id, outcome);
    }
    const { owner } = directory.partition(partitionOf(id));
    return owner === null || owner === node
      ? { kind: "nobody" }
      : this.#forward(owner, id, command);
  }

  /** What was done is answered when those who watch here have seen it; it may have been done elsewhere, and be repeated here. */
  async #seen(id: string, outcome: Outcome): Promise<Outcome> {
    if (outcome.kind === "done") await this.#ports.mirrors.reach(id, outcome.entry.seq);
    return outcome;
  }

  async #forward(owner: string, id: string, command: Command): Promise<Tried> {
    const { clock, directory, colleagues, onForwarded } = this.#ports;
    const until = clock.now() + askTimeoutMs;
    const moving = new AbortController();
    // Whoever is asked may be dead or stand still; when somebody else has the session, there is no need to wait for it.
    const stop = directory.onChange(() => {
      if (directory.partition(partitionOf(id)).owner !== owner) moving.abort();
    });
    const asked = { ask: "submit", session: id, command, until } as const;
    const signal = AbortSignal.any([moving.signal, this.#over.signal]);
    const answer = await colleagues.ask(owner, asked, signal).finally(stop);
    const kind = typeof answer === "object" ? answer.kind : answer;
    onForwarded(kind === "done" || kind === "refused" ? "answered" : kind);
    if (typeof answer === "string") return { kind: answer, until };
    return answer.kind === "elsewhere" ? { kind: "nobody" } : this.#seen(id, answer);
  }

  async find(id: string): Promise<Standing | Refusal> {
    const { own, mirrors } = this.#ports;
    if (own.owns(id)) {
      const found = await own.find(id);
      // Who looks on when it goes elsewhere again may not be shown less than this.
      if (!isRefusal(found)) await mirrors.reach(id, found.seq);
      // What was still being read when the session went elsewhere may be old, and nobody would follow it.
      if (own.owns(id)) return found;
    }
    return mirrors.find(id);
  }

  list(filter: Parameters<Sessions["list"]>[0]): Promise<readonly SessionSummary[]> {
    return this.#ports.own.list(filter);
  }
  look(session: Standing, seat: number | null): SessionView {
    return this.#ports.own.look(session, seat);
  }
  shown(session: Standing, seat: number | null): Shown {
    return this.#ports.own.shown(session, seat);
  }
  info(session: Standing): SessionInfo {
    return this.#ports.own.info(session);
  }
  owns(session: string): boolean {
    return this.#ports.own.owns(session);
  }
  onMoved(listener: (moved: Moved) => void): () => void {
    return this.#ports.own.onMoved(listener);
  }
}

const never = (): boolean => false;

/** Whoever was asked owns no partition for it, or lost the one that it would have been in. */
const isHomeless = (opened: Standing | Refusal): boolean =>
  isRefusal(opened) && opened.refused === "stale_epoch";

/** The session went to another node before the command's turn came, or the store refused it under the old epoch: it was not done. */
export const isMoved = (outcome: Outcome): boolean =>
  outcome.kind === "refused" && outcome.refusal.refused === "stale_epoch";
