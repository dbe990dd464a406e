import { hardNumbers } from "./dice.ts";
import { Die } from "../die.tsx";
import { useLayout } from "./layout-context.tsx";
import { BetSpot } from "./spot.tsx";

const faces = [1, 2, 3, 4, 5, 6] as const;
const to1 = (fraction: string): string => {
  const [numerator, denominator] = fraction.split("/");
  return denominator === "1" ? `${numerator} to 1` : `${numerator} to ${denominator}`;
};

/** The middle of the table: hardways and the bets on the next roll. */
export const CentreBets = () => {
  const { config } = useLayout().props;
  return (
    <div className="centre-bets">
      <BetSpot bet="any-seven" className="span-2 spot-seven">
        Any seven <small>{to1(config.anySevenPays)}</small>
      </BetSpot>
      {hardNumbers.map((number) => (
        <BetSpot key={number} bet={`hard-${number}`}>
          <Pair first={number / 2} second={number / 2} />
          <small>
            Hard {number} ·{" "}
            {to1(number === 4 || number === 10 ? config.hard4And10Pays : config.hard6And8Pays)}
          </small>
        </BetSpot>
      ))}
      <BetSpot bet="aces">
        <Pair first={1} second={1} />
        <small>Aces · {to1(config.acesAndBoxcarsPay)}</small>
      </BetSpot>
      <BetSpot bet="boxcars">
        <Pair first={6} second={6} />
        <small>Boxcars · {to1(config.acesAndBoxcarsPay)}</small>
      </BetSpot>
      <BetSpot bet="ace-deuce">
        <Pair first={1} second={2} />
        <small>Ace-deuce · {to1(config.aceDeuceAndYoPay)}</small>
      </BetSpot>
      <BetSpot bet="yo">
        <Pair first={5} second={6} />
        <small>Yo · {to1(config.aceDeuceAndYoPay)}</small>
      </BetSpot>
      <BetSpot bet="horn">
        Horn <small>2 · 3 · 11 · 12</small>
      </BetSpot>
      <BetSpot bet="c-and-e">
        C & E <small>craps or 11</small>
      </BetSpot>
      <BetSpot bet="any-craps" className="span-2">
        Any craps <small>{to1(config.anyCrapsPays)}</small>
      </BetSpot>
    </div>
  );
};

/** Hop bets: the next roll is exactly these two faces. */
export const HopBets = () => {
  const { config } = useLayout().props;
  return (
    <details className="hops">
      <summary>
        Hop bets{" "}
        <span className="muted">
          pairs {to1(config.hopHardPays)}, others {to1(config.hopEasyPays)}
        </span>
      </summary>
      <div className="hop-bets">
        {faces.flatMap((low) =>
          faces
            .filter((high) => high >= low)
            // The faces run from low to high, as the names of the hop bets do.
            .map((high) => [low, high, `hop-${low}-${high}` as "hop-1-2"] as const)
            .map(([first, second, bet]) => (
              <BetSpot key={bet} bet={bet}>
                <Pair first={first} second={second} />
              </BetSpot>
            )),
        )}
      </div>
    </details>
  );
};

const Pair = ({ first, second }: { readonly first: number; readonly second: number }) => (
  <span className="pair">
    <Die face={first} className="die-small" />
    <Die face={second} className="die-small" />
  </span>
);
