/**
 * A bot's player id says that it is one and which: `bot:hard:3f0a61c2`. Tokens of people are never made out to such an id, so
 * nobody can pose as a bot, and no bot as a person; and whoever reads a journal knows who played.
 */
const prefix = "bot:";

export const newBotId = (name: string, unique: string): string => `${prefix}${name}:${unique}`;

/** The name of the bot that this player is; null for a person. */
export const botNameOf = (player: string): string | null => {
  if (!player.startsWith(prefix)) return null;
  const end = player.lastIndexOf(":");
  return end > prefix.length ? player.slice(prefix.length, end) : null;
};
