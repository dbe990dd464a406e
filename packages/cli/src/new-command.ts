import { type Command, Option } from "commander";
import type { newGame } from "./new.ts";

/** `parlor new`: a game to begin with. */
export const newCommand = (program: Command, action: typeof newGame): void => {
  program
    .command("new")
    .argument("<name>", "in kebab-case, such as my-game")
    .description("make a small, whole game to begin with: rules, specification, tests")
    .option(
      "--in <folder>",
      "a new folder for a repository of its own; without it, among the games of the clone of Parlor that you are in",
    )
    .addOption(
      new Option("--bank <kind>", "who pays: the house, the players each other, or nobody")
        .choices(["house", "players", "none"])
        .default("house"),
    )
    .option(
      "--parlor <folder>",
      "the clone of Parlor that a repository of its own is built on; the one that this runs from, unless told otherwise",
    )
    .action(action);
};
