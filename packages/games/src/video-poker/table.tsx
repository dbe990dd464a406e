import { formatAmount, type TypesOfGame } from "@parlor/kit";
import { useMemo, useState } from "react";
import { ChipTray } from "../chip-tray.tsx";
import { amountWithin, chipValues } from "../chips.ts";
import { cardName, PlayingCard } from "../playing-card.tsx";
import { stakesInUnits } from "../stake-units.ts";
import type { TableProps } from "../table-props.ts";
import type { Category } from "./categories.ts";
import { coinsMax, paysOf } from "./config.ts";
import type { videoPoker } from "./game.ts";
import { newBestHold } from "./holds.ts";
import { categoryTitles, PayTable } from "./pay-table.tsx";
import "./table.css";

type Props = TableProps<TypesOfGame<typeof videoPoker>>;
type Round = NonNullable<Props["view"]["round"]>;

/** The machine: its pay table, the hand with what is held of it, and the hands that it came to. */
export const VideoPokerTable = (props: Props) => {
  const { view, config, you } = props;
  const shown = view.round ?? view.last;
  const drawn = view.round === null ? (view.last?.drawn ?? []) : [];
  return (
    <section className="video-poker felt" aria-label="Video poker">
      <PayTable
        config={config}
        coins={shown?.coins ?? null}
        won={drawn.map(({ category }) => category)}
      />
      {drawn.length > 1 && <Hands {...props} />}
      {view.round !== null && you !== null ? (
        // A new deal begins with nothing held.
        <Draw key={view.round.cards.join(" ")} {...props} round={view.round} />
      ) : (
        <Shown {...props} />
      )}
      {view.round === null && you !== null && <Deal {...props} />}
    </section>
  );
};

/** The five cards while nobody can choose among them: those of the only hand, or the deal that several hands came from. */
const Shown = ({ view, currency }: Props) => {
  const { round, last } = view;
  const cards = round?.cards ?? (last?.drawn.length === 1 ? last.drawn[0]?.cards : last?.cards);
  const places = cards ?? [null, null, null, null, null];
  return (
    <>
      <div className="vp-hand">
        {places.map((card, place) => (
          <span className="vp-place" key={card ?? `place ${String(place)}`}>
            <PlayingCard card={card} />
            <span className="vp-held">{last?.held.includes(place) ? "held" : ""}</span>
          </span>
        ))}
      </div>
      <p className="vp-result" role="status" data-testid="vp-result">
        {last === null ? "Five cards; hold what you like." : resultText(last, currency)}
      </p>
    </>
  );
};

const resultText = (
  { drawn, won }: NonNullable<Props["view"]["last"]>,
  currency: Props["currency"],
): string => {
  const [only] = drawn;
  const what =
    drawn.length === 1 && only ? categoryTitles[only.category] : `${String(drawn.length)} hands`;
  return won === 0 ? `${what}. Nothing won.` : `${what}: ${formatAmount(won, currency)} won.`;
};

/** The hands that several draws came to. */
const Hands = ({ view, currency, config }: Props) => {
  const { last } = view;
  if (last === null) return null;
  const pays = paysOf(config, last.coins);
  const order: readonly Category[] = Object.keys(categoryTitles) as Category[]; // its keys are all categories
  return (
    <ol className="vp-hands" aria-label="Hands">
      {last.drawn.map(({ cards, category }, hand) => {
        const won = ((pays[order.indexOf(category)] ?? 0) * last.stake) / last.hands;
        return (
          <li key={`hand ${String(hand)}`} className={won > 0 ? "vp-won" : ""}>
            <span className="vp-small-hand">
              {cards.map((card) => (
                <PlayingCard key={card} card={card} size="small" />
              ))}
            </span>
            <span>
              {categoryTitles[category]}
              {won > 0 && `: ${formatAmount(won, currency)}`}
            </span>
          </li>
        );
      })}
    </ol>
  );
};

