import { connect, isRefusal, type Parlor } from "@parlor/client";
import type { RefusalReply } from "@parlor/protocol";

const storedAs = "parlor.player";

/** Who plays in this browser, as kept between visits. */
export interface Signed {
  readonly token: string;
  readonly id: string;
  readonly name: string;
}

const readStored = (): Signed | null => {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(storedAs) ?? "null");
    // Only this page writes it; what an older one wrote fails at the server's check of the token.
    return value as Signed | null;
  } catch {
    return null;
  }
};

/** The one client of this page, and who it plays as. */
export class PageClient {
  readonly parlor: Parlor;
  #signed: Signed | null;
  readonly #listeners = new Set<() => void>();

  constructor(parlor: Parlor, signed: Signed | null) {
    this.parlor = parlor;
    this.#signed = signed;
    parlor.state.subscribe((state) => {
      // A token that ran out is of no more use: back to looking on, until somebody signs in.
      if (state.status === "closed" && state.refusal?.refused === "unauthorized") this.signOut();
    });
  }

  readonly signed = (): Signed | null => this.#signed;
  readonly subscribe = (changed: () => void): (() => void) => {
    this.#listeners.add(changed);
    return () => this.#listeners.delete(changed);
  };

  async signIn(name: string): Promise<RefusalReply | undefined> {
    const reply = await this.parlor.signIn(name);
    if (isRefusal(reply)) return reply;
    this.#set({ token: reply.token, ...reply.player });
    return undefined;
  }

  signOut(): void {
    this.#set(null);
    this.parlor.signOut();
  }

  #set(signed: Signed | null): void {
    this.#signed = signed;
    if (signed) localStorage.setItem(storedAs, JSON.stringify(signed));
    else localStorage.removeItem(storedAs);
    for (const listener of this.#listeners) listener();
  }
}

export const openPageClient = (): PageClient => {
  const signed = readStored();
  const url = location.origin;
  return new PageClient(connect(signed ? { url, token: signed.token } : { url }), signed);
};
