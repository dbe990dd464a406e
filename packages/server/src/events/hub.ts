import type { Publication, PublicationListener } from "./contract.ts";

/** Passes what is durable to whoever listens, in the order of the commits. */
export interface EventHub {
  publish(publication: Publication): void;
  /** Listens to one session, or to all; returns how to stop. */
  listen(session: string | "all", listener: PublicationListener): () => void;
  /** A player's balance, as it is after a commit. */
  publishBalance(player: string, currency: string, balance: number): void;
  listenBalance(player: string, listener: (currency: string, balance: number) => void): () => void;
}

class Listeners<T> {
  readonly #byKey = new Map<string, Set<T>>();
  of(key: string): Iterable<T> {
    return this.#byKey.get(key) ?? [];
  }
  add(key: string, listener: T): () => void {
    const own = this.#byKey.get(key) ?? new Set();
    this.#byKey.set(key, own.add(listener));
    return () => {
      own.delete(listener);
      if (own.size === 0 && this.#byKey.get(key) === own) this.#byKey.delete(key);
    };
  }
}

export const eventHub = (): EventHub => {
  const sessions = new Listeners<PublicationListener>();
  const balances = new Listeners<(currency: string, balance: number) => void>();
  return {
    publish: (publication) => {
      for (const listener of sessions.of(publication.session)) listener(publication);
      for (const listener of sessions.of("all")) listener(publication);
    },
    listen: (session, listener) => sessions.add(session, listener),
    publishBalance: (player, currency, balance) => {
      for (const listener of balances.of(player)) listener(currency, balance);
    },
    listenBalance: (player, listener) => balances.add(player, listener),
  };
};