const Draw = ({ round, config, legal, busy, act }: Props & { readonly round: Round }) => {
  const [held, setHeld] = useState<readonly number[]>([]);
  const [hint, setHint] = useState<string | null>(null);
  const best = useMemo(() => newBestHold(paysOf(config, round.coins)), [config, round.coins]);
  const toggle = (place: number): void =>
    setHeld(
      held.includes(place)
        ? held.filter((one) => one !== place)
        : [...held, place].toSorted((a, b) => a - b),
    );
  const ask = (): void => {
    const { held: advised, pays, draws } = best(round.cards);
    setHeld(advised);
    const names = advised
      .map((place) => round.cards[place])
      .flatMap((card) => (card ? [cardName(card)] : []));
    const what =
      names.length === 0 ? "nothing" : names.length === 5 ? "all five" : names.join(", ");
    setHint(`Hold ${what}: it returns ${(pays / draws).toFixed(4)} for each coin on average.`);
  };
  return (
    <>
      <div className="vp-hand" role="group" aria-label="Your hand: choose what to hold">
        {round.cards.map((card, place) => (
          <button
            type="button"
            key={card}
            className="vp-place vp-choice"
            aria-pressed={held.includes(place)}
            aria-label={`Hold the ${cardName(card)}`}
            data-testid={`hold-${place}`}
            onClick={() => toggle(place)}
          >
            <PlayingCard card={card} />
            <span className="vp-held">{held.includes(place) ? "held" : "hold?"}</span>
          </button>
        ))}
      </div>
      <p className="vp-result" role="status" data-testid="vp-hint">
        {hint ?? "Choose what to hold; the rest is drawn anew."}
      </p>
      <div className="vp-buttons">
        <button type="button" onClick={ask} data-testid="hint">
          Hint
        </button>
        <button
          type="button"
          className="primary"
          disabled={busy || !legal.some(({ type }) => type === "draw")}
          data-testid="draw"
          onClick={() => act({ type: "draw", held: [...held] })}
        >
          Draw
        </button>
      </div>
    </>
  );
};

/** How many coins and hands, and what all of them cost together. */
const Deal = ({ legal, view, config, currency, limits: tableLimits, busy, act }: Props) => {
  const [coins, setCoins] = useState(view.last?.coins ?? coinsMax);
  const [hands, setHands] = useState(view.last?.hands ?? 1);
  const [asked, setAsked] = useState(view.last?.stake ?? 0);
  const [chosen, setChip] = useState<number | null>(null);
  const mayDeal = legal.some(({ type }) => type === "deal");
  const limits = mayDeal ? stakesInUnits(tableLimits, coins * hands) : undefined;
  const chips = limits ? chipValues(limits) : [];
  const chip = chips.find((value) => value === chosen) ?? chips[0] ?? 0;
  const stake = limits ? (amountWithin(asked, limits) ?? limits.min) : 0;
  const add = (by: number): void => setAsked(stake + by);
  return (
    <>
      <div className="vp-wager">
        <Count label="Coins" max={coinsMax} value={coins} choose={setCoins} />
        <Count label="Hands" max={config.handsMax} value={hands} choose={setHands} />
        {limits && <ChipTray values={chips} chosen={chip} currency={currency} choose={setChip} />}
        <div className="vp-amount">
          <button type="button" onClick={() => add(-chip)} aria-label="Take a chip off the stake">
            −
          </button>
          <output aria-label="Stake" data-testid="vp-stake">
            {formatAmount(stake, currency)}
          </output>
          <button type="button" onClick={() => add(chip)} aria-label="Add a chip to the stake">
            +
          </button>
        </div>
      </div>
      {limits && (
        <p className="muted">
          {coins * hands} coins of {formatAmount(stake / (coins * hands), currency)}
        </p>
      )}
      <button
        type="button"
        className="primary vp-deal"
        disabled={busy || limits === undefined}
        data-testid="deal"
        onClick={() => act({ type: "deal", coins, hands, stake })}
      >
        Deal
      </button>
    </>
  );
};

const Count = ({
  label,
  max,
  value,
  choose,
}: {
  readonly label: string;
  readonly max: number;
  readonly value: number;
  readonly choose: (value: number) => void;
}) => (
  <label className="vp-count">
    {label}
    <select
      value={value}
      onChange={(event) => choose(Number(event.target.value))}
      data-testid={`vp-${label.toLowerCase()}`}
    >
      {Array.from({ length: max }, (_, index) => (
        <option key={index + 1} value={index + 1}>
          {index + 1}
        </option>
      ))}
    </select>
  </label>
);
