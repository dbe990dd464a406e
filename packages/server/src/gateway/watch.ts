import { isRefusal, type Refusal } from "@parlor/kit";
import type { DownMessageOf } from "@parlor/protocol";
import type { Publication } from "../events/contract.ts";
import type { Platform } from "../platform.ts";
import { seatOfAsker, type Asker } from "./asking.ts";
import { Missed } from "./missed.ts";
import type { Outbox } from "./outbox.ts";
import { updateFrame, type UpdateMissed } from "./update-frame.ts";

/**
 * One session as one connection watches it. A socket that does not keep up is skipped, never waited
 * for: when it has caught up it gets the latest view, and is told which entries' events it missed.
 */
export class Watch {
  readonly #platform: Platform;
  readonly #session: string;
  readonly #asker: Asker;
  readonly #outbox: Outbox;
  #stopListening: (() => void) | undefined;
  #stopped = false;
  /** The last entry that the client has been told of; undefined until it has its first view. */
  #told: number | undefined;
  /** The newest publication that a slow socket was not sent. */
  #skipped: Publication | undefined;

  constructor(platform: Platform, session: string, asker: Asker, outbox: Outbox) {
    this.#platform = platform;
    this.#session = session;
    this.#asker = asker;
    this.#outbox = outbox;
  }

  /** Sends the view as it is now, with what happened since the entry `after`, and goes on from there. */
  async start(after: number | undefined): Promise<Refusal | undefined> {
    const { sessions, store, hub } = this.#platform;
    const missed = new Missed(store, this.#session, after);
    for (;;) {
      const standing = await sessions.find(this.#session);
      if (isRefusal(standing)) return standing;
      if (this.#stopped) return undefined;
      if (!missed.reaches(standing.seq)) {
        await missed.read(this.#player(), seatOfAsker(this.#asker, standing), standing.seq);
        continue;
      }
      // From the look to the listening there is no pause, so no commit falls between the two.
      const view = sessions.look(standing, seatOfAsker(this.#asker, standing));
      const message: DownMessageOf<"watching"> = {
        type: "watching",
        info: sessions.info(standing),
        view,
        ...missed.told(),
      };
      this.#told = standing.seq;
      this.#stopListening = hub.listen(this.#session, (publication) => this.#hear(publication));
      this.#outbox.send(JSON.stringify(message));
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
    if (this.#told === undefined || publication.entry.seq <= this.#told) return;
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
    const seat = seatOfAsker(this.#asker, { ...publication, id: publication.session, seq });
    const missed: UpdateMissed = first < seq ? [first, seq - 1] : undefined;
    this.#outbox.send(updateFrame(this.#platform, publication, seat, missed));
  }

  /** There is room again: the latest of what was skipped is due. */
  #catchUp(): void {
    if (this.#skipped && !this.#stopped) this.#tell(this.#skipped);
  }
}
