import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { jetstreamManager } from "@nats-io/jetstream";
import { connect } from "@nats-io/transport-node";
import { afterAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { ownNats } from "../../testing/nats-server.ts";
import { openDice } from "../../testing/open-dice.ts";
import { caughtUp, relayOf } from "../../testing/relay-contract.ts";
import { testPlatform } from "../../testing/test-platform.ts";
import { silentLog } from "../pino-log.ts";
import { jetstreamOutlet } from "./jetstream-outlet.ts";
import { natsBus } from "./nats-bus.ts";

const guide = readFileSync(
  new URL("../../../../../docs/guides/events.md", import.meta.url),
  "utf8",
);
const blockOf = (language: string): string =>
  new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(guide)?.[1] ?? "";

const server = await ownNats("the guide to events", { jetstream: true, config: blockOf("conf") });
afterAll(() => server.stop());
const urlOf = (user: string): string => server.url.replace("//", `//${user}@`);

/** The guide's program; it prints a line for each session that ended. */
const startConsumer = () => {
  const program = ["--input-type=module-typescript", "--eval", blockOf("ts")];
  const consumer = spawn(process.execPath, program, {
    cwd: new URL("../../..", import.meta.url),
    env: { ...process.env, NATS_URL: server.url },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines: string[] = [];
  createInterface(consumer.stdout).on("line", (line) => lines.push(line));
  const stop = async (): Promise<void> => {
    if (consumer.exitCode !== null || consumer.signalCode !== null) return;
    const ended = once(consumer, "exit");
    consumer.kill("SIGKILL");
    await ended;
  };
  onTestFinished(stop);
  return { lines, stop };
};

describe.skipIf(server.isMissing)("the guide to events", () => {
  test("its consumer reads, by its server's configuration, what a relay has passed on, also after a break", async () => {
    const platform = await testPlatform({ games: [openDice] });
    onTestFinished(() => platform.stop());
    const outlet = jetstreamOutlet({ url: urlOf("feed:filling"), name: "feed", log: silentLog });
    onTestFinished(() => outlet.close());
    const relay = relayOf(platform, outlet);
    const ended: string[] = [];
    const playAndEnd = async (): Promise<void> => {
      const table = await platform.table({ game: "open-dice" }, ["ann"]);
      await platform.leave(table, "ann");
      ended.push(table);
    };
    const sessionsOf = (lines: readonly string[]) => lines.map((line) => line.split(" ")[2]);
    for (let count = 0; count < 3; count++) await playAndEnd();
    await caughtUp(platform, relay);
    const consumer = startConsumer();
    await vi.waitFor(() => expect(sessionsOf(consumer.lines)).toEqual(ended), 15_000);
    const [first] = consumer.lines;
    expect(first).toMatch(/^\d+\.\d+ open-dice \w+$/);
    await consumer.stop();
    for (let count = 0; count < 3; count++) await playAndEnd();
    const again = startConsumer();
    await vi.waitFor(() => expect(sessionsOf(again.lines).at(-1)).toBe(ended.at(-1)), 15_000);
    // The last one that it had printed may not have been acknowledged.
    expect(sessionsOf(again.lines).slice(-3)).toEqual(ended.slice(3));
    expect(again.lines.length).toBeLessThanOrEqual(4);
  }, 60_000);

  test("whom it lets read can neither write events, nor hear what nodes say", async () => {
    const nodes = [1, 2].map(() => {
      const bus = natsBus({ url: urlOf("parlor:hidden"), name: "node", log: silentLog });
      onTestFinished(() => bus.close());
      return bus;
    });
    const reader = await connect({ servers: server.url, user: "accounting", pass: "secret" });
    const filler = await connect({ servers: server.url, user: "feed", pass: "filling" });
    onTestFinished(async () => {
      await Promise.all([reader.close(), filler.close()]);
    });
    const overheard: string[] = [];
    const callback = (error: Error | null, message: { readonly subject: string }): void =>
      void overheard.push(error ? "refused" : message.subject);
    filler.subscribe("parlor-bus.>", { callback });
    filler.subscribe("_INBOX.>", { callback });
    reader.subscribe(">", { callback });
    reader.subscribe("_INBOX.>", { callback });
    reader.publish("parlor.events.craps.rolled", "forged");
    await Promise.all([filler.flush(), reader.flush()]);
    const heard: string[] = [];
    nodes[1]!.listen("cards", (text) => heard.push(text));
    nodes[1]!.serve("question", async () => "answer");
    await vi.waitFor(() => expect(nodes.every(({ isUp }) => isUp)).toBe(true));
    await vi.waitFor(async () =>
      expect(await nodes[0]!.ask("question", "", 5_000)).toMatchObject({ text: "answer" }),
    );
    nodes[0]!.publish("cards", "ace");
    await vi.waitFor(() => expect(heard).toEqual(["ace"]));
    await Promise.all([filler.flush(), reader.flush()]);
    expect(overheard).toEqual(["refused"]);
    const { streams } = await jetstreamManager(filler);
    const last = await streams.getMessage("parlor-events", {
      last_by_subj: "parlor.events.craps.rolled",
    });
    expect(last).toBeNull();
  });
});
