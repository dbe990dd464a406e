import { connect, isRefusal, type Answer, type Parlor } from "@parlor/client";
import { randomFrom, seededDraws, type Random } from "@parlor/kit";
import type { ClientCommand, CommandReply } from "@parlor/protocol";
import type { History } from "../history.ts";
import { pause } from "../waiting.ts";
import { Line, sharedAddress } from "./line.ts";

/** Somebody who comes back sooner than the SDK's defaults: a run has only minutes. */
const backoff = { firstMs: 50, factor: 1.6, maxMs: 1_000 };
const askAgainMs = 200;
const probeTimeoutMs = 12_000;
/** Of a hundred commands that were answered, so many are sent once more, and so many with other content. */
const againPercent = 4;
const otherPercent = 1;

export interface GuestWorld {
  readonly addresses: readonly string[];
  readonly history: History;
  readonly seed: string;
  /** The run is over: nothing new is begun. */
  readonly isLeaving: () => boolean;
}

/** One player: a client with its SDK, who is at one node at a time. */
export class Guest {
  readonly parlor: Parlor;
  readonly line: Line;
  readonly random: Random;
  player = "";
  readonly #world: GuestWorld;
  readonly #name: string;
  #ids = 0;
  readonly #probes = new Set<Promise<void>>();

  constructor(world: GuestWorld, number: number) {
    const { addresses, history, seed } = world;
    this.#world = world;
    this.#name = `Guest ${number}`;
    this.random = randomFrom(seededDraws(`${seed}:${number}`));
    this.line = new Line(addresses, number, history, this.random, () => this.#newId());
    const surroundings = this.line;
    this.parlor = connect({ url: sharedAddress, backoff, surroundings });
  }

  /** Signs in at whichever node takes it; false when the run is over before. */
  async arrive(): Promise<boolean> {
    while (!this.#world.isLeaving()) {
      const signedIn = await this.parlor.signIn(this.#name);
      if (!isRefusal(signedIn)) {
        this.player = signedIn.player.id;
        return true;
      }
      await pause(askAgainMs);
    }
    return false;
  }

  /** An answer was had; now and then the same is asked again elsewhere, or something else under the same id. */
  answered(session: string, command: ClientCommand, answer: Answer): void {
    if (isRefusal(answer)) return;
    const drawn = this.random.int(100);
    if (drawn < againPercent) this.#probe(session, command, false);
    else if (drawn < againPercent + otherPercent)
      this.#probe(
        session,
        { id: command.id, kind: "act", action: { type: "something-else" } },
        true,
      );
  }

  #probe(session: string, command: ClientCommand, isOther: boolean): void {
    const probe = this.#ask(session, command, isOther);
    this.#probes.add(probe);
    void probe.finally(() => this.#probes.delete(probe));
  }

  async #ask(session: string, command: ClientCommand, isOther: boolean): Promise<void> {
    const { addresses, history } = this.#world;
    const url = `${this.random.pick(addresses)}/v1/sessions/${session}/commands`;
    const reply = await this.#post(url, command);
    const { player } = this;
    if (reply) history.add({ kind: "again", player, session, command, isOther, reply });
  }

  /** Nothing where the node did not answer. */
  async #post(url: string, command: ClientCommand): Promise<CommandReply | undefined> {
    const headers = {
      "content-type": "application/json",
      authorization: `Bearer ${this.parlor.token ?? ""}`,
    };
    try {
      const signal = AbortSignal.timeout(probeTimeoutMs);
      const reply = await fetch(url, {
        method: "POST",
        headers,
        body: JSON.stringify(command),
        signal,
      });
      // What the interface says: what was done, or a problem with the refusal's code.
      const body = (await reply.json()) as { readonly code?: string; readonly transient?: boolean };
      // The web server's own words, as it says them while it closes.
      if (body.code === undefined && !reply.ok) return undefined;
      if (body.code === undefined) return body as CommandReply;
      return { refused: body.code, text: "", transient: body.transient === true };
    } catch {
      return undefined; // whatever came of it, this client was not told
    }
  }

  /** What it has asked beside the game is answered or given up. */
  async settled(): Promise<void> {
    await Promise.all(this.#probes);
  }

  /** The id of the command that was asked last. */
  get lastId(): string {
    return `${this.player}-${this.#ids}`;
  }

  /** Short, and nobody else's. */
  #newId(): string {
    this.#ids += 1;
    return this.lastId;
  }
}
