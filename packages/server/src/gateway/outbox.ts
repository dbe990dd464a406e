import type { WebSocket } from "ws";
import { socketBufferedBytesMax } from "../limits.ts";

/** Replies are few and small, but a client that reads none of them is not kept for ever. */
const hopelessBytes = 4 * socketBufferedBytesMax;

/** What the frames go over: while it is corked, they gather and leave in one write. */
export interface Wire {
  cork(): void;
  uncork(): void;
}

/**
 * The frames on their way to one client. Nobody ever waits for a client that does not read: whoever
 * has something that can be skipped looks whether the outbox is full, and comes back when it is not.
 */
export class Outbox {
  readonly #socket: WebSocket;
  readonly #wire: Wire;
  readonly #waiting = new Set<() => void>();
  #isCorked = false;

  constructor(socket: WebSocket, wire: Wire) {
    this.#socket = socket;
    this.#wire = wire;
  }

  get isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  get isFull(): boolean {
    return this.#socket.bufferedAmount > socketBufferedBytesMax;
  }

  send(frame: string | Buffer): void {
    if (!this.isOpen) return;
    if (this.#socket.bufferedAmount > hopelessBytes) return this.#socket.terminate();
    this.#cork();
    this.#socket.send(frame, { binary: false }, () => this.#sent());
  }

  /** A write costs more than all else about a frame, and a command's reply comes right behind its update. */
  #cork(): void {
    if (this.#isCorked) return;
    this.#isCorked = true;
    this.#wire.cork();
    process.nextTick(() => {
      this.#isCorked = false;
      this.#wire.uncork();
    });
  }

  /** Runs once, when frames have left and there is room again; never when the client is gone. */
  whenRoom(run: () => void): void {
    this.#waiting.add(run);
  }

  #sent(): void {
    for (const run of this.#waiting) {
      if (this.isFull || !this.isOpen) return;
      this.#waiting.delete(run);
      run();
    }
  }
}
