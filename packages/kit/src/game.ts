import type { z } from "zod";
import { assert } from "./assert.ts";
import type { ChoiceOf, Choice } from "./choice.ts";
import { isAmount } from "./money.ts";
import type { Random } from "./random.ts";
import type { CommonRefusal, Refusal } from "./refusal.ts";
import type { BetSpec, Edge, GameTypes, PoolSpec, ReadTable, Seat, Stake, Table } from "./table.ts";

/**
 * Who pays the winners. `house`: players bet against the house. `players`: money on the table
 * belongs to the seats. `none`: there is no money.
 */
export type BankKind = "house" | "players" | "none";

/**
 * What the end of a round tells. `open`: its server seed, from which anybody works out all of its draws.
 * `sealed`: to players and spectators no more than its commitment; the seed stays with the operator, in
 * the journal. Without it folded and mucked cards would come to light with the seed.
 */
export const roundKinds = ["open", "sealed"] as const;
export type RoundKind = (typeof roundKinds)[number];

type ActionSchemas = Readonly<Record<string, z.ZodObject>>;
type EventSchemas = Readonly<Record<string, z.ZodType>>;
// oxlint-disable-next-line typescript/no-generated-empty-object-type -- an object without fields is what is meant
type None = Record<never, never>;

// `z.object({})` infers `Record<string, never>`, which no action with a type fits; it means "no fields".
type FieldsOf<Schema extends z.ZodType> = string extends keyof z.output<Schema>
  ? None
  : z.output<Schema>;
type FieldsByName<Schemas extends Readonly<Record<string, z.ZodType>>> = {
  readonly [Name in keyof Schemas]: FieldsOf<Schemas[Name]>;
};

interface TypesOf<
  C extends z.ZodType,
  A extends ActionSchemas,
  E extends EventSchemas,
  B extends string,
  R,
  S,
  V,
  P extends string,
> extends GameTypes {
  readonly config: z.output<C>;
  readonly actions: FieldsByName<A>;
  readonly events: FieldsByName<E>;
  readonly bets: B;
  readonly pools: P;
  readonly refusals: keyof R & string;
  readonly state: S;
  readonly view: V;
}

// A handler either did its work or refuses; nothing else may come back from it.
type Handled<T extends GameTypes> = Refusal<T["refusals"] | CommonRefusal> | void;

/** What an author writes. The order of the fields matters to inference: `setup` gives the type of the state. */
export interface GameSpec<
  C extends z.ZodType,
  A extends ActionSchemas,
  E extends EventSchemas,
  B extends string,
  R extends Readonly<Record<string, string>>,
  S,
  V,
  P extends string,
  // What a table is typed by leaves the state and the view out: they are still to be inferred from
  // functions that take a table, and a parameter that named them would settle them too early.
  T extends GameTypes = TypesOf<C, A, E, B, R, never, never, P>,
> {
  /** Kebab-case and unique on a server: `coin-flip`. */
  readonly id: string;
  /** Semver. A session stays with the version that it was opened with. */
  readonly version: string;
  readonly title: string;
  readonly summary: string;
  readonly bank: BankKind;
  /** How many players it takes to begin, and how many places there are. */
  readonly seats: { readonly min: number; readonly max: number };
  /** Every field has a default, so that `{}` is a whole configuration. */
  readonly config: C;
  readonly actions: A;
  readonly events?: E;
  readonly bets?: Readonly<Record<B, BetSpec<z.output<C>>>>;
  /** What `table.bank.contribute` and `payPool` know: progressive pools, by name (letters, digits, hyphens). */
  readonly pools?: Readonly<Record<P, PoolSpec<z.output<C>>>>;
  /** The game's own codes with a sentence each. */
  readonly refusals?: R;
  /** The actions by which a player only gives something up, such as resigning; see `withoutConcessions`. */
  readonly concessions?: readonly (keyof A & string)[];
  /**
   * Whether a finished round's seed is told; `open` by default. A game has to be `sealed` where a round may
   * end, or be broken off, with something unshown that has to stay so; it then needs `redeal`.
   */
  readonly rounds?: RoundKind;

  setup(table: ReadTable<T>): S;
  /** Play begins: enough players sit, and the session runs. */
  start?(state: S, table: Table<T>): void;
  join?(state: S, seat: Seat, table: Table<T>): Handled<T>;
  /** The seat is still taken while this runs. It may refuse: a contract bet must stay. */
  leave?(state: S, seat: Seat, table: Table<T>): Handled<T>;
  timeout?(
    state: S,
    timer: { readonly name: string; readonly seat: Seat | null },
    table: Table<T>,
  ): void;
  act: {
    readonly [Type in keyof A]: (
      state: S,
      action: FieldsOf<A[Type]>,
      seat: Seat,
      table: Table<T>,
    ) => Handled<T>;
  };
  /** Everything that this seat may do now; nothing that is not here is accepted. */
  legal(state: S, seat: Seat, table: ReadTable<T>): readonly ChoiceOf<FieldsByName<A>>[];
  /** What the seat (null: a spectator) may see: an allow-list, built anew. */
  view(state: S, seat: Seat | null, table: ReadTable<T>): V;
  /**
   * Whose money is on the table, bet by bet. A game that leaves stakes open between two commands,
   * or that the players bank, must have it: it is what goes back when a session cannot go on.
   */
  stakes?(state: S): readonly Stake[];
  /** A state that this seat could not tell from the real one; what bots search. Needed where there is hidden information. */
  redeal?(state: S, seat: Seat | null, random: Random): S;
  /** The state of an older version, brought to this one's shape. */
  migrate?(state: unknown, from: string): S;
}

