import type { WebSocket } from "ws";
import { socketBufferedBytesMax } from "../limits.ts";
import { textFrame } from "./text-frame.ts";

/** Replies are few and small, but a client that reads none of them is not kept for ever. */
const hopelessBytes = 4 * socketBufferedBytesMax;

/** What the frames go over: while it is corked, they gather and leave in one write. */
export interface Wire {
  cork(): void;
  uncork(): void;
  write(frame: Buffer, sent: () => void): void;
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

  send(text: string): void {
    this.sendFrame(textFrame(text));
  }

  /**
   * Sends what was framed already, by `textFrame`. It goes past `ws` to the wire that `ws` writes to as well: without
   * compression, `ws` writes whole frames at once, so that no frame comes between the parts of another.
   */
  sendFrame(frame: Buffer): void {
    if (this.#isReady()) this.#wire.write(frame, this.#sent);
  }

  #isReady(): boolean {
    if (!this.isOpen) return false;
    if (this.#socket.bufferedAmount > hopelessBytes) {
      this.#socket.terminate();
      return false;
    }
    this.#cork();
    return true;
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

  readonly #sent = (): void => {
    for (const run of this.#waiting) {
      if (this.isFull || !this.isOpen) return;
      this.#waiting.delete(run);
      run();
    }
  };
}
