import { type Command, Option } from "commander";
import type { arena } from "./arena.ts";
import { cores, count, json } from "./typed-options.ts";

/** `parlor arena`: bots against each other. */
export const arenaCommand = (program: Command, action: typeof arena): void => {
  program
    .command("arena")
    .argument("<game>", "such as tic-tac-toe, or a game's file")
    .description("let bots play against each other, on all cores")
    .addOption(
      new Option(
        "--bots <names>",
        "with commas: a level (easy, medium, hard, expert), a bot of the game, or random, rollouts:<playouts>, mcts:<iterations>, mcts:<milliseconds>ms, cfr:<iterations>, expectimax:<decisions>",
      )
        .default(["hard", "random"], "hard,random")
        .argParser((text) => text.split(",").map((name) => name.trim())),
    )
    .addOption(new Option("--games <count>", "how many").default(200).argParser(count))
    .addOption(
      new Option("--rounds <count>", "where there is money, the rounds of one game")
        .default(1)
        .argParser(count),
    )
    .addOption(
      new Option("--seats <count>", "as many as there are bots, unless told otherwise").argParser(
        count,
      ),
    )
    .addOption(
      new Option("--config <json>", "the table's configuration").default({}, "{}").argParser(json),
    )
    .option("--seed <seed>", "the same seed plays the same games", "1")
    .addOption(cores())
    .option("--json", "for programs")
    .action(action);
};
