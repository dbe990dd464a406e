import { games } from "@parlor/games";
import type { FinishedRoundView } from "@parlor/protocol";
import { exportSession } from "@parlor/server";
import { verifyExport } from "@parlor/verify";
import { expect, test } from "vitest";
import { openHouse, operatorToken, type Guest, type TestHouse } from "./test-house.ts";

const findGame = (id: string) => games.find((game) => game.id === id);

/** One hand of Kuhn poker: the first player bets, the second one folds, or the operator ends it before. */
const handOf = async (ending: "fold" | "end") => {
  const house = await openHouse();
  const [ada, bob] = [await house.guest("Ada"), await house.guest("Bob")];
  const session = await house.open(ada, "kuhn-poker", { seatCount: 2 });
  await house.done(ada, session, { kind: "join" });
  await house.done(bob, session, { kind: "join" });
  await house.act(ada, session, { type: "bet" });
  if (ending === "fold") await house.act(bob, session, { type: "pass" });
  else await house.done({ id: "operator", token: operatorToken }, session, { kind: "end" });
  return { house, ada, session };
};

const roundsFor = async (house: TestHouse, session: string, token?: string) => {
  const { body } = await house.ask("GET", `/v1/sessions/${session}/rounds`, { token });
  return (body as { rounds: FinishedRoundView[] }).rounds; // the route's schema says so
};

test.each(["fold", "end"] as const)(
  "[V1] a sealed round is opened for the operator alone, also where the session is ended in its middle (%s)",
  async (ending) => {
    const { house, ada, session } = await handOf(ending);
    const [round] = await roundsFor(house, session, operatorToken);
    const { serverSeed = null, ...open } = round ?? {};
    expect(serverSeed).toMatch(/^[0-9a-f]{64}$/);
    expect(open).toMatchObject({ number: 1, draws: [[3, expect.any(Number)], expect.any(Array)] });
    const shut = { ...open, serverSeed: null, draws: null };
    for (const token of [ada.token, undefined])
      expect(await roundsFor(house, session, token)).toEqual([shut]);
    const forged = await house.ask("GET", `/v1/sessions/${session}/rounds`, { token: "forged" });
    expect(forged.status).toBe(401);
    expect(await toldOf(house, session, ada)).not.toContain(serverSeed);
    await house.server.stop();
  },
);

/** Everything that a player can read of the session once it is over. */
const toldOf = async (house: TestHouse, session: string, { token }: Guest): Promise<string> => {
  const paths = ["", "/events", "/rounds?after=0", "/export"];
  const answers = paths.map(async (path) =>
    house.ask("GET", `/v1/sessions/${session}${path}`, { token }),
  );
  const told = (await Promise.all(answers)).map(({ text }) => text).join("");
  expect(told).toContain("round-finished");
  return told;
};

test("[R1] the operator's export of sealed rounds is verified as any other", async () => {
  const { house, session } = await handOf("fold");
  const { store } = house.server.platform;
  const verdict = await verifyExport(exportSession(store, session), { findGame });
  expect(verdict).toMatchObject({ kind: "holds", held: { rounds: 1, draws: 2 } });
  expect(verdict.held).toMatchObject({ drawsUnrevealed: 0 });
  await house.server.stop();
});

test("a game says whether its rounds are sealed", async () => {
  const house = await openHouse();
  const kindOf = async (game: string) => (await house.ask("GET", `/v1/games/${game}`)).body;
  expect(await kindOf("holdem")).toMatchObject({ rounds: "sealed" });
  expect(await kindOf("craps")).toMatchObject({ rounds: "open" });
  await house.server.stop();
});
