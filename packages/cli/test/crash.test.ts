import { cpSync } from "node:fs";
import { join } from "node:path";
import { connect, isRefusal, orThrow } from "@parlor/client";
import { craps } from "@parlor/games/craps";
import { randomFrom, seededDraws } from "@parlor/kit";
import { sqliteStore } from "@parlor/server";
import { expect, onTestFinished, test } from "vitest";
import { Crowd, type Acknowledged } from "./crash-players.ts";
import { checkMoney, readJournals, replayWhole } from "./journal-check.ts";
import { serve, temporaryFolder } from "./parlor-process.ts";

const kills = process.env["CI"] ? 20 : 5;
const seed = Number(process.env["PARLOR_CRASH_SEED"] ?? Date.now() % 1_000_000);
const token = "the-operator";
const settings = ["--log", "error", "--operator-token", token, "--guest-grant", "1000000000"];

/** The files as the dead server left them: copied, so that the server itself has to mend its own. */
const leftBehind = (folder: string) => {
  const copy = temporaryFolder();
  cpSync(folder, copy.path, { recursive: true });
  return copy;
};

const checkFile = async (
  copy: ReturnType<typeof leftBehind>,
  told: readonly Acknowledged[],
  wholly: boolean,
): Promise<void> => {
  const store = await sqliteStore({ file: join(copy.path, "parlor.db") });
  try {
    const journals = await readJournals(store);
    for (const { session, seq, player, kind, action } of told) {
      const line = journals.get(session)?.[seq - 1];
      expect(line?.command, `entry ${seq} of ${session} is lost`).toMatchObject({
        kind,
        player,
        ...(action ? { action } : {}),
      });
    }
    if (wholly) checkNothingTwice(journals, told);
    for (const [session, lines] of journals) await replayWhole(store, session, lines);
    await checkMoney(store, journals);
  } finally {
    await store.close();
    copy.remove();
  }
};

/** When everybody has had all their answers, the players' entries are those that they know of, and no more. */
const checkNothingTwice = (
  journals: Awaited<ReturnType<typeof readJournals>>,
  told: readonly Acknowledged[],
): void => {
  const known = told.map(({ session, seq }) => `${session} ${seq}`);
  expect(new Set(known).size).toBe(known.length);
  const done = [...journals].flatMap(([session, lines]) =>
    lines
      .filter(({ command }) => command.kind === "join" || command.kind === "act")
      .map(({ seq }) => `${session} ${seq}`),
  );
  expect(known.toSorted()).toEqual(done.toSorted());
};

test(
  `[J1] [J2] [J3] [J4] [M1] [M2] [M3] nothing that was acknowledged is lost or done twice in ${kills} kills (seed ${seed})`,
  { timeout: 180_000 },
  async () => {
    console.log(`crash test: PARLOR_CRASH_SEED=${seed}, ${kills} kills`);
    const random = randomFrom(seededDraws(`kills ${seed}`));
    const folder = temporaryFolder();
    onTestFinished(() => folder.remove());
    let { server, url } = await serve(folder.path, settings);
    onTestFinished(async () => server.kill());
    const port = new URL(url).port;
    const crowd = new Crowd(url, seed);
    onTestFinished(() => crowd.close());
    await crowd.begin();

    for (let kill = 1; kill <= kills; kill++) {
      // With more than ten clients at work, others are always in the middle of something.
      await crowd.acknowledgements(1 + random.int(50));
      await server.kill();
      expect(server.errors).toBe("");
      const told = [...crowd.acknowledged];
      const copy = leftBehind(folder.path);
      const starting = serve(folder.path, [...settings, "--port", port]);
      // Also when the check fails before it has started.
      onTestFinished(async () => (await starting).server.kill());
      const [again] = await Promise.all([starting, checkFile(copy, told, false)]);
      ({ server, url } = again);
    }

    // Each of the eleven has to come back: on average they have several commands each.
    const before = crowd.acknowledged.length;
    await crowd.acknowledgements(80);
    await crowd.finish();
    const players = new Set(crowd.acknowledged.slice(before).map(({ player }) => player));
    expect(players.size).toBe(11);
    const audit = await fetch(`${url}/v1/audit`, { headers: { authorization: `Bearer ${token}` } });
    expect(await audit.json()).toMatchObject({ sums: { "PLAY/2": 0 }, discrepancies: [] });
    await server.kill();
    expect(server.errors).toBe("");
    await checkFile(leftBehind(folder.path), crowd.acknowledged, true);
  },
);

test("[J1] [M3] a point, its bets and the balance are there again after kill -9, and the game goes on", async () => {
  const folder = temporaryFolder();
  onTestFinished(() => folder.remove());
  let { server, url } = await serve(folder.path, ["--log", "error"]);
  onTestFinished(async () => server.kill());
  const parlor = connect({ url, backoff: { firstMs: 10, maxMs: 100 } });
  onTestFinished(() => parlor.close());
  const { player } = orThrow(await parlor.signIn("Ada"));
  const { info } = orThrow(await parlor.open({ game: "craps" }));
  const table = parlor.table(craps, info.id);
  table.watch(() => undefined);
  orThrow(await table.join());

  // A pass bet, again and again until a come-out sets the point; then place bets beside it.
  while ((table.latest?.view.view?.point ?? null) === null) {
    if (!table.latest?.view.view?.bets.length)
      orThrow(await table.act({ type: "bet", bet: "pass", amount: 1_000 }));
    const { seq } = orThrow(await table.act({ type: "roll" }));
    await table.until(({ view }) => view.seq >= seq);
  }
  const { seq } = orThrow(await table.act({ type: "bet", bet: "place-6", amount: 1_200 }));
  orThrow(await table.until(({ view }) => view.seq >= seq));
  const before = table.latest!.view;
  const balances = orThrow(await parlor.me()).balances;
  expect(before.view?.bets.map(({ bet }) => bet)).toEqual(["pass", "place-6"]);

  await server.kill();
  ({ server, url } = await serve(folder.path, ["--log", "error", "--port", new URL(url).port]));

  const again = orThrow(await parlor.session(info.id)).view;
  expect({ ...again, legal: before.legal, now: before.now }).toEqual(before);
  expect(orThrow(await parlor.me())).toEqual({ ...player, balances });
  // The same table object goes on: the client has connected again by itself.
  const rolled = orThrow(await table.act({ type: "roll" }));
  expect(rolled.seq).toBe(before.seq + 1);
  const after = orThrow(await table.until(({ view }) => view.seq === rolled.seq));
  expect(after.events.map(({ type }) => type)).toContain("rolled");
  expect(isRefusal(after)).toBe(false);
});