/** A game as the platform holds it: every type erased, since a server runs games that it has never seen. */
export interface AnySpec {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly summary: string;
  readonly bank: BankKind;
  readonly seats: { readonly min: number; readonly max: number };
  readonly config: z.ZodType;
  readonly actions: ActionSchemas;
  readonly events?: EventSchemas;
  readonly bets?: Readonly<Record<string, BetSpec<never>>>;
  readonly pools?: Readonly<Record<string, PoolSpec<never>>>;
  readonly refusals?: Readonly<Record<string, string>>;
  readonly concessions?: readonly string[];
  readonly rounds?: RoundKind;
  setup(table: ReadTable): unknown;
  start?(state: unknown, table: Table): void;
  join?(state: unknown, seat: Seat, table: Table): Refusal | void;
  leave?(state: unknown, seat: Seat, table: Table): Refusal | void;
  timeout?(
    state: unknown,
    timer: { readonly name: string; readonly seat: Seat | null },
    table: Table,
  ): void;
  readonly act: Readonly<
    Record<string, (state: unknown, action: unknown, seat: Seat, table: Table) => Refusal | void>
  >;
  legal(state: unknown, seat: Seat, table: ReadTable): readonly Choice[];
  view(state: unknown, seat: Seat | null, table: ReadTable): unknown;
  stakes?(state: unknown): readonly Stake[];
  redeal?(state: unknown, seat: Seat | null, random: Random): unknown;
  migrate?(state: unknown, from: string): unknown;
}

declare const types: unique symbol;
/** A defined game. `T` is there for the SDK and for tests; at run time there is only the spec. */
export interface Game<T extends GameTypes = GameTypes> extends AnySpec {
  readonly [types]?: T;
}

export type TypesOfGame<G extends Game> = G extends Game<infer T> ? T : never;
/** An action of the game as a client sends it: `{ type: "flip", call: "heads", stake: 100 }`. */
export type ActionOf<T extends GameTypes> = {
  [Type in keyof T["actions"] & string]: { readonly type: Type } & T["actions"][Type];
}[keyof T["actions"] & string];
/** An event of the game as a client receives it. */
export type EventOf<T extends GameTypes> = {
  [Type in keyof T["events"] & string]: { readonly type: Type; readonly data: T["events"][Type] };
}[keyof T["events"] & string];

/** Declares a game; every type is inferred from the definition. */
export const defineGame = <
  C extends z.ZodType,
  A extends ActionSchemas,
  S,
  V,
  E extends EventSchemas = None,
  B extends string = never,
  R extends Readonly<Record<string, string>> = None,
  P extends string = never,
>(
  spec: GameSpec<C, A, E, B, R, S, V, P>,
): Game<TypesOf<C, A, E, B, R, S, V, P>> =>
  // The erased face takes `unknown` where the author's functions take the game's own types. The
  // platform only ever hands a game what that same game's `setup` and schemas have produced.
  spec as unknown as Game<TypesOf<C, A, E, B, R, S, V, P>>;

/** The declared edge of a bet under a configuration, always with its denominator; none where it is not taken. */
export const declaredEdge = (game: Game, bet: string, config: unknown): Edge | undefined => {
  const edge = game.bets?.[bet]?.edge;
  if (edge === undefined) return undefined;
  const value = typeof edge === "function" ? edge(config as never) : edge; // the game's own schema made the config
  if (value === null) return undefined;
  return typeof value === "string" ? { edge: value, per: "bet made" } : value;
};

/** What a pool shows under a configuration when nothing was paid in, in minor units. */
export const declaredSeed = (game: Game, pool: string, config: unknown): number => {
  const spec = Object.hasOwn(game.pools ?? {}, pool) ? game.pools?.[pool] : undefined;
  assert(spec !== undefined, `the game declares no pool ${pool}`);
  const { seed } = spec;
  const amount = typeof seed === "function" ? seed(config as never) : seed; // the game's own schema made the config
  assert(amount === 0 || isAmount(amount), `the pool ${pool} has no amount as its seed: ${amount}`);
  return amount;
};
