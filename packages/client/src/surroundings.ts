/** What the SDK needs of the place it runs in. Tests bring their own time, chance and network. */
export interface Surroundings {
  /** Opens a socket; its events come later, never during the call. */
  openSocket(url: string, events: SocketEvents): Socket;
  fetch(url: string, request: HttpRequest): Promise<HttpReply>;
  /** Milliseconds since 1970, by the clock of this machine. */
  now(): number;
  /** Runs something once after so many milliseconds. Returns how to call it off. */
  after(ms: number, run: () => void): () => void;
  /** A number in [0, 1) for the jitter of reconnects; nothing in a game hangs on it. */
  random(): number;
  /** A new id for a command: never the same twice, on any machine. */
  newId(): string;
}

export interface Socket {
  send(text: string): void;
  /** No event comes after this. */
  close(): void;
}

export interface SocketEvents {
  opened(): void;
  message(text: string): void;
  /** Once, whether the socket was ever open or not. */
  closed(): void;
}

export interface HttpRequest {
  readonly method: "GET" | "POST" | "DELETE";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HttpReply {
  readonly status: number;
  text(): Promise<string>;
}
