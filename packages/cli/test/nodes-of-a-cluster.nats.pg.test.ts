import { randomBytes } from "node:crypto";
import { connect, orThrow } from "@parlor/client";
import { silentLog } from "@parlor/server";
import { jetstreamOutlet } from "@parlor/server/nats/outlet";
import { ownNats, testNats } from "@parlor/server/testing/nats";
import { testDatabase } from "@parlor/server/testing/postgres";
import { afterAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { run, serve, temporaryFolder } from "./parlor-process.ts";

const tests = "nodes that are started by hand";
const database = await testDatabase(tests);
afterAll(() => database.remove());
const nats = await testNats(tests);
afterAll(() => nats.stop());

/** Starts nodes of one cluster, one after the other. */
const newCluster = async () => {
  const store = await database.newUrl();
  const cluster = `test-${randomBytes(4).toString("hex")}`;
  const start = async (node: string, more: readonly string[] = []) => {
    const folder = temporaryFolder();
    const place = ["--store", store, "--bus", nats.url, "--cluster", cluster, "--node", node];
    // A server that others use too is not to be left full of streams.
    const events = more.includes("--events") ? [] : ["--events", "none"];
    const all = ["--log", "warn", ...place, ...events, ...more];
    const { server, url } = await serve(folder.path, all);
    onTestFinished(async () => {
      await server.kill();
      folder.remove();
    });
    return { server, url };
  };
  return { store, cluster, start };
};

describe.skipIf(database.isMissing || nats.isMissing)("nodes of a cluster", () => {
  test("a bus needs a database that nodes can share", async () => {
    const refused = await run(["serve", "--store", "memory", "--bus", nats.url]);
    expect(refused).toMatchObject({ code: 1, out: "" });
    expect(refused.errors).toContain("share a database");
  });

  test("public events go to the stream of a NATS that has an address of its own", async ({
    skip,
  }) => {
    const other = await ownNats(tests, { jetstream: true });
    skip(other.isMissing, "the program nats-server is not installed");
    onTestFinished(() => other.stop());
    const { cluster, start } = await newCluster();
    const { url } = await start("a", ["--events", other.url]);
    const parlor = connect({ url });
    onTestFinished(() => parlor.close());
    orThrow(await parlor.signIn("Ada"));
    orThrow(await parlor.open({ game: "coin-flip" }));
    const place = { url: other.url, prefix: cluster, stream: `${cluster}-events` };
    const outlet = jetstreamOutlet({ ...place, name: "test", log: silentLog });
    onTestFinished(() => outlet.close());
    await vi.waitFor(
      async () =>
        expect((await outlet.end()).last).toEqual({ position: expect.any(Number), index: 0 }),
      10_000,
    );
  });

  test("a server without a bus does not take what living nodes own", async () => {
    const { store, start } = await newCluster();
    await start("a");
    const refused = await run(["serve", "--store", store, "--port", "0", "--log", "error"]);
    expect(refused.code).toBe(1);
    expect(refused.errors).toContain("in use by the nodes a");
  });

  test("[C1] a process that comes under a node's name ends the one before, which says why", async () => {
    const { start } = await newCluster();
    const older = await start("a");
    const newer = await start("a");
    expect(await older.server.exit).toBe(1);
    expect(older.server.errors).toContain("another process runs under this node's name");
    expect((await fetch(`${newer.url}/readyz`)).status).toBe(200);
  });

  test("[J1] a node that is told to end hands its tables over, and sends its clients where they go on", async () => {
    const { start } = await newCluster();
    const leaving = await start("a");
    const stays = await start("b", ["--advertise", "http://127.0.0.1:9"]);
    const parlor = connect({ url: leaving.url, backoff: { firstMs: 10, maxMs: 100 } });
    onTestFinished(() => parlor.close());
    const { token } = orThrow(await parlor.signIn("Ada"));
    const tables: string[] = [];
    for (let opened = 0; opened < 8; opened++) {
      const { id } = orThrow(await parlor.open({ game: "coin-flip" })).info;
      orThrow(await parlor.table(id).join());
      tables.push(id);
    }
    const flip = { type: "flip", call: "heads", stake: 500 } as const;
    const acts = tables.map((id) => parlor.table(id).act(flip));
    leaving.server.child.kill("SIGTERM");
    const meanwhile = tables.map((id) => parlor.table(id).act(flip));
    expect(await leaving.server.exit).toBe(0);
    expect(leaving.server.errors).toBe("");
    const elsewhere = connect({ url: stays.url });
    onTestFinished(() => elsewhere.close());
    elsewhere.use(token);
    for (const id of tables) orThrow(await elsewhere.table(id).act(flip));
    // What was answered before the node went was done, and is told as done.
    const answered = await Promise.race([Promise.all(acts), Promise.resolve([])]);
    for (const act of answered) orThrow(act);
    void Promise.allSettled(meanwhile);
  });
});
