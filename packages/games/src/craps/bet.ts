import type { BetSpec, Fraction } from "@parlor/kit";
import type { BetId, Spot } from "./bet-ids.ts";
import type { Config } from "./config.ts";
import { points, type HardNumber, type Point } from "./dice.ts";

/** A payout to 1, which the configuration may decide. */
export type Pays = (config: Config) => Fraction;

/** Right bettors win with the shooter, wrong bettors with the seven. */
export type Side = "right" | "wrong";

/** Rolls that a one-roll bet wins on. */
export type Hit =
  | { readonly kind: "totals"; readonly totals: readonly number[]; readonly pays: Pays }
  | { readonly kind: "faces"; readonly low: number; readonly high: number; readonly pays: Pays };

/** What decides a bet. */
export type Rule =
  /** Pass and don't pass: naturals and craps on the come-out, then the point against the seven. */
  | { readonly kind: "line"; readonly side: Side }
  /** Come and don't come: naturals and craps on their first roll; a number sends them on. */
  | { readonly kind: "come"; readonly side: Side; readonly to: "come" | "dont-come" }
  /** Odds behind a line bet: the point against the seven. */
  | { readonly kind: "line-odds"; readonly side: Side }
  | {
      readonly kind: "number";
      readonly number: Point;
      readonly side: Side;
      readonly pays: Pays;
      /** Odds go back when their flat bet is decided while they are off; other bets stay up. */
      readonly whenOff: "stays" | "returned";
    }
  | { readonly kind: "hard"; readonly number: HardNumber; readonly pays: Pays }
  | { readonly kind: "one-roll"; readonly hits: readonly Hit[] };

/** When a bet may be made or added to. */
export type Opens =
  | { readonly kind: "always" | "come-out" | "with-point" | "put" | "never" }
  /** Odds behind a flat bet; `number` is null where it is the table's point. */
  | {
      readonly kind: "behind";
      readonly flat: Spot;
      readonly number: Point | null;
      readonly side: Side;
    };

/** What a buy or lay bet costs: the configured part of the stake times `base`. */
export interface CommissionRule {
  readonly taken: (config: Config) => "on-bet" | "on-win";
  readonly base: Fraction;
}

/** A bet as data: what it is called, when it may be made, what decides it. */
export interface Bet extends BetSpec<Config> {
  readonly rule: Rule;
  readonly opens: Opens;
  /** When it is a contract, which may be neither taken down nor made smaller. */
  readonly mustStand: "never" | "with-point" | "always";
  /** The odds that stand behind it, and cannot stand without it. */
  readonly odds: Spot | null;
  /** Whether it works on a come-out roll; null where it always works and cannot be called off. */
  readonly worksOnComeOut: ((config: Config) => boolean) | null;
  readonly commission: CommissionRule | null;
  /** Whether it stays up when it wins, at a table where winners stay. */
  readonly staysUp: boolean;
  /** The name that its transfers carry: a come bet is paid as what it was made as. */
  readonly ledger: BetId;
}

export const evenMoney: Pays = () => "1/1";

/** What most bets are: made at any time, taken down at any time, working on every roll. */
export const plain = {
  opens: { kind: "always" },
  mustStand: "never",
  odds: null,
  worksOnComeOut: null,
  commission: null,
  staysUp: false,
} as const;

export const inWords = (pays: Fraction): string => pays.replace("/", " to ");

export const perPoint = <const Name extends string>(name: Name, make: (number: Point) => Bet) =>
  // One entry for each of the points, which is what the type says.
  Object.fromEntries(points.map((number) => [`${name}-${number}`, make(number)])) as Record<
    `${Name}-${Point}`,
    Bet
  >;
