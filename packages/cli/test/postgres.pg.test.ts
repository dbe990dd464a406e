import { connect, orThrow } from "@parlor/client";
import { randomFrom, seededDraws } from "@parlor/kit";
import type { ClusterPicture } from "@parlor/server";
import { postgresStore } from "@parlor/server/postgres";
import { runAt, testDatabase } from "@parlor/server/testing/postgres";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { Crowd } from "./crash-players.ts";
import { checkMoney, readJournals, replayWhole } from "./journal-check.ts";
import { run, serve, temporaryFolder } from "./parlor-process.ts";

const database = await testDatabase("parlor on PostgreSQL");
afterAll(() => database.remove());

const seed = Number(process.env["PARLOR_CRASH_SEED"] ?? Date.now() % 1_000_000);
const folder = (): string => {
  const made = temporaryFolder();
  onTestFinished(() => made.remove());
  return made.path;
};

describe.skipIf(database.isMissing)("parlor on PostgreSQL", () => {
  test("migrate says what it did; a file and memory need none, and a database of another program is left alone", async () => {
    const url = await database.newUrl();
    const first = await run(["migrate", "--store", url]);
    expect(first).toMatchObject({ code: 0, errors: "" });
    expect(first.out).toMatch(/^The database was brought from layout version 0 to \d+\.\n$/);
    const again = await run(["migrate", "--store", url]);
    expect(again.out).toMatch(/^The database has layout version \d+ already\.\n$/);
    expect((await run(["migrate"])).code).toBe(1);
    expect((await run(["migrate", "--store", "mysql://there"])).code).toBe(2);
    const foreign = await database.newUrl();
    await runAt(foreign, "CREATE TABLE songs (title text)");
    const refused = await run(["migrate", "--store", foreign]);
    expect(refused.code).toBe(1);
    expect(refused.errors).toContain("another program");
    expect(refused.errors).not.toContain("    at ");
  });

  test("nodes lists who shares the database and who owns what; move and free say where partitions shall be", async () => {
    const url = await database.newUrl();
    const nodes = (...words: readonly string[]) => run(["nodes", ...words, "--store", url]);
    expect(await nodes()).toEqual({
      code: 0,
      out: "There are no nodes.\n256 of 256 partitions have no owner that is there.\n",
      errors: "",
    });
    const { leases, ...store } = await postgresStore({ url });
    onTestFinished(() => store.close());
    const node = (id: string) => ({ id, incarnation: "first", url: `http://${id}.example` });
    await leases.renew(node("ada"), { isDraining: false }, 600_000);
    await leases.renew(node("bob"), { isDraining: true }, 600_000);
    await leases.renew(node("cy"), { isDraining: false }, 0);
    const all = Array.from({ length: 256 }, (_, partition) => partition);
    await leases.take("ada", all.slice(0, 200));
    await leases.take("bob", all.slice(200, 250));
    await leases.take("cy", all.slice(250));

    expect(await nodes("move", "0-9", "255", "8-10", "bob")).toEqual({
      code: 0,
      out: "Pinned to bob: 0-9, 255, 8-10.\n",
      errors: "",
    });
    expect((await nodes("free", "3", "5-6")).out).toBe("Pinned to no node: 3, 5-6.\n");
    const { code, out, errors } = await nodes();
    expect([code, errors]).toEqual([0, ""]);
    const [head, ...lines] = out.trimEnd().split("\n");
    expect(head).toMatch(/^node +state +lease +partitions +pinned +address$/);
    expect(lines).toEqual([
      expect.stringMatching(/^ada +there +\d+\.\d s left +200 +0 +http:\/\/ada\.example$/),
      expect.stringMatching(/^bob +draining +\d+\.\d s left +50 +9 +http:\/\/bob\.example$/),
      expect.stringMatching(/^cy +dead +out for \d+\.\d s +6 +0 +http:\/\/cy\.example$/),
      "6 of 256 partitions have no owner that is there.",
    ]);
    await leases.take("ada", all.slice(250));
    expect((await nodes()).out).toContain("\nAll 256 partitions have an owner.\n");
    const pinned = (JSON.parse((await nodes("--json")).out) as ClusterPicture).partitions
      .filter((row) => row.pinned === "bob")
      .map(({ partition }) => partition);
    expect(pinned).toEqual([0, 1, 2, 4, 7, 8, 9, 10, 255]);
  });

  test.each([
    { words: ["move", "1", "dee"], says: "There is no node dee.\n" },
    { words: ["move", "250-256", "dee"], says: "Partitions have numbers from 0 to 255.\n" },
    { words: ["free", "999999999"], says: "Partitions have numbers from 0 to 255.\n" },
  ])("nodes $words ends with 1 and a sentence", async ({ words, says }) => {
    const refused = await run(["nodes", ...words, "--store", await database.newUrl()]);
    expect(refused).toEqual({ code: 1, out: "", errors: says });
  });

  test.each([["nodes"], ["nodes", "move", "1", "ada"], ["nodes", "free", "1"]])(
    "only a database is shared by nodes: %s %s",
    async (...words) => {
      for (const store of ["sqlite", "memory"]) {
        const refused = await run([...words, "--store", store]);
        expect([refused.code, refused.out]).toEqual([1, ""]);
        expect(refused.errors).toMatch(/^Only a PostgreSQL database is shared by nodes: .*\n$/);
      }
    },
  );

  test("sessions, export and verify read what a server keeps there", async () => {
    const url = await database.newUrl();
    const data = folder();
    const { server, url: address } = await serve(data, ["--log", "error", "--store", url]);
    onTestFinished(async () => server.kill());
    const parlor = connect({ url: address });
    onTestFinished(() => parlor.close());
    orThrow(await parlor.signIn("Ada"));
    const { id } = orThrow(await parlor.open({ game: "coin-flip", title: "Late night" })).info;
    orThrow(await parlor.table(id).join());
    const where = ["--store", url];
    expect((await run(["sessions", ...where])).out).toContain("Late night");
    const exported = await run(["export", id, ...where]);
    expect(exported.out.trim().split("\n").length).toBeGreaterThan(1);
    expect((await run(["verify", id, ...where])).code).toBe(0);
    // Nothing of it is in the data folder.
    expect((await run(["sessions", "--data", data])).errors).toContain("There is no store");
    server.child.kill("SIGTERM");
    expect(await server.exit).toBe(0);
    expect(server.errors).toBe("");
  });

  test(`[J1] [J2] [J3] [J4] [M1] [M2] a server that is killed again and again loses nothing that it acknowledged (seed ${seed})`, async () => {
    const url = await database.newUrl();
    const random = randomFrom(seededDraws(`kills ${seed}`));
    const settings = ["--log", "error", "--guest-grant", "1000000000", "--store", url];
    const data = folder();
    let { server, url: address } = await serve(data, settings);
    onTestFinished(async () => server.kill());
    const { port } = new URL(address);
    const crowd = new Crowd(address, seed);
    onTestFinished(() => crowd.close());
    await crowd.begin();
    const store = await postgresStore({ url });
    onTestFinished(() => store.close());

    for (let kill = 1; kill <= 4; kill++) {
      await crowd.acknowledgements(1 + random.int(50));
      await server.kill();
      expect(server.errors).toBe("");
      const told = [...crowd.acknowledged];
      const journals = await readJournals(store);
      for (const { session, seq, player, kind } of told)
        expect(
          journals.get(session)?.[seq - 1]?.command,
          `entry ${seq} of ${session} is lost`,
        ).toMatchObject({ kind, player });
      await checkMoney(store, journals);
      ({ server, url: address } = await serve(data, [...settings, "--port", port]));
    }
    await crowd.acknowledgements(40);
    await crowd.finish();
    await server.kill();
    const journals = await readJournals(store);
    for (const [session, lines] of journals) await replayWhole(store, session, lines);
    await checkMoney(store, journals);
  }, 120_000);

  test("[J1] [J2] [M3] a database that ends its connections: the server goes on, and who plays notices at most a slow action", async () => {
    const url = await database.newUrl();
    const settings = ["--log", "silent", "--guest-grant", "1000000000", "--store", url];
    const { server, url: address } = await serve(folder(), settings);
    onTestFinished(async () => server.kill());
    const crowd = new Crowd(address, seed);
    onTestFinished(() => crowd.close());
    await crowd.begin();
    for (let round = 0; round < 12; round++) {
      await crowd.acknowledgements(30);
      await runAt(
        url,
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'parlor'`,
      );
    }
    await crowd.acknowledgements(30);
    await crowd.finish();
    server.child.kill("SIGTERM");
    expect(await server.exit).toBe(0);
    expect(server.errors).toBe("");
    const store = await postgresStore({ url });
    onTestFinished(() => store.close());
    const journals = await readJournals(store);
    for (const { session, seq, player, kind } of crowd.acknowledged)
      expect(journals.get(session)?.[seq - 1]?.command).toMatchObject({ kind, player });
    for (const [session, lines] of journals) await replayWhole(store, session, lines);
    await checkMoney(store, journals);
  }, 60_000);
});
