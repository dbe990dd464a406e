import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { connect, orThrow } from "@parlor/client";
import { testNats } from "@parlor/server/testing/nats";
import { testDatabase } from "@parlor/server/testing/postgres";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { root } from "./deploy/deploy-files.ts";
import { ParlorProcess, temporaryFolder } from "./parlor-process.ts";

const tests = "npm run cluster";
const database = await testDatabase(tests);
afterAll(() => database.remove());
const nats = await testNats(tests);
afterAll(() => nats.stop());

/** What `npm run cluster` runs when everything is installed and built. */
const startCluster = (environment: Readonly<Record<string, string>>): ParlorProcess => {
  const folder = temporaryFolder();
  const cluster = new ParlorProcess([], process.cwd(), {
    script: join(root, "tools/cluster/main.ts"),
    environment: {
      PARLOR_BUS: nats.url,
      PARLOR_DATA: folder.path,
      PARLOR_LOG: "warn",
      ...environment,
    },
  });
  onTestFinished(async () => {
    // Twice: at once.
    cluster.child.kill("SIGINT");
    cluster.child.kill("SIGINT");
    await cluster.exit;
    folder.remove();
  });
  return cluster;
};

describe.skipIf(database.isMissing || nats.isMissing)("npm run cluster", () => {
  test("starts three nodes that play the same session, goes on when one dies, and ends with all of them", async () => {
    const cluster = startCluster({
      PARLOR_STORE: await database.newUrl(),
      PARLOR_CLUSTER: `test-${randomBytes(4).toString("hex")}`,
      PARLOR_EVENTS: "none",
    });
    const [, operator = ""] = await cluster.said(/The operator's token: (\w+)\n$/);
    const nodes = [...cluster.out.matchAll(/^ +(node-\d) +(http\S+) +\(process (\d+)\)$/gm)].map(
      ([, name = "", url = "", pid = ""]) => ({ name, url, pid: Number(pid) }),
    );
    expect(nodes.map(({ name }) => name)).toEqual(["node-1", "node-2", "node-3"]);

    const parlors = nodes.map(({ url }) => connect({ url }));
    onTestFinished(() => parlors.forEach((parlor) => parlor.close()));
    const [first, , third] = parlors;
    if (!first || !third) throw new Error("there are three");
    const { token } = orThrow(await first.signIn("Ada"));
    const { id } = orThrow(await first.open({ game: "coin-flip" })).info;
    orThrow(await first.table(id).join());
    for (const parlor of parlors) {
      parlor.use(token);
      orThrow(await parlor.table(id).act({ type: "flip", call: "heads", stake: 500 }));
    }

    process.kill(nodes[1]?.pid ?? 0, "SIGKILL");
    await cluster.said(/^node-2 ended \(SIGKILL\)\. node-1 and node-3 go on with its sessions\.$/m);
    orThrow(await third.table(id).act({ type: "flip", call: "tails", stake: 500 }));
    const journal = await fetch(`${nodes[0]?.url}/v1/sessions/${id}/export`, {
      headers: { authorization: `Bearer ${operator}` },
    });
    expect(journal.status).toBe(200);
    // An entry is a text inside of each line.
    const lines = (await journal.text()).split("\n");
    const acts = lines.filter((line) => line.includes(String.raw`\"kind\":\"act\"`));
    expect(acts).toHaveLength(4);

    cluster.child.kill("SIGINT");
    expect(await cluster.exit).toBe(1);
    expect(cluster.out).toMatch(/Stopping: /);
  }, 120_000);

  test("a service that cannot be used is a sentence, and nothing is started", async () => {
    const cluster = startCluster({ PARLOR_STORE: "postgres://parlor@127.0.0.1:1/parlor" });
    expect(await cluster.exit).toBe(1);
    expect(cluster.errors).toMatch(/^The database that PARLOR_STORE names cannot be used: .+\n$/);
    expect(cluster.out).toBe("");
  });
});
