import { endReasons, type PlatformEventType } from "@parlor/kit";
import { z } from "zod";
import { outcome, sessionStats } from "./session-view.ts";

const seat = z.int();
const text = z.string();

/** What the platform itself tells, by type: the fields of each event's `data`. */
export const platformEventData = {
  "game-registered": z.object({ game: text, version: text, title: text, at: z.number() }),
  "session-created": z.object({ game: text, version: text, title: text, host: text }),
  /** `bot` only where one sat down: which one. */
  "player-joined": z.object({ seat, player: text, name: text, bot: text.optional() }),
  "player-left": z.object({ seat, player: text }),
  /** Only that a seat acted: what it did is the game's to tell, since it may be a secret. */
  "action-processed": z.object({ seat }),
  /** The server seed is null where the round is sealed. */
  "round-finished": z.object({
    number: z.int(),
    serverSeed: text.nullable(),
    commitment: text,
    clientSeed: text.nullable(),
  }),
  "session-ended": z.object({
    reason: z.enum(endReasons),
    outcome: outcome.nullable(),
    durationMs: z.number(),
    stats: sessionStats,
  }),
} as const satisfies Record<PlatformEventType, z.ZodType>;

/** An event of the platform, typed by its `type`. */
export type PlatformEvent = {
  [Type in PlatformEventType]: {
    readonly type: Type;
    readonly data: DeepReadonly<z.output<(typeof platformEventData)[Type]>>;
  };
}[PlatformEventType];

type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Field in keyof T]: DeepReadonly<T[Field]> }
    : T;
