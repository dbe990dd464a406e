import { Command, Option, type CommanderError } from "commander";
import manifest from "../package.json" with { type: "json" };
import { arenaCommand } from "./arena-command.ts";
import type { arena } from "./arena.ts";
import type { testChance } from "./chance.ts";
import type { exportJournal } from "./export.ts";
import type { migrateStore } from "./migrate.ts";
import type { play } from "./play.ts";
import type { prove } from "./prove.ts";
import { newCommand } from "./new-command.ts";
import type { newGame } from "./new.ts";
import { nodesCommand, type NodesActions } from "./nodes-command.ts";
import type { listSessions } from "./sessions.ts";
import type { serve } from "./serve.ts";
import type { simulate } from "./simulate.ts";
import { storeOption } from "./store-name.ts";
import { addClusterOptions } from "./cluster-part.ts";
import { cores, count, json, networks, port, whole } from "./typed-options.ts";
import type { verify } from "./verify.ts";

/** What the commands do; a test of how they are called has others. */
export interface Actions extends NodesActions {
  readonly serve: typeof serve;
  readonly migrate: typeof migrateStore;
  readonly play: typeof play;
  readonly sessions: typeof listSessions;
  readonly export: typeof exportJournal;
  readonly verify: typeof verify;
  readonly prove: typeof prove;
  readonly simulate: typeof simulate;
  readonly arena: typeof arena;
  readonly new: typeof newGame;
  readonly chance: typeof testChance;
}

const url = () => new Option("--url <url>", "a running server, such as http://127.0.0.1:4600");
const data = () =>
  new Option("--data <folder>", "where the server keeps its file")
    .env("PARLOR_DATA")
    .default("./data");
const store = () => storeOption("sqlite for its file in the data folder, or postgres://...");
const gameFiles = () =>
  new Option("--game <file>", "a game of your own, from its file; may be repeated").argParser(
    (file, before: readonly string[] | undefined) => [...(before ?? []), file],
  );
const logLevels = ["debug", "info", "warn", "error", "silent"];

/**
 * The command line: what is typed reaches one of the actions, or is refused with a sentence, and with
 * {@link usageExitCode} where it was wrong.
 */
export const newProgram = (actions: Actions): Command => {
  const program = new Command("parlor")
    .description("Many games on one server that has to account for every card and every cent.")
    .version(manifest.version)
    .showHelpAfterError("(Add --help to read how it is used.)")
    .exitOverride();
  serverCommand(program, actions);
  nodesCommand(program, actions);
  tableCommands(program, actions);
  proofCommands(program, actions);
  arenaCommand(program, actions.arena);
  newCommand(program, actions.new);
  program.addHelpText(
    "after",
    `
Examples:
  parlor serve                      a server at http://127.0.0.1:4600, kept in ./data
  parlor serve --store postgres://parlor@db.example/parlor
  parlor serve --store postgres://db.example/parlor --bus nats://bus.example:4222
                                    one of several nodes that share the sessions
  parlor nodes                      the servers that share the database of PARLOR_STORE
  parlor play craps                 a table of your own, in this terminal
  parlor play tic-tac-toe --bots hard
  parlor play tic-tac-toe --url http://127.0.0.1:4600
  parlor sessions --all             what the server in ./data keeps
  parlor export 0123456789abcdef    a session's journal, to check or to keep
  parlor verify night.jsonl         an exported session, from the file alone
  parlor prove craps                the edge of every bet, from the rules
  parlor arena tic-tac-toe --bots hard,random
  parlor new my-game                a game of your own, to begin with
  parlor serve --game ./src/game.ts the server, with it
  parlor simulate craps --bet pass  the same bet, ten million rolls of it`,
  );
  return program;
};

/** What a shell expects of a command that was called in a wrong way, as against one that failed. */
const usageExitCode = 2;

/** How the process ends after an error on the way to an action: help was asked for, or the usage was wrong. */
export const exitCodeOf = (error: CommanderError): number =>
  error.exitCode === 0 ? 0 : usageExitCode;

