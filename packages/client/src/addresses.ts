/**
 * Where the socket goes: to the address that the client was given, or to the one that a server has named which said goodbye.
 * Whoever can say so has been trusted with the token already; but what was private on its way stays so, and nothing but a
 * Parlor's socket is opened.
 */
export class Addresses {
  readonly #first: string;
  #other: string | undefined;
  #isElsewhere = false;

  /** `first`: a socket's address. */
  constructor(first: string) {
    this.#first = first;
  }

  get current(): string {
    return this.#isElsewhere && this.#other !== undefined ? this.#other : this.#first;
  }

  /** Whether it is not the address that the client was given. */
  get isElsewhere(): boolean {
    return this.#isElsewhere;
  }

  /** A server has named another one (`http://host:port`); false where nobody goes there. */
  goTo(server: string): boolean {
    const socket = socketOf(server);
    if (socket === undefined || socket === this.current) return false;
    if (isPrivate(this.#first) && !isPrivate(socket)) return false;
    if (socket === this.#first) this.leave();
    else [this.#other, this.#isElsewhere] = [socket, true];
    return true;
  }

  /** The current one has not answered: it is the other one's turn. */
  turn(): void {
    if (this.#other !== undefined) this.#isElsewhere = !this.#isElsewhere;
  }

  /** The current one has answered. At the first address the other one is not needed any more: it was to be left for a while. */
  arrived(): void {
    if (!this.#isElsewhere) this.leave();
  }

  /** Back to the first, for good. */
  leave(): void {
    this.#other = undefined;
    this.#isElsewhere = false;
  }
}

/** The socket of a server; undefined where the text is no address of one. */
const socketOf = (server: string): string | undefined => {
  let url: URL;
  try {
    url = new URL(server);
  } catch {
    return undefined;
  }
  const { protocol, host, pathname } = url;
  if (protocol !== "http:" && protocol !== "https:") return undefined;
  const path = pathname.replace(/\/+$/, "");
  return `${protocol.replace("http", "ws")}//${host}${path}/v1/socket`;
};

const isPrivate = (socket: string): boolean => socket.startsWith("wss:");
