import { formatAmount, type Currency } from "@parlor/kit";
import { nameOf, useLayout, type RouletteProps } from "./layout-context.tsx";
import { titleOfId } from "./place-titles.ts";
import { colourOf, nameOfPocket, neighboursOf, pocketNames } from "./pockets.ts";
import type { SettledLine } from "./events.ts";

/** Where the ball fell, what that did to the bets, and what fell before. */
export const WheelPanel = () => {
  const { props } = useLayout();
  const { view, events } = props;
  const last = view.numbers.at(-1);
  const spun = events.findLast(({ type }) => type === "spun");
  return (
    <div className="wheel-panel">
      <WheelStrip key={spun?.seq ?? 0} number={last} />
      <div className="wheel-words">
        <p className="wheel-call" role="status" data-testid="call">
          {last === undefined ? "Place your bets" : callOf(last)}
        </p>
        <Settled />
        <Waiting />
      </div>
      <PastNumbers numbers={view.numbers} />
    </div>
  );
};

const callOf = (name: string): string => {
  const number = pocketNames.indexOf(name);
  const colour = colourOf(number);
  if (colour === "green") return `${name}, zero`;
  return `${name}, ${colour}, ${number % 2 === 0 ? "even" : "odd"}, ${number <= 18 ? "1 to 18" : "19 to 36"}`;
};

/** The pocket with its neighbours, as on the rim of the wheel. */
const WheelStrip = ({ number }: { readonly number: string | undefined }) => {
  const { wheel } = useLayout().props.config;
  const pocket = number === undefined ? 0 : pocketNames.indexOf(number);
  const name = number === undefined ? "No spin yet" : `The ball lies in ${number}`;
  return (
    <div className="wheel-strip" role="img" aria-label={name}>
      {neighboursOf(wheel, pocket, 2).map((one, index) => (
        <span
          key={one}
          className={`pocket-${colourOf(one)} ${index === 2 && number !== undefined ? "pocket-hit" : ""}`}
        >
          {nameOfPocket(one)}
        </span>
      ))}
    </div>
  );
};

const Settled = () => {
  const { props } = useLayout();
  const { events, currency, you } = props;
  const spun = events.findLast(({ type }) => type === "spun");
  const settled = events.flatMap((event) =>
    event.type === "settled" && event.seq === spun?.seq ? [event.data] : [],
  );
  if (settled.length === 0) return null;
  const mine = settled.find(({ seat }) => seat === you);
  return (
    <ul className="spin-result" data-testid="spin-result">
      {mine && (
        <li className={mine.back > mine.staked ? "verdict-won" : ""}>
          You: {signed(mine.back - lostOrPaid(mine.lines), currency)}
          <span className="muted"> {linesText(mine.lines)}</span>
        </li>
      )}
      {settled
        .filter(({ seat }) => seat !== you)
        .map(({ seat, back, lines }) => (
          <li key={seat} className="muted">
            {nameOf(props, seat)}: {signed(back - lostOrPaid(lines), currency)}
          </li>
        ))}
    </ul>
  );
};

/** What is in prison is not lost yet. */
const lostOrPaid = (lines: readonly SettledLine[]): number =>
  lines
    .filter(({ verdict }) => verdict !== "imprisoned" && verdict !== "stays")
    .reduce((sum, { stake }) => sum + stake, 0);

const verdictTexts: Readonly<Record<SettledLine["verdict"], string>> = {
  won: "won",
  lost: "lost",
  imprisoned: "to prison",
  released: "released",
  halved: "half back",
  stays: "stays in prison",
};

/** All that is not simply lost, by name. */
const linesText = (lines: readonly SettledLine[]): string =>
  lines
    .filter(({ verdict }) => verdict !== "lost")
    .map(({ place, verdict }) => `${titleOfId(place)} ${verdictTexts[verdict]}`)
    .join(", ");

const signed = (net: number, currency: Currency): string =>
  net === 0 ? "even" : `${net > 0 ? "+" : "−"}${formatAmount(Math.abs(net), currency)}`;

const Waiting = () => {
  const { props } = useLayout();
  const text = waitingText(props);
  return text === "" ? null : (
    <p className="muted" data-testid="waiting">
      {text}
    </p>
  );
};

const waitingText = (props: RouletteProps): string => {
  const { view } = props;
  const betting = new Set([...view.bets, ...view.prison].map(({ seat }) => seat));
  const awaited = [...betting].filter((seat) => !view.ready.includes(seat));
  if (view.ready.length === 0 || awaited.length === 0) return "";
  return `Waiting for ${awaited.map((seat) => nameOf(props, seat)).join(", ")}`;
};

const PastNumbers = ({ numbers }: { readonly numbers: readonly string[] }) => {
  if (numbers.length === 0) return null;
  const newest = numbers.toReversed();
  return (
    <>
      <ol
        className="past-numbers"
        aria-label="The last numbers, the newest first"
        data-testid="past-numbers"
      >
        {newest.map((name, age) => (
          // A number is told apart by its age alone.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={age} className={`pocket-${colourOf(pocketNames.indexOf(name))}`}>
            {name}
          </li>
        ))}
      </ol>
      <p className="muted past-shares">{sharesText(numbers)}</p>
    </>
  );
};

const sharesText = (numbers: readonly string[]): string => {
  const colours = numbers.map((name) => colourOf(pocketNames.indexOf(name)));
  const share = (colour: string): string =>
    `${Math.round((100 * colours.filter((one) => one === colour).length) / colours.length)}% ${colour}`;
  const spins = numbers.length === 1 ? "1 spin" : `${numbers.length} spins`;
  return `${spins}: ${["red", "black", "green"].map(share).join(", ")}`;
};
