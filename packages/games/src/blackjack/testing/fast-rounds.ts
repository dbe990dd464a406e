import { isRefusal, newShoe, randomFrom, seededDraws, Turn } from "@parlor/kit";
import { bestAction } from "../analysis/strategy.ts";
import { config as schema, type Config } from "../config.ts";
import { blackjack } from "../game.ts";
import type { State } from "../state.ts";

/** Nobody listens here. */
class QuietTurn extends Turn {
  override emit(): void {}
}

const stake = 1_000;

/** Rounds from fresh shoes, by the reducers and the best play: what one stake costs on average, and how sure that is. */
export const playRounds = (over: Partial<Config>, count: number, seed: string) => {
  const config = schema.parse(over);
  const turn = new QuietTurn({
    game: blackjack,
    config,
    limits: { min: stake, max: stake },
    currency: "PLAY/0",
    seats: [0],
    seatCount: 1,
    running: true,
    now: 0,
    random: randomFrom(seededDraws(seed)),
    tableBalance: 0,
    pools: null,
    timers: {},
    timersAt: 0,
    liabilityMax: Number.MAX_SAFE_INTEGER,
  });
  const state = blackjack.setup(turn) as State; // this game's own
  let [net, sum, squares] = [0, 0, 0];
  const act = (type: string, fields: object = {}): void => {
    turn.renew(0, 0);
    const answer = blackjack.act[type]?.(state, fields, 0, turn);
    if (isRefusal(answer)) throw new Error(`${type} is refused: ${answer.refused}`);
    for (const { kind, amount } of turn.postings) net += kind === "bet" ? -amount : amount;
  };
  for (let round = 0; round < count; round++) {
    net = 0;
    state.shoe = newShoe(config.decks);
    act("bet", { bet: "main", amount: stake });
    act("deal");
    while (state.phase !== "betting") act(bestAction(state, config).type);
    sum -= net;
    squares += net * net;
  }
  const mean = sum / count / stake;
  const variance = squares / count / stake ** 2 - mean ** 2;
  return { edge: mean, standardError: Math.sqrt(variance / count) };
};
