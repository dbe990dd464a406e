import { sampleChoice, type Action, type Random } from "@parlor/kit";
import {
  changedView,
  protocolVersion,
  type ClientCommand,
  type DownMessage,
  type SessionView,
  type UpMessage,
} from "@parlor/protocol";
import type { Checker } from "./check/checker.ts";
import { randomWord } from "./sealed-cards.ts";
import { tampered } from "./tampered.ts";
import type { Line } from "./sim-node.ts";

interface Sent {
  readonly session: string;
  readonly command: ClientCommand;
  /** Whether the answer was a decision; otherwise the same has to be sent again. */
  settled: boolean;
}

/** What a player needs of the world. */
export interface PlayerWorld {
  readonly random: Random;
  readonly checker: Checker;
  /** A line to some node that is up, most often to the one that owns the sessions. */
  readonly dial: (
    player: { readonly id: string; readonly name: string } | null,
  ) => Line | undefined;
}

const watchedMax = 3;
/** A player who waits for so many answers only asks again. */
const unsettledMax = 3;
/** After these the same is sent again, until it is decided. */
const undecided = new Set(["outcome_unknown", "stale_epoch", "shutting_down"]);

/**
 * A player at a client that resends what was not answered, under the same id, and that is also rude:
 * it repeats, comes late, uses ids again, and asks for what it may not have.
 */
export class ModelPlayer {
  readonly id: string;
  readonly #world: PlayerWorld;
  readonly #views = new Map<string, SessionView>();
  readonly #sent: Sent[] = [];
  #line: Line | undefined;
  #count = 0;
  #balance = 0;

  constructor(index: number, world: PlayerWorld) {
    this.id = `player-${index}`;
    this.#world = world;
  }

  get line(): Line | undefined {
    return this.#line;
  }
  get unsettledCount(): number {
    return this.#sent.filter(({ settled }) => !settled).length;
  }