const serverCommand = (program: Command, actions: Actions): void => {
  addClusterOptions(program.command("serve").description("run the server, and the page to play on"))
    .addOption(
      new Option("--port <port>", "0 for any free one")
        .env("PARLOR_PORT")
        .default(4600)
        .argParser(port),
    )
    .addOption(
      new Option("--host <host>", "the address to listen on")
        .env("PARLOR_HOST")
        .default("127.0.0.1"),
    )
    .addOption(data())
    .addOption(
      storeOption(
        "sqlite keeps everything in one file; memory forgets; postgres://... is a database that servers share",
      ),
    )
    .addOption(
      new Option(
        "--operator-token <token>",
        "who brings it is the operator; by default one is made and kept in the data folder",
      ).env("PARLOR_OPERATOR_TOKEN"),
    )
    .addOption(
      new Option(
        "--trust-proxy <addresses>",
        "proxies in front whose word on where a request comes from is believed, such as 10.0.0.0/8; separated by commas",
      )
        .env("PARLOR_TRUST_PROXY")
        .argParser(networks),
    )
    .addOption(
      new Option("--max-sessions <count>", "sessions that may run at once").argParser(whole),
    )
    .addOption(
      new Option(
        "--idle-minutes <minutes>",
        "end a session that nobody has touched for so long",
      ).argParser(whole),
    )
    .addOption(
      new Option("--guest-grant <amount>", "play money for a new guest, in hundredths").argParser(
        whole,
      ),
    )
    .addOption(
      new Option(
        "--bot-delay <milliseconds>",
        "how long a bot waits before it acts, so that people can follow",
      ).argParser(whole),
    )
    .addOption(
      new Option("--log <level>", "how much goes to standard error")
        .env("PARLOR_LOG")
        .choices(logLevels)
        .default("info"),
    )
    .addOption(gameFiles())
    .action(actions.serve);

  program
    .command("migrate")
    .description("bring a PostgreSQL database to the layout of this version")
    .addOption(storeOption("its address: postgres://..."))
    .action(actions.migrate);
};

const tableCommands = (program: Command, actions: Actions): void => {
  program
    .command("play")
    .argument("<game>", "such as craps, coin-flip or tic-tac-toe, or a game's file")
    .description("play in the terminal, against a running server or one of its own")
    .addOption(url())
    .option("--session <id>", "a session to join; without one, a new one is opened")
    .option("--name <name>", "what others see", "Guest")
    .option("--bots <level>", "fill the free seats with bots: easy, medium, hard, expert")
    .action(actions.play);

  program
    .command("sessions")
    .description("list sessions, from a running server or from its file")
    .addOption(url())
    .addOption(data())
    .addOption(store())
    .option("--all", "ended ones too")
    .option("--json", "for programs")
    .action(actions.sessions);

  program
    .command("export")
    .argument("<session>")
    .description("write a session's whole journal to standard output, one entry a line")
    .addOption(data())
    .addOption(store())
    .action(actions.export);

  program
    .command("verify")
    .argument(
      "<session|file>",
      "a session in the server's file, an exported file, or - for what comes in",
    )
    .description("check a session's journal: its chain, every draw, every command, every cent")
    .addOption(data())
    .addOption(store())
    .addOption(gameFiles())
    .option("--head <hash>", "a hash noted down earlier, which some entry must have")
    .option("--json", "for programs")
    .action(actions.verify);
};

const proofCommands = (program: Command, actions: Actions): void => {
  program
    .command("prove")
    .argument("[game]", "such as craps, or a game's file; without one, all games")
    .description(
      "work out every bet's edge from the rules themselves, and compare what is declared",
    )
    .option("--all", "all games")
    .option("--bet <bet>", "only this one")
    .addOption(
      new Option("--rounds <count>", "played of a bet that cannot be enumerated")
        .default(20_000_000)
        .argParser(count),
    )
    .addOption(cores())
    .option("--json", "for programs")
    .action(actions.prove);

  program
    .command("simulate")
    .argument("<game>", "such as craps, or a game's file")
    .description("make one bet millions of times, on all cores")
    .addOption(
      new Option("--rounds <count>", "how many rounds to play in all")
        .default(10_000_000)
        .argParser(count),
    )
    .option("--bet <bet>", "which; the first that the game lists if none is named")
    .addOption(
      new Option("--config <json>", "the table's configuration").default({}, "{}").argParser(json),
    )
    .addOption(
      new Option("--stake <amount>", "in minor units; else one that nothing rounds").argParser(
        whole,
      ),
    )
    .option("--seed <seed>", "the same seed plays the same bets", "1")
    .addOption(cores())
    .option("--state <file>", "where the result is kept, and gone on from")
    .option("--html <file>", "write a report with plots")
    .option("--json", "for programs")
    .action(actions.simulate);

  program
    .command("chance")
    .description("test the streams that rounds are drawn from")
    .addOption(
      new Option("--draws <count>", "draws of each test").default(500_000).argParser(count),
    )
    .addOption(
      new Option(
        "--bytes <count>",
        "write so many raw bytes instead, for rngtest or dieharder",
      ).argParser(whole),
    )
    .option("--suites", "have rngtest and dieharder test it instead, where they are installed")
    .option("--secret <hex>", "a session's secret; a new one if none is named")
    .option("--json", "for programs")
    .action(actions.chance);
};
