import { limits, scale, unreachable, type Fraction } from "@parlor/kit";
import type { BetId } from "./bet-ids.ts";
import type { Config } from "./config.ts";
import { endedNaturally, winnerOf, type Coup } from "./coup.ts";

/** The best payout is 240 to 1, so a bet up to this always pays an amount that can be paid. */
export const stakeMax = Math.floor(limits.amountMax / 250);

/** What a bet comes to: it wins so much to 1, less commission, or comes back, or is lost. */
export type Verdict =
  | { readonly kind: "wins"; readonly pays: number | Fraction; readonly commission: boolean }
  | { readonly kind: "pushes" | "loses" };

const loses: Verdict = { kind: "loses" };
const pushes: Verdict = { kind: "pushes" };
const evenMoney: Verdict = { kind: "wins", pays: 1, commission: false };
const evenLessCommission: Verdict = { kind: "wins", pays: 1, commission: true };
const wins = (pays: number | Fraction): Verdict => ({ kind: "wins", pays, commission: false });
const winsIf = (won: boolean, pays: number): Verdict => (won ? wins(pays) : loses);

export const verdictOn = (bet: BetId, coup: Coup, config: Config): Verdict => {
  switch (bet) {
    case "player":
      return onPlayer(coup);
    case "banker":
      return onBanker(coup, config);
    case "tie":
      return winsIf(winnerOf(coup) === "tie", config.tiePays);
    case "player-pair":
      return winsIf(coup.playerPair !== "none", config.pairPays);
    case "banker-pair":
      return winsIf(coup.bankerPair !== "none", config.pairPays);
    case "either-pair":
      return winsIf(
        coup.playerPair !== "none" || coup.bankerPair !== "none",
        config.eitherPairPays,
      );
    case "perfect-pair":
      return onPerfectPair(coup, config);
    case "super-six":
      return winsIf(isBankerSix(coup), config.superSixPays);
    case "player-dragon":
      return onDragon(coup, coup.playerTotal - coup.bankerTotal, config);
    case "banker-dragon":
      return onDragon(coup, coup.bankerTotal - coup.playerTotal, config);
    default:
      return unreachable(bet);
  }
};

const onPlayer = (coup: Coup): Verdict => {
  const winner = winnerOf(coup);
  if (winner === "tie") return pushes;
  return winner === "player" ? evenMoney : loses;
};

const onBanker = (coup: Coup, { banker, bankerSixPays }: Config): Verdict => {
  const winner = winnerOf(coup);
  if (winner === "tie") return pushes;
  if (winner === "player") return loses;
  if (banker === "commission") return evenLessCommission;
  return coup.bankerTotal === 6 ? wins(bankerSixPays) : evenMoney;
};

const isBankerSix = (coup: Coup): boolean => coup.bankerTotal === 6 && winnerOf(coup) === "banker";

const onPerfectPair = (coup: Coup, config: Config): Verdict => {
  const [player, banker] = [coup.playerPair === "perfect", coup.bankerPair === "perfect"];
  if (player && banker) return wins(config.twoPerfectPairsPay);
  return winsIf(player || banker, config.perfectPairPays);
};

/** `margin` is by how much the side that was bet on is ahead. */
const onDragon = (coup: Coup, margin: number, config: Config): Verdict => {
  if (endedNaturally(coup)) {
    if (margin === 0) return pushes;
    return winsIf(margin > 0, config.dragonNaturalPays);
  }
  switch (margin) {
    case 4:
      return wins(config.dragonBy4Pays);
    case 5:
      return wins(config.dragonBy5Pays);
    case 6:
      return wins(config.dragonBy6Pays);
    case 7:
      return wins(config.dragonBy7Pays);
    case 8:
      return wins(config.dragonBy8Pays);
    case 9:
      return wins(config.dragonBy9Pays);
    default:
      return loses;
  }
};

/** What a bet brings back, its stake included; what is not a whole minor unit stays with the house. */
export const returnOf = (stake: number, verdict: Verdict, { commission }: Config): number => {
  switch (verdict.kind) {
    case "wins": {
      const { pays } = verdict;
      const won = typeof pays === "number" ? stake * pays : scale(stake, pays, "down");
      return stake + won - (verdict.commission ? scale(won, commission, "up") : 0);
    }
    case "pushes":
      return stake;
    case "loses":
      return 0;
    default:
      return unreachable(verdict);
  }
};
