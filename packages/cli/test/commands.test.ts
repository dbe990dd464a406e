import { connect as dial } from "node:net";
import { join } from "node:path";
import { connect, orThrow } from "@parlor/client";
import { games } from "@parlor/games";
import { sessionSummary } from "@parlor/protocol";
import { expect, onTestFinished, test } from "vitest";
import { ParlorProcess, run, serve, temporaryFolder } from "./parlor-process.ts";
import { RawSocket } from "./raw-socket.ts";

const folder = (): string => {
  const made = temporaryFolder();
  onTestFinished(() => made.remove());
  return made.path;
};

const serving = async (data: string, args: readonly string[] = []) => {
  const started = await serve(data, args);
  onTestFinished(async () => started.server.kill());
  return started;
};

test("serve says its address last, and SIGTERM ends it cleanly, with a word to who is connected", async () => {
  const data = folder();
  const { server, url } = await serving(data, ["--log", "error"]);
  expect(server.out.trimEnd().split("\n").at(-1)).toBe(`Parlor is open at ${url}`);
  const socket = await new RawSocket(url).hello();
  // A browser keeps one open like this in case that it is needed.
  const { hostname, port } = new URL(url);
  const spare = dial(Number(port), hostname);
  onTestFinished(() => void spare.destroy());
  await new Promise<void>((resolve) => spare.once("connect", () => resolve()));

  server.child.kill("SIGTERM");
  expect(await socket.next("bye")).toEqual({ type: "bye" });
  expect(await socket.closed).toBe(1012);
  expect(await server.exit).toBe(0);
  expect(server.errors).toBe("");
});

test("serve on a port that is taken says so, and ends", async () => {
  const { url } = await serving(folder());
  const second = await run(["serve", "--data", folder(), "--port", new URL(url).port]);
  expect(second.code).toBe(1);
  expect(second.errors).toContain("EADDRINUSE");
  expect(second.errors).not.toContain("    at ");
});

test("sessions and export read the file of a running server and of a stopped one", async () => {
  const data = folder();
  const { server, url } = await serving(data, ["--log", "error"]);
  const parlor = connect({ url });
  onTestFinished(() => parlor.close());
  orThrow(await parlor.signIn("Ada"));
  const ended = orThrow(await parlor.open({ game: "coin-flip", title: "Over" })).info.id;
  orThrow(await parlor.table(ended).join());
  orThrow(await parlor.table(ended).end());
  const open = orThrow(await parlor.open({ game: "craps", title: "Late night" })).info.id;
  orThrow(await parlor.table(open).join());

  const look = async (where: readonly string[]) => {
    const text = await run(["sessions", ...where]);
    expect([text.code, text.errors]).toEqual([0, ""]);
    const [head, ...rows] = text.out.trimEnd().split("\n");
    expect(head).toMatch(/^session +game +status +seats +limits +title$/);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatch(
      new RegExp(`^${open} +craps +in_progress +1/8 +1.00 PLAY - 500.00 PLAY +Late night$`),
    );
    const json = await run(["sessions", ...where, "--all", "--json"]);
    const listed = sessionSummary.array().parse(JSON.parse(json.out));
    expect(listed.map(({ id }) => id).toSorted()).toEqual([ended, open].toSorted());
  };
  const exported = async (): Promise<string> => {
    const { code, out, errors } = await run(["export", open, "--data", data]);
    expect([code, errors]).toEqual([0, ""]);
    return out;
  };
  await look(["--url", url]);
  await look(["--data", data]);
  const running = await exported();
  expect(running.trimEnd().split("\n")).toHaveLength(4);

  parlor.close();
  server.child.kill("SIGTERM");
  expect(await server.exit).toBe(0);
  await look(["--data", data]);
  expect(await exported()).toBe(running);
  const missing = await run(["export", "nothing", "--data", data]);
  expect([missing.code, missing.out]).toEqual([1, ""]);
  expect(missing.errors).toBe("There is no session nothing.\n");
});

