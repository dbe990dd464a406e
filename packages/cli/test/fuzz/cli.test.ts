import { assert } from "@parlor/kit";
import { CommanderError } from "commander";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { exitCodeOf, newProgram, type Actions } from "../../src/program.ts";
import { run } from "../parlor-process.ts";
import { fuzzTimeoutMs, holds } from "./fuzz.ts";
import { nastyText } from "./nasty.ts";

const commands = [
  "serve",
  "migrate",
  "nodes",
  "play",
  "sessions",
  "export",
  "prove",
  "simulate",
  "chance",
  "help",
];

interface Called {
  /** The action that was reached; undefined where the usage was wrong, or help was asked for. */
  readonly action: string | undefined;
  readonly options: Readonly<Record<string, unknown>>;
  readonly exitCode: number;
  readonly errors: string;
}

/** What the command line makes of its words, with actions that only say that they were called. */
const call = async (words: readonly string[]): Promise<Called> => {
  let action: string | undefined;
  let options: Readonly<Record<string, unknown>> = {};
  let errors = "";
  const reach =
    (name: string) =>
    async (...given: readonly unknown[]): Promise<void> => {
      action = name;
      // The last two are the options and the command itself.
      options = given.at(-2) as Readonly<Record<string, unknown>>;
    };
  const actions: Actions = {
    serve: reach("serve"),
    migrate: reach("migrate"),
    nodes: reach("nodes"),
    movePartitions: reach("nodes"),
    freePartitions: reach("nodes"),
    play: reach("play"),
    sessions: reach("sessions"),
    export: reach("export"),
    verify: reach("verify"),
    prove: reach("prove"),
    simulate: reach("simulate"),
    arena: reach("arena"),
    chance: reach("chance"),
    new: reach("new"),
  };
  const program = newProgram(actions);
  const output = { writeOut: () => undefined, writeErr: (text: string) => void (errors += text) };
  const all = program.commands.flatMap((command) => [command, ...command.commands]);
  for (const command of [program, ...all]) command.configureOutput(output);
  try {
    await program.parseAsync(words, { from: "user" });
    return { action, options, exitCode: 0, errors };
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { action, options, exitCode: exitCodeOf(error), errors };
  }
};

const flags = newProgram({} as Actions).commands.flatMap((command) =>
  command.options.flatMap(({ long, short }) => [long ?? "", short ?? ""].filter(Boolean)),
);

const words = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...flags) },
    { weight: 2, arbitrary: fc.constantFrom(...commands, "craps", "coin-flip", "--", "-", "--=") },
    {
      weight: 2,
      arbitrary: fc.constantFrom("0", "-1", "1e3", "65536", "0x10", "{}", "[", "sqlite"),
    },
    { weight: 1, arbitrary: fc.constantFrom("move", "free", "0-15", "15-0") },
    { weight: 2, arbitrary: nastyText.map((text) => text.replaceAll("\0", "")) },
    {
      weight: 1,
      arbitrary: fc.tuple(fc.constantFrom(...flags), nastyText).map((both) => both.join("=")),
    },
  ),
  { maxLength: 6 },
);
const lines = fc
  .tuple(fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...commands) }, nastyText), words)
  .map(([command, rest]) => [command, ...rest]);

const wholeNumbers = [
  "port",
  "maxSessions",
  "idleMinutes",
  "guestGrant",
  "rounds",
  "stake",
  "draws",
];

test(
  "whatever is typed behind parlor reaches an action with sound options, or is refused with 2 and a sentence",
  async () => {
    const reached = new Set<string>();
    const property = fc.asyncProperty(lines, async (line) => {
      const { action, options, exitCode, errors } = await call(line);
      if (action !== undefined) {
        reached.add(action);
        for (const name of wholeNumbers) {
          const value = options[name] ?? 0;
          assert(
            Number.isSafeInteger(value) && Number(value) >= 0,
            `${name} is ${JSON.stringify(value)}`,
          );
        }
        assert(Number(options["port"] ?? 0) < 65_536, "no such port");
        return;
      }
      expect([0, 2]).toContain(exitCode);
      expect(errors).not.toContain("    at ");
      assert(exitCode === 0 || /^(error: |Usage: )/.test(errors), `no sentence: ${errors}`);
    });
    await holds(property, 300);
    expect([...reached].toSorted()).toEqual(commands.filter((one) => one !== "help").toSorted());
  },
  fuzzTimeoutMs,
);

test.each([
  { words: ["fly"], says: "error: unknown command 'fly'" },
  { words: ["serve", "--port", "many"], says: "a whole number of 0 or more" },
  { words: ["simulate", "craps", "--config", "{"], says: "this is no JSON" },
  { words: ["nodes", "move", "7"], says: "error: it takes partitions, and then a node's name" },
  { words: ["nodes", "free", "15-0"], says: "'15-0' is not what it takes" },
  { words: ["export"], says: "error: missing required argument 'session'" },
])("parlor $words ends with 2 and a sentence", async ({ words: typed, says }) => {
  const { code, out, errors } = await run(typed);
  expect([code, out]).toEqual([2, ""]);
  expect(errors).toContain(says);
  expect(errors.trimEnd().split("\n").length).toBeLessThanOrEqual(3);
  expect(errors).not.toContain("    at ");
});
