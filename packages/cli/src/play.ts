import { createInterface } from "node:readline";
import { connect, isRefusal, type Parlor, type Table, type TableUpdate } from "@parlor/client";
import type { Game } from "@parlor/kit";
import { memoryStore, startServer, type Server } from "@parlor/server";
import { fail } from "./fail.ts";
import { isGameFile, knownGames } from "./game-file.ts";
import { houseBots } from "./house-bots.ts";
import { screenOf, walletText } from "./screen.ts";
import { howTo, typedAction, type Typing } from "./typed-action.ts";

interface PlayOptions {
  readonly url?: string;
  readonly session?: string;
  readonly name: string;
  readonly bots?: string;
}

const help = "Type an action; ? shows what you can do, wallet what you have, quit leaves.";

/** Sits down at a table and plays it line by line. Ends with the session, at `quit`, or with the input. */
export const play = async (name: string, options: PlayOptions): Promise<void> => {
  const files = isGameFile(name) ? [name] : [];
  const known = await knownGames(files);
  const { games } = known;
  const bots = houseBots(known, files);
  const own =
    options.url === undefined
      ? await startServer({ port: 0, store: memoryStore(), games, bots })
      : undefined;
  const game = (files.length > 0 ? games.at(-1)?.id : undefined) ?? name;
  const url = options.url ?? own?.url ?? "";
  const parlor = connect({ url });
  const problem = await atTable(parlor, { games, game }, url, options, own);
  if (problem !== undefined) fail(problem);
  parlor.close();
  await own?.stop();
};

const atTable = async (
  parlor: Parlor,
  { games, game }: { readonly games: readonly Game[]; readonly game: string },
  url: string,
  options: PlayOptions,
  own: Server | undefined,
): Promise<string | undefined> => {
  const guest = await parlor.signIn(options.name);
  if (isRefusal(guest)) return guest.text;
  const opened =
    options.session === undefined
      ? await parlor.open({ game })
      : await parlor.session(options.session);
  if (isRefusal(opened)) {
    const names = games.map(({ id }) => id).join(", ");
    return opened.refused === "unknown_game" ? `${opened.text} There are: ${names}.` : opened.text;
  }
  const { id, currency } = opened.info;
  const table = parlor.table(id);
  const joined = await table.join();
  if (isRefusal(joined)) return joined.text;
  console.log(`${opened.info.title} at ${url}, session ${id}. ${help}`);
  const isAlone = options.bots === undefined && opened.info.seatsMin > 1;
  if (isAlone)
    console.log(`Another player joins with: parlor play ${game} --url ${url} --session ${id}`);
  const seated = options.bots === undefined ? undefined : await seatBots(parlor, id, options.bots);
  if (seated !== undefined) return seated;
  const isMoney = games.find((one) => one.id === opened.info.game)?.bank !== "none";
  await converse(parlor, table, isMoney ? Number(currency.split("/")[1]) : null);
  if (own !== undefined || table.latest?.view.status === "ended") return undefined;
  const left = await table.leave();
  // Contract bets have to be decided first; the seat waits for its player meanwhile.
  if (isRefusal(left)) console.log(`You keep your seat. ${left.text}`);
  return undefined;
};

/** Bots in all free seats, however many there are; a sentence where the table may have none. */
const seatBots = async (parlor: Parlor, id: string, bot: string): Promise<string | undefined> => {
  const seated = await parlor.addBots(id, { bot, fill: true });
  return isRefusal(seated) && seated.refused !== "table_full" ? seated.text : undefined;
};

/** Shows each update, and takes a line at a time until there is nothing more to say. */
const converse = async (parlor: Parlor, table: Table, scale: number | null): Promise<void> => {
  const typing = (): Typing => ({ choices: table.latest?.view.legal ?? [], scale });
  await table.ready();
  // Only from here on, since a line that comes before somebody reads it is lost.
  const lines = createInterface({ input: process.stdin, terminal: false });
  const stop = table.watch((update) => {
    console.log(screenOf(update, scale));
    if (update.view.status !== "ended") return;
    console.log(summaryOf(update));
    lines.close();
  });
  for await (const line of lines) {
    const word = line.trim();
    if (word === "quit") break;
    if (word === "?") console.log(helpText(typing()));
    else if (word === "wallet") console.log(walletText(parlor.wallet.current));
    else if (word !== "") await say(table, word, typing());
  }
  stop();
};

const helpText = (typing: Typing): string =>
  typing.choices.length === 0
    ? "You can do nothing right now."
    : typing.choices.flatMap((choice) => howTo(choice, typing)).join("\n");

const say = async (table: Table, line: string, typing: Typing): Promise<void> => {
  const action = typedAction(line, typing);
  if (typeof action === "string") return console.log(action);
  const answer = await table.act(action);
  if (isRefusal(answer))
    return console.log(
      `No: ${answer.text}${answer.detail === undefined ? "" : ` (${answer.detail})`}`,
    );
  // The update that the action led to comes before the next line is read.
  await table.until(({ view }) => view.seq >= answer.seq);
};

const summaryOf = ({ view }: TableUpdate): string => {
  const places = view.ended?.outcome?.places.map((group) =>
    group.map((seat) => view.players[seat]?.name ?? `seat ${seat}`).join(" and "),
  );
  return `The session ended (${view.ended?.reason ?? "unknown"})${places ? `: ${places.join(", then ")}` : ""}.`;
};