test.each([["sessions"], ["export", "0123456789abcdef"]])(
  "%s in a folder without a store ends with 1, and makes none",
  async (...command) => {
    const data = join(folder(), "nothing");
    const { code, out, errors } = await run([...command, "--data", data]);
    expect([code, out]).toEqual([1, ""]);
    expect(errors).toBe(`There is no store at ${join(data, "parlor.db")}.\n`);
  },
);

test.each([
  {
    what: "a game that is not there",
    args: ["play", "no-such-game"],
    says: `No game of this name is registered. There are: ${games.map(({ id }) => id).join(", ")}.`,
  },
  {
    what: "a server that is not there",
    args: ["play", "craps", "--url", "http://127.0.0.1:1"],
    says: "The server cannot be reached.",
  },
  {
    what: "sessions of no server",
    args: ["sessions", "--url", "http://127.0.0.1:1"],
    says: "The server cannot be reached.",
  },
])("$what: a sentence, and the exit code 1", async ({ args, says }) => {
  const { code, out, errors } = await run(args);
  expect([code, out]).toEqual([1, ""]);
  expect(errors).toContain(says);
  expect(errors).not.toContain("    at ");
});

test("help names every command and shows how to begin", async () => {
  const { code, out } = await run(["--help"]);
  expect(code).toBe(0);
  for (const command of ["serve", "nodes", "play", "sessions", "export"])
    expect(out).toMatch(new RegExp(`^  ${command}\\b`, "m"));
  expect(out).toContain("parlor play craps");
});

test("a coin is flipped with piped input, and the money is right", async () => {
  const input = "?\nflip heads 5\nflip heads 0.001\nwallet\ndance\nquit\nflip heads 5\n";
  const { code, out, errors } = await run(["play", "coin-flip", "--name", "Ada"], input);
  expect([code, errors]).toEqual([0, ""]);
  expect(out).toContain(
    "  flip <call> <stake>\n      call: heads, tails\n      stake: 1.00 to 500.00",
  );
  expect(out).toContain("0: Ada (you)");
  const landed = [...out.matchAll(/\* landed side=(\w+) call=heads(?: won=(\d+\.\d\d))?/g)];
  expect(landed).toHaveLength(1);
  const [, side, won] = landed[0]!;
  expect(won).toBe(side === "heads" ? "9.80" : undefined);
  expect(out).toContain(side === "heads" ? "1,004.80 PLAY" : "995.00 PLAY");
  expect(out).toContain("Not like that now: flip <call> <stake>");
  expect(out).toContain("You can: flip (? shows how)");
});

test("two terminals play tic-tac-toe against each other to its end", async () => {
  const { url } = await serving(folder(), ["--log", "error"]);
  const ada = new ParlorProcess(["play", "tic-tac-toe", "--url", url, "--name", "Ada"]);
  onTestFinished(async () => ada.kill());
  const [, session = ""] = await ada.said(/--session (\S+)\n/);
  const bob = new ParlorProcess([
    "play",
    "tic-tac-toe",
    "--url",
    url,
    "--session",
    session,
    "--name",
    "Bob",
  ]);
  onTestFinished(async () => bob.kill());
  await ada.said(/in progress/);
  await bob.said(/in progress/);
  const moves = [
    { by: ada, cell: 0 },
    { by: bob, cell: 3 },
    { by: ada, cell: 1 },
    { by: bob, cell: 4 },
    { by: ada, cell: 2 },
  ];
  for (const [index, { by, cell }] of moves.entries()) {
    by.type(`place ${cell}`);
    // The other one has to see it before it can be answered.
    const seat = index % 2;
    for (const screen of [ada, bob])
      await screen.said(new RegExp(`placed seat=${seat} cell=${cell}`));
  }
  for (const player of [ada, bob]) {
    expect(await player.exit).toBe(0);
    expect(player.out).toContain("The session ended (completed): Ada, then Bob.");
    expect(player.errors).toBe("");
  }
});
