import type { UpMessage } from "@parlor/protocol";
import { socketBufferedBytesMax, textOfFrame, type Connection } from "@parlor/server/simulation";

type WebSocket = ConstructorParameters<typeof Connection>[1];
type Listener = (...given: readonly unknown[]) => void;
interface Frame {
  readonly text: string;
  readonly sent: () => void;
}

/**
 * One connection as a network without bytes: what either side sends waits until the scheduler
 * carries it over. What one side sent stays in order; between connections there is no order.
 */
export class SimSocket {
  readonly OPEN = 1;
  readyState = 1;
  /** What waits for the client, in bytes, as `ws` counts it. */
  bufferedAmount = 0;
  /** The server says goodbye. */
  onBye: () => void = () => undefined;
  readonly node: number;
  readonly #isDead: () => boolean;
  readonly #onFrame: (text: string) => void;
  readonly #listeners = new Map<string, Listener[]>();
  readonly #up: string[] = [];
  readonly #down: Frame[] = [];

  /** `onFrame` sees every frame at the moment at which the server lets go of it. */
  constructor(node: number, isDead: () => boolean, onFrame: (text: string) => void) {
    this.node = node;
    this.#isDead = isDead;
    this.#onFrame = onFrame;
  }

  /** The connection of the server uses nothing of a WebSocket but what is written out here. */
  get asWebSocket(): WebSocket {
    return this as unknown as WebSocket;
  }

  on(event: string, listener: Listener): void {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
  }

  send(text: string, _options: unknown, sent: () => void = () => undefined): void {
    if (this.#isDead() || this.readyState !== this.OPEN) return;
    this.bufferedAmount += text.length;
    this.#down.push({ text, sent });
    this.#onFrame(text);
  }

  /** As the wire below it: what comes here is framed already. */
  write(frame: Buffer, sent: () => void): void {
    this.send(textOfFrame(frame), {}, sent);
  }
  cork(): void {}
  uncork(): void {}

  close(): void {
    if (this.readyState !== this.OPEN) return;
    this.readyState = 3;
    for (const listener of this.#listeners.get("close") ?? []) listener();
  }

  terminate(): void {
    this.close();
  }

  get upCount(): number {
    return this.readyState === this.OPEN && !this.#isDead() ? this.#up.length : 0;
  }
  get downCount(): number {
    return this.#down.length;
  }
  /** So much waits for the client that the server skips what it may. */
  get isSlow(): boolean {
    return this.bufferedAmount > socketBufferedBytesMax;
  }
  /** Nothing more will come out of it. */
  get isOver(): boolean {
    return (this.readyState !== this.OPEN || this.#isDead()) && this.#down.length === 0;
  }

  sendUp(message: UpMessage): void {
    this.#up.push(JSON.stringify(message));
  }

  /** Hands the server the client's next message; `seen` looks at it first. */
  carryUp(seen: (message: UpMessage) => void): string {
    const text = this.#up.shift() ?? "";
    seen(JSON.parse(text) as UpMessage); // this socket wrote it
    for (const listener of this.#listeners.get("message") ?? []) listener(Buffer.from(text), false);
    return text;
  }

  /** Takes the server's next frame to the client. */
  carryDown(): string {
    const frame = this.#down.shift();
    if (!frame) return "";
    this.bufferedAmount -= frame.text.length;
    if (!this.#isDead() && this.readyState === this.OPEN) frame.sent();
    return frame.text;
  }

  /** What was on its way to the client is lost. */
  dropDown(): void {
    this.#down.length = 0;
    this.bufferedAmount = 0;
  }
}
