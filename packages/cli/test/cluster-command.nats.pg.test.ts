import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { connect, orThrow } from "@parlor/client";
import { testNats } from "@parlor/server/testing/nats";
import { runAt, testDatabase } from "@parlor/server/testing/postgres";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { root } from "./deploy/deploy-files.ts";
import { Output, temporaryFolder } from "./parlor-process.ts";

const tests = "npm run cluster";
const database = await testDatabase(tests);
afterAll(() => database.remove());
const nats = await testNats(tests);
afterAll(() => nats.stop());

/** What `npm run cluster` runs when everything is installed and built. */
const startCluster = async (environment: Readonly<Record<string, string>>) => {
  const { path, remove } = temporaryFolder();
  const child = spawn(process.execPath, [join(root, "tools/cluster/main.ts")], {
    env: {
      ...process.env,
      PARLOR_BUS: nats.url,
      PARLOR_CLUSTER: `test-${randomBytes(4).toString("hex")}`,
      PARLOR_DATA: path,
      PARLOR_LOG: "warn",
      ...environment,
    },
  });
  const output = new Output(child);
  onTestFinished(async () => {
    // Twice: at once.
    child.kill("SIGINT");
    child.kill("SIGINT");
    await output.exit;
    remove();
  });
  return { child, output };
};

describe.skipIf(database.isMissing || nats.isMissing)("npm run cluster", () => {
  test("starts three nodes that play one session, goes on when one dies, and stops all", async () => {
    const store = await database.newUrl();
    const { child, output } = await startCluster({ PARLOR_STORE: store });
    const [, token = ""] = await output.said(/The operator's token: (\w+)\n$/);
    const urls = [1, 2, 3].map((node) => new RegExp(`^ *node-${node} +(\\S+)$`, "m").exec(output.out)?.[1] ?? "");

    const here = connect({ url: urls[0] ?? "" });
    onTestFinished(() => here.close());
    const signedIn = orThrow(await here.signIn("Ada"));
    const { id } = orThrow(await here.open({ game: "coin-flip" })).info;
    orThrow(await here.table(id).join());
    for (const url of urls) {
      const there = connect({ url, token: signedIn.token });
      orThrow(await there.table(id).act({ type: "flip", call: "heads", stake: 500 }));
      there.close();
    }

    const health = await fetch(`${urls[1]}/v1/cluster`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(health.status).toBe(200);
    const [{ pid } = { pid: "" }] = await runAt<{ readonly pid: string }>(store, "SELECT 1 AS pid");
    expect(pid).toBe(1);
    child.kill("SIGINT");
    expect(await output.exit).toBe(0);
  }, 120_000);
});
