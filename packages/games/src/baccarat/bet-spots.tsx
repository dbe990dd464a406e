import { formatAmount, ratioOf, type Fraction } from "@parlor/kit";
import { Chip } from "../chip-tray.tsx";
import { amountWithin } from "../chips.ts";
import { betIds, betTitles, type BetId } from "./bet-ids.ts";
import type { Config } from "./config.ts";
import { isTaken } from "./edges.ts";
import { useLayout, type BaccaratProps } from "./layout-context.tsx";

const mainBets: readonly BetId[] = ["player", "tie", "banker"];

/** The places to bet on: one click puts the chosen chip there. */
export const BetSpots = () => {
  const { config } = useLayout().props;
  const sideBets = betIds.filter((bet) => !mainBets.includes(bet) && isTaken(bet, config));
  return (
    <div className="baccarat-bets felt">
      <div className="main-bets">
        {mainBets.map((bet) => (
          <BetSpot key={bet} bet={bet} />
        ))}
      </div>
      {sideBets.length > 0 && (
        <div className="side-bets">
          {sideBets.map((bet) => (
            <BetSpot key={bet} bet={bet} />
          ))}
        </div>
      )}
    </div>
  );
};

const BetSpot = ({ bet }: { readonly bet: BetId }) => {
  const { props, limits, chip } = useLayout();
  const range = limits.get(bet);
  const amount = range && amountWithin(chip, range);
  const { mine, others } = standingOn(props, bet);
  return (
    <button
      type="button"
      className={`bet-spot bet-${bet}`}
      disabled={amount === undefined}
      aria-label={spoken(props, bet)}
      data-testid={`bet-${bet}`}
      onClick={() => {
        // Not held back while an answer is awaited: chips are put down as fast as one clicks.
        if (amount !== undefined) props.act({ type: "bet", bet, amount });
      }}
    >
      <b>{betTitles[bet]}</b>
      <small>{paysText(bet, props.config)}</small>
      <span className="bet-chips">
        {others > 0 && <Chip amount={others} currency={props.currency} tone="other" />}
        {mine > 0 && <Chip amount={mine} currency={props.currency} tone="own" />}
      </span>
    </button>
  );
};

const standingOn = ({ view, you }: BaccaratProps, bet: BetId) => {
  let [mine, others] = [0, 0];
  for (const one of view.bets) {
    if (one.bet !== bet) continue;
    if (one.seat === you) mine += one.stake;
    else others += one.stake;
  }
  return { mine, others };
};

const spoken = (props: BaccaratProps, bet: BetId): string => {
  const { mine, others } = standingOn(props, bet);
  return [
    betTitles[bet],
    paysText(bet, props.config),
    mine > 0 ? `you have ${formatAmount(mine, props.currency)}` : "",
    others > 0 ? `others have ${formatAmount(others, props.currency)}` : "",
  ]
    .filter(Boolean)
    .join(", ");
};

const ratio = (pays: number | string): string =>
  typeof pays === "number" ? `${pays}:1` : pays.replace("/", ":");

const percent = (part: Fraction): string => {
  const { numerator, denominator } = ratioOf(part);
  return `${Number(((100 * numerator) / denominator).toFixed(2))}%`;
};

const paysText = (bet: BetId, config: Config): string => {
  switch (bet) {
    case "player":
      return "1:1";
    case "banker":
      return config.banker === "commission"
        ? `1:1 less ${percent(config.commission)}`
        : `1:1, with 6 ${ratio(config.bankerSixPays)}`;
    case "tie":
      return ratio(config.tiePays);
    case "player-pair":
    case "banker-pair":
      return ratio(config.pairPays);
    case "either-pair":
      return ratio(config.eitherPairPays);
    case "perfect-pair":
      return `${ratio(config.perfectPairPays)}, two ${ratio(config.twoPerfectPairsPay)}`;
    case "super-six":
      return ratio(config.superSixPays);
    case "player-dragon":
    case "banker-dragon":
      return `up to ${ratio(config.dragonBy9Pays)}`;
  }
};
