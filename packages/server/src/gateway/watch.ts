import { isRefusal, type Refusal, type Seat, type SessionState } from "@parlor/kit";
import type { Publication } from "../events/contract.ts";
import type { Platform } from "../platform.ts";
import { viewText, type Shown, type Standing } from "../sessions/contract.ts";
import { seatOfAsker, type Asker } from "./asking.ts";
import { Missed } from "./missed.ts";
import type { Outbox } from "./outbox.ts";
import { changeFrame, updateFrame, type UpdateMissed } from "./update-frame.ts";

/** The version of the protocol that brought `change`. */
const changesFromVersion = 2;

export interface WatchingClient {
  readonly outbox: Outbox;
  /** The version of the protocol that it speaks. */
  readonly version: number;
}

/**
 * One session as one connection watches it. A socket that does not keep up is skipped, never waited
 * for: when it has caught up it gets the latest view, and is told which entries' events it missed.
 */
export class Watch {
  readonly #platform: Platform;
  readonly #session: string;
  readonly #asker: Asker;
  readonly #outbox: Outbox;
  /** Whether the client knows what a `change` is. */
  readonly #takesChanges: boolean;
  #stopListening: (() => void) | undefined;
  #stopped = false;
  /** The last entry that the client has been told of; undefined until it has its first view. */
  #told: number | undefined;
  /** What the client was shown last; what is new since then is all that it has to be told. */
  #shown: Shown | undefined;
  /** The seats as they were looked through last, and the asker's among them. */
  #seated: readonly [players: SessionState["players"], seat: Seat | null] | undefined;
  /** The newest publication from before the first view was sent. */
  #early: Publication | undefined;
  /** The newest publication that a slow socket was not sent. */
  #skipped: Publication | undefined;

  constructor(platform: Platform, session: string, asker: Asker, client: WatchingClient) {
    this.#platform = platform;
    this.#session = session;
    this.#asker = asker;
    this.#outbox = client.outbox;
    this.#takesChanges = client.version >= changesFromVersion;
  }

  /** Sends the view as it is now, with what happened since the entry `after`, and goes on from there. */
  async start(after: number | undefined): Promise<Refusal | undefined> {
    const { sessions, store, hub } = this.#platform;
    const missed = new Missed(store, this.#session, after);
    // From before the first look on: no commit falls between the two, and what one look saw no later one has forgotten.
    this.#stopListening = hub.listen(this.#session, (publication) => this.#hear(publication));
    for (;;) {
      const standing = await sessions.find(this.#session);
      if (isRefusal(standing)) return standing;
      if (this.#stopped) return undefined;
      if (!missed.reaches(standing.seq)) {
        await missed.read(this.#player(), this.#seatIn(standing), standing.seq);
        continue;
      }
      this.#shown = sessions.shown(standing, this.#seatIn(standing));
      this.#told = standing.seq;
      const view = viewText(this.#shown, standing.seq, this.#platform.clock.now());
      // A `DownMessageOf<"watching">`, put together from texts.
      const frame =
        `{"type":"watching","info":${JSON.stringify(sessions.info(standing))},"view":${view},` +
        JSON.stringify(missed.told()).slice(1);
      this.#outbox.send(frame);
      if (this.#early) this.#hear(this.#early);
      this.#early = undefined;
      return undefined;
    }
  }

  stop(): void {
    this.#stopped = true;
    this.#stopListening?.();
  }

  #player(): string | undefined {
    return this.#asker.kind === "player" ? this.#asker.player.id : undefined;
  }

  #hear(publication: Publication): void {
    if (publication.entry.seq <= (this.#told ?? this.#early?.entry.seq ?? 0)) return;
    if (this.#told === undefined) return void (this.#early = publication);
    if (!this.#outbox.isFull) return this.#tell(publication);
    // Whatever filled the outbox, this watch or another, will have left when there is room.
    if (!this.#skipped) this.#outbox.whenRoom(() => this.#catchUp());
    this.#skipped = publication;
  }

  #tell(publication: Publication): void {
    const first = (this.#told ?? 0) + 1;
    const { seq } = publication.entry;
    this.#told = seq;
    this.#skipped = undefined;
    const standing = { ...publication, id: publication.session, seq };
    const before = this.#shown;
    const shown = this.#platform.sessions.shown(standing, this.#seatIn(standing));
    this.#shown = shown;
    const missed: UpdateMissed = first < seq ? [first, seq - 1] : undefined;
    const isNext = this.#takesChanges && !missed && before?.seat === shown.seat;
    this.#outbox.sendFrame(
      isNext
        ? changeFrame(this.#platform, publication, before, shown)
        : updateFrame(this.#platform, publication, shown, missed),
    );
  }

  #seatIn(standing: Standing): Seat | null {
    const { players } = standing.state;
    if (this.#seated?.[0] === players) return this.#seated[1];
    const seat = seatOfAsker(this.#asker, standing);
    this.#seated = [players, seat];
    return seat;
  }

  /** There is room again: the latest of what was skipped is due. */
  #catchUp(): void {
    if (this.#skipped && !this.#stopped) this.#tell(this.#skipped);
  }
}
