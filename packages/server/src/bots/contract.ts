import type { Refusal, Seat } from "@parlor/kit";

export { botNameOf } from "./bot-id.ts";

/** Which bot is to sit down, and where. */
export interface BotWish {
  /** A level, or the name of a bot that the game brings along. */
  readonly bot: string;
  /** These seats; without any, the first free one. */
  readonly seats?: readonly Seat[] | undefined;
  /** All free seats instead. */
  readonly fill?: boolean | undefined;
}

export interface SeatedBot {
  readonly seat: Seat;
  readonly player: { readonly id: string; readonly name: string; readonly bot: string };
}

/** Players that are programs, at any table whose host wants some. */
export interface Bots {
  /** The names that may be asked for at a table of this game; none where bots do not play. */
  names(game: string): readonly string[];
  /**
   * Seats bots, each with play money where the game is for money. Refused with `bots_unavailable` where no bots play, at least not
   * for this currency, with `unknown_bot`, and as any player's join is. Where some sat down before a seat
   * was refused, these stay.
   */
  add(session: string, wish: BotWish): Promise<readonly SeatedBot[] | Refusal>;
  /** The bot in this seat gets up; refused with `unknown_seat` where none sits, and as any player's leave is. */
  remove(session: string, seat: Seat): Promise<Refusal | undefined>;
  /** Lets no bot act any more. */
  stop(): Promise<void>;
}