  /** Does one thing, and says what. */
  act(): string {
    const line = this.#line;
    if (!line || line.socket.readyState !== line.socket.OPEN) return this.#dial();
    const { random } = this.#world;
    const isBusy = this.unsettledCount >= unsettledMax;
    const ways = [
      [isBusy ? 0 : 80, () => this.#play(line)],
      [4, () => this.#watch(line)],
      [4, () => this.#join(line)],
      [isBusy ? 6 : 3, () => this.#resend(line, (sent) => !sent.settled)],
      [3, () => this.#resend(line, () => true)],
      [2, () => this.#reuse(line)],
      [isBusy ? 0 : 3, () => this.#manage(line)],
      [2, () => this.#hangUp(line)],
    ] as const;
    if (isBusy && random.int(3) > 0) return `${this.id} waits`;
    return ways[random.weighted(ways.map(([weight]) => weight))]?.[1]() ?? "";
  }

  /** Sends everything again that was not decided; the faults are over. */
  insist(): void {
    const line = this.#line;
    if (!line || line.socket.readyState !== line.socket.OPEN) {
      this.#dial();
      return;
    }
    for (const sent of this.#sent) if (!sent.settled) this.#send(line, sent);
    for (const session of this.#views.keys()) this.#up(line, { type: "watch", session });
  }

  /** A frame arrives. */
  hear(line: Line, text: string): void {
    const message = JSON.parse(text) as DownMessage; // the server's, which the frame check has read
    if (message.type === "wallet")
      this.#balance = Object.values(message.balances)[0] ?? this.#balance;
    if (message.type === "reply") {
      const isDecided = !("refused" in message.reply && undecided.has(message.reply.refused));
      for (const sent of this.#sent)
        if (sent.session === message.session && sent.command.id === message.id)
          sent.settled ||= isDecided;
    }
    if (line !== this.#line) return;
    if (message.type === "watching") this.#views.set(message.info.id, message.view);
    if (message.type === "update") this.#views.set(message.session, message.view);
    if (message.type === "change") {
      const before = this.#views.get(message.session);
      if (before) this.#views.set(message.session, changedView(before, message.view));
    }
    if (message.type === "bye" || isElsewhere(message)) this.#line = undefined;
  }

  #dial(): string {
    this.#line = this.#world.dial({ id: this.id, name: this.id });
    if (!this.#line) return `${this.id} finds nobody`;
    this.#up(this.#line, { type: "hello", version: protocolVersion, token: this.id });
    // It comes back to where it was: what it missed has to come first.
    for (const [session, { seq }] of this.#views)
      this.#up(this.#line, { type: "watch", session, after: seq });
    const open = this.#sent.filter(({ settled }) => !settled);
    for (const sent of open.slice(0, unsettledMax)) this.#send(this.#line, sent);
    return `${this.id} dials node ${this.#line.socket.node}`;
  }

  #hangUp(line: Line): string {
    // Half of the time the server does not notice, and what was sent arrives late.
    if (this.#world.random.int(2) === 0) line.socket.close();
    this.#line = undefined;
    return `${this.id} hangs up`;
  }

  #watch(line: Line): string {
    const { random, checker } = this.#world;
    const [first] = this.#views.keys();
    const full = this.#views.size >= watchedMax;
    const session = full ? first : pickFrom(random, running(checker));
    if (session === undefined) return `${this.id} sees no session`;
    const seen = this.#views.get(session);
    if (full && (seen?.status === "ended" || random.int(4) === 0)) {
      this.#views.delete(session);
      this.#up(line, { type: "unwatch", session });
      return `${this.id} looks away from ${session}`;
    }
    const after = seen && random.int(3) === 0 ? random.int(seen.seq + 1) : undefined;
    this.#up(line, { type: "watch", session, ...(after === undefined ? {} : { after }) });
    return `${this.id} watches ${session}`;
  }

  #join(line: Line): string {
    const { random } = this.#world;
    const isRude = random.int(10) === 0;
    const session = pickFrom(
      random,
      this.#watched(({ you, players }) => you === null && (isRude || players.includes(null))),
    );
    if (session === undefined) return this.#watch(line);
    const seat = random.int(8) === 0 ? { seat: random.int(4) } : {};
    const seed = random.int(2) === 0 ? { seed: `seed-${this.id}-${random.int(1_000)}` } : {};
    return this.#command(line, session, { kind: "join", id: this.#newId(), ...seat, ...seed });
  }

  #play(line: Line): string {
    const { random, checker } = this.#world;
    const isRude = random.int(10) === 0;
    const session = pickFrom(
      random,
      this.#watched(({ you, legal }) => you !== null && (isRude || (legal?.length ?? 0) > 0)),
    );
    const view = session === undefined ? undefined : this.#views.get(session);
    if (session === undefined || !view) return this.#join(line);
    if (random.int(30) === 0)
      return this.#command(line, session, { kind: "leave", id: this.#newId() });
    const isFaulty = checker.sessions.get(session)?.game.id === "faulty";
    const action = isFaulty && random.int(3) === 0 ? { type: "fail" } : this.#action(view);
    return this.#command(line, session, { kind: "act", id: this.#newId(), action });
  }

  #action(view: SessionView): Action {
    const { random, checker } = this.#world;
    const legal = view.legal ?? [];
    if (legal.length === 0) return random.pick(anyActions);
    const choice = random.pick(legal);
    // The kit's choices come as lists or as limits; the wire's schema says the same.
    const action = sampleChoice(choice as Parameters<typeof sampleChoice>[0], random);
    if (choice.type === "seal") {
      const word = randomWord((bound) => random.int(bound));
      checker.sight.choose(word, this.id);
      return { ...action, word };
    }
    if (random.int(8) === 0) return tampered(action, random);
    // At the brink: everything that it has, at several tables at once.
    const field = "stake" in action ? "stake" : "amount";
    return field in action && this.#balance > 0 && random.int(3) === 0
      ? { ...action, [field]: Math.min(this.#balance, 1_000) }
      : action;
  }

  #resend(line: Line, which: (sent: Sent) => boolean): string {
    const sent = pickFrom(this.#world.random, this.#sent.filter(which));
    if (!sent) return `${this.id} has nothing to repeat`;
    this.#send(line, sent);
    return `${this.id} repeats ${sent.command.id}`;
  }

  /** The same id with other content. */
  #reuse(line: Line): string {
    const { random } = this.#world;
    const sent = pickFrom(random, this.#sent);
    if (!sent || line.check.awaits(sent.session, sent.command.id))
      return `${this.id} has no id to use again`;
    const { id, kind } = sent.command;
    const command: ClientCommand =
      kind === "act"
        ? { kind, id, action: { ...sent.command.action, again: random.int(1_000) } }
        : { kind: "act", id, action: { type: "roll" } };
    this.#up(line, { type: "command", session: sent.session, command });
    return `${this.id} uses ${id} again`;
  }

  #manage(line: Line): string {
    const { random } = this.#world;
    const session = pickFrom(
      random,
      this.#watched(() => true),
    );
    if (session === undefined) return `${this.id} manages nothing`;
    const stands = this.#views.get(session)?.status === "paused";
    const kind = stands ? "resume" : random.pick(["pause", "resume", "end"] as const);
    return this.#command(line, session, { kind, id: this.#newId() });
  }

  #command(line: Line, session: string, command: ClientCommand): string {
    const sent = { session, command, settled: false };
    this.#sent.push(sent);
    this.#send(line, sent);
    // A message that comes twice, as networks with a proxy in between have them.
    if (this.#world.random.int(10) === 0) this.#send(line, sent);
    const what = command.kind === "act" ? JSON.stringify(command.action) : command.kind;
    return `${this.id} sends ${command.id} to ${session}: ${what}`;
  }

  #send(line: Line, { session, command }: Sent): void {
    this.#up(line, { type: "command", session, command });
  }

  #up({ socket }: Line, message: UpMessage): void {
    socket.sendUp(message);
  }

  #newId(): string {
    return `${this.id}-${++this.#count}`;
  }

  #watched(which: (view: SessionView) => boolean): string[] {
    return [...this.#views]
      .filter(([, view]) => view.status !== "ended" && which(view))
      .map(([session]) => session);
  }
}

/** Another node owns the session: whoever is told so comes in again, to be sent to that one. */
const isElsewhere = (message: DownMessage): boolean =>
  message.type === "reply" && "refused" in message.reply && message.reply.refused === "stale_epoch";

const anyActions: readonly Action[] = [
  { type: "roll" },
  { type: "place", cell: 4 },
  { type: "fail" },
  { type: "take-down" },
  { type: "flip", call: "heads", stake: 10 },
  { type: "no-such-action" },
];

const pickFrom = <T>(random: Random, items: readonly T[]): T | undefined =>
  items.length === 0 ? undefined : random.pick(items);

const running = ({ running: models }: Checker): string[] => models.map(({ id }) => id);
