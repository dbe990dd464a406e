import type { Log } from "../ports/log.ts";
import type { Publication, PublicationListener, RegisteredGame } from "./contract.ts";

/** Passes what is durable to whoever listens, in the order of the commits. */
export interface EventHub {
  /** Everything at or before this position was told, or was there before anybody listened. */
  readonly position: number;
  /** Says where the store stood before anything was told. */
  startAt(position: number): void;
  publish(publication: Publication): void;
  /** What another node has committed: told to those who listen to just this session, who may have heard it already. */
  publishElsewhere(publication: Publication): void;
  /** Listens to one session, or to `all` that this node commits; returns how to stop. */
  listen(session: string, listener: PublicationListener): () => void;
  /** Whether anybody listens to just this session. */
  hasListener(session: string): boolean;
  /** The sessions that somebody listens to. */
  readonly listenedSessions: Iterable<string>;
  /** Another node may have committed something: whoever reads the store's feed looks again. */
  stir(): void;
  listenStir(listener: () => void): () => void;
  /** A player's balance, as it is after a commit of this node. */
  publishBalance(player: string, currency: string, balance: number): void;
  /** A balance that was read, since another node has changed it. */
  publishBalanceElsewhere(player: string, currency: string, balance: number): void;
  listenBalance(player: string, listener: BalanceListener): () => void;
  /** Listens to the balances of all players, as far as this node changes them. */
  listenBalances(listener: (player: string) => void): () => void;
  /** The players whose balances somebody listens to; told of each when the first one begins, and when the last one stops. */
  readonly listenedPlayers: Iterable<string>;
  onPlayerListened(told: (player: string, isListened: boolean) => void): () => void;
  /** A game was registered while the server runs. */
  publishGame(game: RegisteredGame): void;
  listenGames(listener: (game: RegisteredGame) => void): () => void;
}

type BalanceListener = (currency: string, balance: number) => void;

class Listeners<T> {
  readonly #byKey = new Map<string, Set<T>>();
  readonly #changed: (key: string, has: boolean) => void;
  /** `changed` is told when a key gets its first listener, and when it has lost its last one. */
  constructor(changed: (key: string, has: boolean) => void = () => undefined) {
    this.#changed = changed;
  }
  get keys(): Iterable<string> {
    return this.#byKey.keys();
  }
  of(key: string): Iterable<T> {
    return this.#byKey.get(key) ?? [];
  }
  has(key: string): boolean {
    return this.#byKey.has(key);
  }
  add(key: string, listener: T): () => void {
    const known = this.#byKey.get(key);
    const own = known ?? new Set();
    this.#byKey.set(key, own.add(listener));
    if (!known) this.#changed(key, true);
    return () => {
      own.delete(listener);
      if (own.size > 0 || this.#byKey.get(key) !== own) return;
      this.#byKey.delete(key);
      this.#changed(key, false);
    };
  }
}

export const eventHub = (log: Log): EventHub => {
  const everything = "all";
  const sessions = new Listeners<PublicationListener>();
  const interest = new Listeners<(player: string, isListened: boolean) => void>();
  const balances = new Listeners<BalanceListener>((player, isListened) =>
    tell(interest.of(everything), (told) => told(player, isListened)),
  );
  const allBalances = new Listeners<(player: string) => void>();
  const games = new Listeners<(game: RegisteredGame) => void>();
  const stirred = new Listeners<() => void>();
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
  const tellBalance = (player: string, currency: string, balance: number): void =>
    tell(balances.of(player), (listener) => listener(currency, balance));
  let position = 0;
  return {
    get position() {
      return position;
    },
    startAt: (end) => void (position = end),
    publish: (publication) => {
      position = Math.max(position, publication.position);
      tell(sessions.of(publication.session), (listener) => listener(publication));
      tell(sessions.of(everything), (listener) => listener(publication));
    },
    publishElsewhere: (publication) =>
      tell(sessions.of(publication.session), (listener) => listener(publication)),
    listen: (session, listener) => sessions.add(session, listener),
    hasListener: (session) => sessions.has(session),
    get listenedSessions() {
      return [...sessions.keys].filter((key) => key !== everything);
    },
    stir: () => tell(stirred.of(everything), (listener) => listener()),
    listenStir: (listener) => stirred.add(everything, listener),
    publishBalance: (player, currency, balance) => {
      tellBalance(player, currency, balance);
      tell(allBalances.of(everything), (listener) => listener(player));
    },
    publishBalanceElsewhere: tellBalance,
    listenBalance: (player, listener) => balances.add(player, listener),
    listenBalances: (listener) => allBalances.add(everything, listener),
    get listenedPlayers() {
      return [...balances.keys];
    },
    onPlayerListened: (told) => interest.add(everything, told),
    publishGame: (game) => tell(games.of(everything), (listener) => listener(game)),
    listenGames: (listener) => games.add(everything, listener),
  };
};
