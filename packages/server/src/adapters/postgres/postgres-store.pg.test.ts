import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { bet, chain, deposit, kindsOf, rowOf } from "../../testing/store-check.ts";
import { testDatabase } from "../../testing/postgres-place.ts";
import { storeContract } from "../../testing/store-contract.ts";

const database = await testDatabase("PostgreSQL");
afterAll(() => database.remove());

describe.skipIf(database.isMissing)("PostgreSQL", () => {
  describe("planned", () => {
    storeContract("postgres", () => database.newPlace());
  });

  // What is planned as a whole and what is decided one by one must come to the same.
  describe("one by one", () => {
    storeContract("postgres, each commit decided on by itself", () =>
      database.newPlace({ oneByOne: true }),
    );
  });

  test("[J1] [M2] a call with more commits than a batch has room for is done in pieces, in order", async () => {
    const place = await database.newPlace();
    const store = await place.open();
    onTestFinished(() => store.close());
    await store.claim([0]);
    await store.transfer(deposit("ann", 1_400));
    const sessions = Array.from({ length: 1_500 }, (_, at) => `s${at}`);
    const verdicts = await store.commit(
      sessions.flatMap((session) => chain(session, [{ transfers: [bet("ann", session, 1)] }])),
    );
    expect(kindsOf(verdicts)).toEqual(
      sessions.map((_, at) => (at < 1_400 ? "committed" : "uncovered")),
    );
    const feed = await store.feed(0, 2_000);
    expect(feed.map(({ session }) => session)).toEqual(sessions.slice(0, 1_400));
    const positions = verdicts.flatMap((one) => (one.kind === "committed" ? [one.position] : []));
    expect(feed.map(({ position }) => position)).toEqual(positions);
    expect(new Set(positions).size).toBe(1_400);
  });

  test("[J3] what an entry, a row and a setting say comes back to the letter, whatever the letters are", async () => {
    const place = await database.newPlace();
    const store = await place.open();
    onTestFinished(() => store.close());
    await store.claim([0]);
    const text = `"quoted" {curly} back\\slash, NULL 'single' \n\t🎲 ${"naïve ".repeat(20_000)}`;
    const row = rowOf("one", { summary: text });
    const [first] = chain("one", [{ row, snapshot: text, commandId: '{"a",b}' }]);
    const body = JSON.stringify({ text });
    const commit = { ...first!, entry: { ...first!.entry, body } };
    expect(kindsOf(await store.commit([commit]))).toEqual(["committed"]);
    expect(await store.entryOf("one", '{"a",b}')).toMatchObject({ body });
    expect(await store.load("one")).toMatchObject({ row, snapshot: { state: text } });
    await store.changeSetting(text.slice(0, 40), text);
    expect(await store.setting(text.slice(0, 40), "")).toBe(text);
  });
});
