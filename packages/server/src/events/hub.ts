import type { Log } from "../ports/log.ts";
import type { Publication, PublicationListener, RegisteredGame } from "./contract.ts";

/** Passes what is durable to whoever listens, in the order of the commits. */
export interface EventHub {
  /** Everything at or before this position was told, or was there before anybody listened. */
  readonly position: number;
  /** Says where the store stood before anything was told. */
  startAt(position: number): void;
  publish(publication: Publication): void;
  /** Listens to one session, or to `all`; returns how to stop. */
  listen(session: string, listener: PublicationListener): () => void;
  /** Whether anybody listens to just this session. */
  hasListener(session: string): boolean;
  /** A player's balance, as it is after a commit. */
  publishBalance(player: string, currency: string, balance: number): void;
  listenBalance(player: string, listener: (currency: string, balance: number) => void): () => void;
  /** A game was registered while the server runs. */
  publishGame(game: RegisteredGame): void;
  listenGames(listener: (game: RegisteredGame) => void): () => void;
}

class Listeners<T> {
  readonly #byKey = new Map<string, Set<T>>();
  of(key: string): Iterable<T> {
    return this.#byKey.get(key) ?? [];
  }
  has(key: string): boolean {
    return this.#byKey.has(key);
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

export const eventHub = (log: Log): EventHub => {
  const sessions = new Listeners<PublicationListener>();
  const balances = new Listeners<(currency: string, balance: number) => void>();
  const games = new Listeners<(game: RegisteredGame) => void>();
  /** What is told is durable already: one listener's bug may not keep it from the others, or from the reply. */
  const tell = <T>(listeners: Iterable<T>, call: (listener: T) => void): void => {
    for (const listener of listeners) {
      try {
        call(listener);
      } catch (error) {
        log.error({ error: String(error) }, "a listener failed");
      }
    }
  };
  let position = 0;
  return {
    get position() {
      return position;
    },
    startAt: (end) => void (position = end),
    publish: (publication) => {
      position = Math.max(position, publication.position);
      tell(sessions.of(publication.session), (listener) => listener(publication));
      tell(sessions.of("all"), (listener) => listener(publication));
    },
    listen: (session, listener) => sessions.add(session, listener),
    hasListener: (session) => sessions.has(session),
    publishBalance: (player, currency, balance) =>
      tell(balances.of(player), (listener) => listener(currency, balance)),
    listenBalance: (player, listener) => balances.add(player, listener),
    publishGame: (game) => tell(games.of("all"), (listener) => listener(game)),
    listenGames: (listener) => games.add("all", listener),
  };
};
