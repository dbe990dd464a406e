import { useState } from "react";
import { useLayout } from "./layout-context.tsx";
import { boxOf, pointOf } from "./layout-points.ts";
import type { Kind } from "./kinds.ts";
import { placeOf, placesOf, type Place } from "./places.ts";
import { colourOf, isZero, nameOfPocket } from "./pockets.ts";
import { boxStyle, Chips, pointStyle, Spot } from "./spot.tsx";

/** What a click on the numbers bets on: the numbers themselves, or the lines and corners between them. */
const modes = [
  { name: "Number", kinds: ["straight"] },
  { name: "Split", kinds: ["split"] },
  { name: "Street", kinds: ["street", "trio"] },
  { name: "Corner", kinds: ["corner", "first-four", "top-line"] },
  { name: "Six line", kinds: ["six-line"] },
] as const satisfies readonly { readonly name: string; readonly kinds: readonly Kind[] }[];
type Mode = (typeof modes)[number];

/** The real layout: zeros, twelve rows of three, columns, dozens and even chances. */
export const NumberGrid = () => {
  const { props } = useLayout();
  const { wheel } = props.config;
  const [mode, setMode] = useState<Mode>(modes[0]);
  const [result] = props.view.numbers.slice(-1);
  const places = placesOf[wheel];
  const inside = places.filter(({ rules }) => rules.side === "inside");
  const kinds: readonly Kind[] = mode.kinds;
  return (
    <>
      {props.you !== null && <ModePicker mode={mode} choose={setMode} />}
      <div className="roulette-layout felt" data-mode={mode.name}>
        <div className="roulette-numbers">
          {inside
            .filter(({ kind }) => kind === "straight")
            .map((place) => (
              <NumberBox
                key={place.id}
                place={place}
                isOpen={mode.name === "Number"}
                isResult={result === nameOfPocket(place.numbers[0] ?? 0)}
              />
            ))}
          {mode.name !== "Number" &&
            inside
              .filter(({ kind }) => kinds.includes(kind))
              .map((place) => (
                <Spot
                  key={place.id}
                  place={place}
                  className="line-spot"
                  style={pointStyle(pointOf(place, wheel))}
                >
                  <span className="line-dot" />
                </Spot>
              ))}
          {inside.map((place) => (
            <Chips key={place.id} place={place.id} style={pointStyle(pointOf(place, wheel))} />
          ))}
        </div>
        <OutsideBets />
      </div>
    </>
  );
};

const NumberBox = ({
  place,
  isOpen,
  isResult,
}: {
  readonly place: Place;
  readonly isOpen: boolean;
  readonly isResult: boolean;
}) => {
  const { wheel } = useLayout().props.config;
  const pocket = place.numbers[0] ?? 0;
  const classes = ["number-box", `pocket-${colourOf(pocket)}`];
  if (isZero(pocket)) classes.push("number-zero");
  if (isResult) classes.push("number-result");
  const style = boxStyle(boxOf(pocket, wheel));
  if (!isOpen)
    return (
      <span className={classes.join(" ")} style={style} aria-hidden="true">
        {nameOfPocket(pocket)}
      </span>
    );
  return (
    <Spot place={place} className={classes.join(" ")} style={style}>
      {nameOfPocket(pocket)}
    </Spot>
  );
};

const ModePicker = ({
  mode,
  choose,
}: {
  readonly mode: Mode;
  readonly choose: (mode: Mode) => void;
}) => (
  <fieldset className="mode-picker">
    <legend className="unseen">Inside bets on</legend>
    {modes.map((one) => (
      <label key={one.name} className="mode-choice">
        <input
          type="radio"
          name="inside-bets"
          checked={one === mode}
          onChange={() => choose(one)}
          data-testid={`mode-${one.name.toLowerCase().replace(" ", "-")}`}
        />
        <span>{one.name}</span>
      </label>
    ))}
  </fieldset>
);

const outsideBets = [
  ...[1, 2, 3].map((nth) => ({ id: `column-${nth}`, text: "2 to 1" })),
  { id: "dozen-1", text: "1st 12" },
  { id: "dozen-2", text: "2nd 12" },
  { id: "dozen-3", text: "3rd 12" },
  { id: "low", text: "1–18" },
  { id: "even", text: "Even" },
  { id: "red", text: "Red" },
  { id: "black", text: "Black" },
  { id: "odd", text: "Odd" },
  { id: "high", text: "19–36" },
] as const;

const OutsideBets = () =>
  outsideBets.map(({ id, text }) => (
    <Spot key={id} place={placeOf(id)} className={`outside outside-${id}`}>
      <span>{text}</span>
      <Chips place={id} />
    </Spot>
  ));
