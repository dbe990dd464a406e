import { isRefusal, type Refusal } from "@parlor/kit";
import type { ClientCommand } from "@parlor/protocol";
import type { Entry } from "../journal/contract.ts";
import type { Platform } from "../platform.ts";
import { commandFor, type Asker } from "./asking.ts";

/** What became of a client's command; `texts` are the sentences of the game's own refusals. */
export type Submitted =
  | { readonly kind: "done"; readonly entry: Entry }
  | {
      readonly kind: "refused";
      readonly refusal: Refusal;
      readonly texts?: Readonly<Record<string, string>>;
    };

/** Hands a client's command to its session, however it came in, and counts how long that took. */
export const submitFor = async (
  { registry, sessions, stats, clock }: Platform,
  asker: Asker,
  id: string,
  sent: ClientCommand,
): Promise<Submitted> => {
  const arrivedAt = clock.ticks();
  const session = await sessions.find(id);
  if (isRefusal(session)) return { kind: "refused", refusal: session };
  const command = commandFor(asker, session, sent);
  if (isRefusal(command)) return { kind: "refused", refusal: command };
  const outcome = await sessions.submit(id, command);
  stats.took(clock.ticks() - arrivedAt);
  if (outcome.kind === "done") return outcome;
  const game = registry.info(session.setup.game.id);
  return { ...outcome, texts: isRefusal(game) ? {} : game.refusals };
};
