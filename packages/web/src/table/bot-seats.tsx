import { useState } from "react";
import { useParlor } from "../page-context.tsx";
import { wordOf } from "../words.ts";
import type { TablePartProps } from "./table-parts.ts";

/** Whoever sits here is a program. */
export const BotBadge = ({ bot }: { readonly bot: string }) => (
  <span className="pill pill-bot" title={`A bot: ${wordOf(bot)}`} data-testid="bot-badge">
    bot
  </span>
);

interface AddBotsProps extends TablePartProps {
  /** The bots that the server has for this game, at least one. */
  readonly bots: readonly string[];
}

/** For the host: which bot, and how many of it. */
export const AddBots = ({ bots, update, command }: AddBotsProps) => {
  const parlor = useParlor();
  const usual = bots.includes("medium") ? "medium" : (bots[0] ?? "");
  const [bot, choose] = useState(usual);
  const freeCount = update.view.players.filter((player) => player === null).length;
  const add = (fill: boolean): void =>
    command.run(() => parlor.addBots(update.info.id, { bot, fill }));
  return (
    <div className="add-bots">
      <label>
        Bot
        <select
          value={bot}
          onChange={(event) => choose(event.target.value)}
          data-testid="bot-level"
        >
          {bots.map((one) => (
            <option key={one} value={one}>
              {wordOf(one)}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        disabled={command.busy}
        onClick={() => add(false)}
        data-testid="add-bot"
      >
        Add a bot
      </button>
      {freeCount > 1 && (
        <button
          type="button"
          disabled={command.busy}
          onClick={() => add(true)}
          data-testid="fill-with-bots"
        >
          Fill all {freeCount}
        </button>
      )}
    </div>
  );
};

/** For the host: the bot in this seat gets up. */
export const RemoveBot = ({
  update,
  command,
  seat,
}: TablePartProps & { readonly seat: number }) => {
  const parlor = useParlor();
  return (
    <button
      type="button"
      className="quiet"
      title="Remove"
      disabled={command.busy}
      aria-label={`Remove the bot from seat ${seat + 1}`}
      onClick={() => command.run(() => parlor.removeBot(update.info.id, seat))}
      data-testid={`remove-bot-${seat}`}
    >
      ×
    </button>
  );
};
