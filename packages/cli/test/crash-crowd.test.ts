import { accountOf, type Entry, type GameEvent } from "@parlor/kit";
import { guestReply } from "@parlor/protocol";
import { expect, onTestFinished, test } from "vitest";
import { defaultSettings } from "@parlor/server";
import { seededEntropy } from "@parlor/server/testing";
import { CrowdSocket } from "./crowd-socket.ts";
import { openHouse, type TestHouse } from "./test-house.ts";

/** All of them in CI; a crowd that shows the same elsewhere, since the server writes to each of each. */
const playerCount = process.env["CI"] === "true" ? 500 : 60;
const doublingMs = 2_000;

interface Player {
  readonly id: string;
  readonly socket: CrowdSocket;
}

const comeIn = async (house: TestHouse, session: string, index: number): Promise<Player> => {
  const { body } = await house.ask("POST", "/v1/guests", { body: { name: `Player ${index}` } });
  const { player, token } = guestReply.parse(body);
  const socket = await new CrowdSocket(house.server.url).hello(token, session);
  onTestFinished(() => socket.close());
  await socket.command({ kind: "join", seat: index });
  return { id: player.id, socket };
};

const stakeOf = (index: number): number => 100 + index;
/** Every third aims at a multiplier from 1.10 on, every sixth cashes out by hand, the others wait too long. */
const targetOf = (index: number): number | undefined =>
  index % 3 === 0 ? 110 + (index % 60) : undefined;

interface Out {
  readonly seat: number;
  readonly at: number;
  readonly paid: number;
  readonly by: string;
}

interface Crashed {
  readonly point: number;
  readonly lost: number;
}

/** Everything that the session's journal tells to all. */
const eventsOf = async (house: TestHouse, session: string) => {
  const events: GameEvent[] = [];
  for (let after = 0; ;) {
    const entries = await house.server.platform.store.entries(session, after, 500);
    for (const { seq, body } of entries) {
      after = seq;
      events.push(...(JSON.parse(body) as Entry).did.events); // the journal's own text
    }
    if (entries.length < 500) return events;
  }
};

const flightOf = (events: readonly GameEvent[]) => {
  // What the game's own events carry.
  const of = <Data>(wished: string) =>
    events.flatMap(({ type, data }) => (type === wished ? [data as Data] : []));
  const outs = of<{ readonly outs: readonly Out[] }>("cashed-out").flatMap((told) => told.outs);
  return { outs, crashed: of<Crashed>("crashed")[0] };
};

/** Each player's account is what they began with, less the stake, and what they were paid; all accounts sum to zero. */
const checkMoney = async (house: TestHouse, players: readonly Player[], outs: readonly Out[]) => {
  const { store, treasury } = house.server.platform;
  const accounts = new Map((await store.accounts()).map((one) => [one.account, one.balance]));
  const balances = players.map(({ id }) => accounts.get(accountOf.player(id)));
  const paidTo = new Map(outs.map(({ seat, paid }) => [seat, paid]));
  const { guestGrant } = defaultSettings;
  expect(balances).toEqual(
    players.map((_, seat) => guestGrant - stakeOf(seat) + (paidTo.get(seat) ?? 0)),
  );
  expect(await treasury.audit()).toMatchObject({ sums: { "PLAY/2": 0 } });
};

test(
  `[M1] ${playerCount} players on one flight over sockets: each is paid at their multiplier, and the sums are right`,
  { timeout: 240_000 },
  async () => {
    const house = await openHouse({
      entropy: seededEntropy("a long flight"),
      settings: { tableLimits: { min: 1, max: 10_000 } },
    });
    onTestFinished(async () => house.server.stop());
    const host = await house.guest("Host");
    const config = { edge: "0/1", doublingMs, bettingMs: 5_000 };
    const session = await house.open(host, "crash", { seatCount: playerCount, config });
    const players: Player[] = [];
    for (let index = 0; index < playerCount; index++)
      players.push(await comeIn(house, session, index));

    await Promise.all(
      players.map(async ({ socket }, index) => {
        const target = targetOf(index);
        const bet = {
          type: "bet",
          stake: stakeOf(index),
          ...(target === undefined ? {} : { target }),
        };
        return socket.command({ kind: "act", action: bet });
      }),
    );
    for (const { socket } of players) socket.watch();
    await house.clock.advance(5_000);
    for (const [index, { socket }] of players.entries()) {
      if (index % 6 !== 1) continue;
      await house.clock.advance(5);
      await socket.command({ kind: "act", action: { type: "cash-out" } }, ["not_flying"]);
    }
    await house.clock.advance(19_000);
    await house.clock.advance(19_000);

    const { crashed, outs } = flightOf(await eventsOf(house, session));
    expect(outs.some(({ by }) => by === "hand") && outs.some(({ by }) => by === "target")).toBe(
      true,
    );
    expect(crashed?.point).toBeGreaterThanOrEqual(100);
    for (const { seat, at, paid, by } of outs) {
      expect(paid).toBe(Math.floor((stakeOf(seat) * at) / 100));
      expect(at).toBe(by === "target" ? targetOf(seat) : at);
      expect(at).toBeLessThanOrEqual(crashed?.point ?? 0);
    }
    expect(new Set(outs.map(({ seat }) => seat)).size).toBe(outs.length);
    expect(crashed?.lost).toBe(playerCount - outs.length);
    await checkMoney(house, players, outs);
    for (const { socket } of players) expect(socket.updateCount).toBeGreaterThan(0);
  },
);
