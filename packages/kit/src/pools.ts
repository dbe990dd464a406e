import { assert } from "./assert.ts";
import { declaredSeed, type Game } from "./game.ts";
import { accountOf, type Deed, type PoolBalances, type Transfer } from "./session.ts";

/** A pool within one turn. */
interface OpenPool {
  readonly seed: number;
  /** What is in it now. */
  balance: number;
}

/**
 * The pools of a game during one command: what the game looked at, and what it has changed. A pool
 * that nobody looks at is none of the command's inputs, so it is not opened by a contribution.
 */
export class TurnPools {
  /** What was in the pools that the game looked at, before the command; null while it has not looked. */
  seen: Record<string, number> | null = null;
  readonly #game: Game;
  readonly #config: unknown;
  readonly #balances: PoolBalances;
  readonly #open = new Map<string, OpenPool>();
  readonly #moved: Map<string, number>;

  /** `moved` is what the command's earlier turns have changed, by pool. */
  constructor(
    game: Game,
    config: unknown,
    balances: PoolBalances = {},
    moved: ReadonlyMap<string, number> = new Map(),
  ) {
    this.#game = game;
    this.#config = config;
    this.#balances = balances;
    this.#moved = new Map(moved);
  }

  /** Forgets what was looked at and changed. */
  renew(): void {
    this.seen = null;
    // There is a pool or two, and to take them out is faster than to make the maps anew.
    for (const pool of this.#open.keys()) this.#open.delete(pool);
    for (const pool of this.#moved.keys()) this.#moved.delete(pool);
  }

  /** What the pool shows. */
  meter(pool: string): number {
    const { seed, balance } = this.#opened(pool);
    return seed + balance;
  }

  add(pool: string, amount: number): void {
    assert(Object.hasOwn(this.#game.pools ?? {}, pool), `the game declares no pool ${pool}`);
    const open = this.#open.get(pool);
    if (open) open.balance += amount;
    else this.#moved.set(pool, (this.#moved.get(pool) ?? 0) + amount);
  }

  /** Takes the amount out; gives what the house has to add so that it is there. */
  takeOut(pool: string, amount: number): number {
    const open = this.#opened(pool);
    assert(amount <= open.seed + open.balance, `the pool ${pool} pays more than it shows`);
    const missing = Math.max(0, amount - open.balance);
    open.balance -= amount - missing;
    return missing;
  }

  #opened(pool: string): OpenPool {
    const known = this.#open.get(pool);
    if (known) return known;
    const seed = declaredSeed(this.#game, pool, this.#config);
    const held = Object.hasOwn(this.#balances, pool) ? this.#balances[pool] : undefined;
    assert(held !== undefined, `nobody has told what is in the pool ${pool}`);
    this.seen ??= {};
    this.seen[pool] = held;
    const open = { seed, balance: held + (this.#moved.get(pool) ?? 0) };
    this.#open.set(pool, open);
    return open;
  }
}

/** What transfers of one command have changed in the game's pools, by pool. */
export const movedInPools = (game: Game, transfers: readonly Transfer[]): Map<string, number> => {
  const moved = new Map<string, number>();
  if (transfers.length === 0) return moved;
  for (const pool of Object.keys(game.pools ?? {})) {
    const account = accountOf.pool(game.id, pool);
    let sum = 0;
    for (const { debit, credit, amount } of transfers) {
      if (credit === account) sum += amount;
      if (debit === account) sum -= amount;
    }
    if (sum !== 0) moved.set(pool, sum);
  }
  return moved;
};

/** What is in the pools after a command, where no other table plays for them. */
export const poolsAfter = (
  game: Game,
  before: PoolBalances,
  { transfers }: Pick<Deed, "transfers">,
): PoolBalances => {
  const moved = movedInPools(game, transfers);
  if (moved.size === 0) return before;
  const after: Record<string, number> = { ...before };
  for (const [pool, sum] of moved) after[pool] = (after[pool] ?? 0) + sum;
  return after;
};

/** Every pool of the game, with nothing in it. */
export const emptyPools = (game: Game): PoolBalances =>
  Object.fromEntries(Object.keys(game.pools ?? {}).map((pool) => [pool, 0]));
