import { openHouse, type Guest, type TestHouse } from "./test-house.ts";

/** A house with a session in every state that a refusal can be about. */
export interface Scene {
  readonly house: TestHouse;
  /** Sits at every table. */
  readonly ada: Guest;
  /** Sits across from Ada in `match`, whose turn is Ada's. */
  readonly bob: Guest;
  readonly stranger: Guest;
  readonly expiredToken: string;
  readonly coin: string;
  /** Stakes up to more than anybody has. */
  readonly highStakes: string;
  readonly craps: string;
  readonly match: string;
  readonly waiting: string;
  readonly paused: string;
  readonly ended: string;
  /** Nothing is asked of it: it has to go on whatever is asked of the others. */
  readonly bystander: string;
}

const dayMs = 24 * 60 * 60 * 1_000;

export const openScene = async (): Promise<Scene> => {
  const house = await openHouse();
  const { token: expiredToken } = await house.guest("Long ago");
  house.clock.jump(31 * dayMs);
  const [ada, bob, stranger] = [
    await house.guest("Ada"),
    await house.guest("Bob"),
    await house.guest("Eve"),
  ];
  const seated = async (game: string, wish: object = {}): Promise<string> => {
    const session = await house.open(ada, game, wish);
    await house.done(ada, session, { kind: "join" });
    return session;
  };
  const match = await seated("tic-tac-toe");
  await house.done(bob, match, { kind: "join" });
  const craps = await seated("craps");
  await house.act(ada, craps, { type: "bet", bet: "pass", amount: 1_000 });
  const paused = await seated("coin-flip");
  await house.done(ada, paused, { kind: "pause" });
  const ended = await seated("coin-flip");
  await house.done(ada, ended, { kind: "end" });
  return {
    house,
    ada,
    bob,
    stranger,
    expiredToken,
    coin: await seated("coin-flip"),
    highStakes: await seated("coin-flip", { limits: { min: 1, max: 100_000_000 } }),
    craps,
    match,
    waiting: await seated("tic-tac-toe"),
    paused,
    ended,
    bystander: await seated("coin-flip"),
  };
};

/** Another table's next bet goes through, and the process answers. */
export const goesOn = async ({ house, ada, bystander }: Scene): Promise<boolean> => {
  const { status } = await house.ask("GET", "/healthz");
  const flip = { type: "flip", call: "heads", stake: 100 };
  const { seq } = await house.act(ada, bystander, flip);
  return status === 200 && seq > 0;
};
