import * as fc from "fast-check";
import { expect, test } from "vitest";
import { FakeServer } from "../test/fake-server.ts";
import { FakeWorld, settled } from "../test/fake-world.ts";
import { connect } from "./parlor.ts";
import type { Answer } from "./types.ts";

/** A player who watches and asks for five things while a hand works the network. */
const newRun = () => {
  const world = new FakeWorld();
  const server = new FakeServer();
  const parlor = connect({ url: "http://host", token: "t", surroundings: world });
  const table = parlor.table("s1");
  const told: string[] = [];
  const seqs: number[] = [];
  table.watch(({ view, events }) => {
    seqs.push(view.seq);
    told.push(...events.map((event) => String(event.data)));
  });
  const answers: Answer[] = [];
  const hand = {
    ask: (): void => {
      void table.act({ type: "note" }).then((answer) => answers.push(answer));
    },
    up: () => server.read(world.socket),
    down: () => world.socket.deliver(),
    cut: (): void => {
      server.lost(world.socket);
      world.socket.cut();
    },
    /** The server stops, and names another one over the same store. */
    sendOn: (): void => {
      server.lost(world.socket);
      world.socket.deliver({ type: "bye", to: `http://node-${world.sockets.length}` });
    },
    wait: (): void => {
      world.advance(500);
      if (world.socket.status === "dialling") world.socket.accept();
    },
  };
  const finish = async (): Promise<void> => {
    for (let turn = 0; turn < 400 && (answers.length < 5 || !quiet()); turn++) {
      hand.wait();
      hand.up();
      hand.down();
      await settled();
    }
  };
  const quiet = () => world.socket.up.length + world.socket.down.length === 0;
  return { world, server, hand, finish, told, seqs, answers, parlor };
};

/** Every answer in order and once, every event once and without a gap, no step back in time. */
const expectNothingLost = (run: ReturnType<typeof newRun>) => {
  expect(run.answers.map((answer) => "seq" in answer && answer.seq)).toEqual([1, 2, 3, 4, 5]);
  expect(run.server.log.map(({ data }) => data)).toEqual(["c1", "c2", "c3", "c4", "c5"]);
  const first = Number(run.told[0]?.slice(1) ?? 1);
  expect(run.told).toEqual(["c1", "c2", "c3", "c4", "c5"].slice(first - 1));
  expect(run.seqs).toEqual(run.seqs.toSorted((a, b) => a - b));
};

const moments = Array.from({ length: 40 }, (_, moment) => moment);

test.each([
  ...moments.map((moment) => ["cut", moment] as const),
  ...moments.map((moment) => ["sendOn", moment] as const),
])("a connection that ends with %s at moment %i loses and repeats nothing", async (end, moment) => {
  const run = newRun();
  const { hand } = run;
  const story = [
    hand.wait,
    hand.up,
    hand.down,
    hand.down,
    hand.up,
    hand.down,
    ...Array.from({ length: 5 }, () => [hand.ask, hand.up, hand.down, hand.down]).flat(),
  ];
  for (const [at, act] of story.entries()) {
    if (at === moment) hand[end]();
    act();
    await settled();
  }
  await run.finish();
  expectNothingLost(run);
  expect(run.parlor.state.current.status).toBe("open");
});

test("any order of cuts, goodbyes and deliveries loses and repeats nothing", async () => {
  const moves = fc.array(fc.constantFrom("up", "down", "cut", "sendOn", "wait"), { maxLength: 60 });
  const checked = fc.assert(
    fc.asyncProperty(
      moves,
      fc.array(fc.nat(60), { minLength: 5, maxLength: 5 }),
      async (steps, asks) => {
        const run = newRun();
        for (const [at, move] of [...steps, "wait" as const].entries()) {
          for (const ask of asks) if (ask === at) run.hand.ask();
          run.hand[move]();
          await settled();
        }
        for (const ask of asks) if (ask > steps.length) run.hand.ask();
        await run.finish();
        expectNothingLost(run);
      },
    ),
    { numRuns: 200 },
  );
  await expect(checked).resolves.toBeUndefined();
});
