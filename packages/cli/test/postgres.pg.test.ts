import { connect, orThrow } from "@parlor/client";
import { randomFrom, seededDraws } from "@parlor/kit";
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
    for (let round = 0; round < 4; round++) {
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
