import { useEffect, useRef, useState } from "react";
import { lossFactor, type Loss } from "./board.ts";
import type { BackgammonProps } from "./props.ts";
import type { Composing } from "./use-composition.ts";

type Act = BackgammonProps["act"];

/** The buttons of the moment: exactly what is legal, and for a play the way back and the end. */
export const Controls = ({
  props,
  composing,
}: {
  readonly props: BackgammonProps;
  readonly composing: Composing | null;
}) => {
  const { legal, busy, act, you, view } = props;
  const types = new Set<string>(legal.map(({ type }) => type));
  const button = (type: "roll" | "double" | "take" | "pass" | "beaver" | "accept" | "decline") =>
    types.has(type) && (
      <button
        key={type}
        type="button"
        className={primary.has(type) ? "primary" : ""}
        disabled={busy}
        data-testid={type}
        onClick={() => act({ type })}
      >
        {wordsOf(type, view.cube.value)}
      </button>
    );
  if (you === null) return null;
  return (
    <div className="bg-controls">
      <div className="bg-buttons">
        {(["roll", "double", "take", "beaver", "pass", "accept", "decline"] as const).map(button)}
        {composing && <PlayButtons composing={composing} busy={busy} act={act} />}
      </div>
      <AutoRoll props={props} mayOnlyRoll={types.has("roll") && !types.has("double")} />
      <ResignMenu key={JSON.stringify(view.phase)} props={props} />
    </div>
  );
};

const primary: ReadonlySet<string> = new Set(["roll", "take", "accept"]);

const wordsOf = (type: string, value: number): string => {
  switch (type) {
    case "double":
      return `Double to ${value * 2}`;
    case "beaver":
      return "Beaver";
    case "pass":
      return "Pass";
    default:
      return `${type.slice(0, 1).toUpperCase()}${type.slice(1)}`;
  }
};

const PlayButtons = ({
  composing,
  busy,
  act,
}: {
  readonly composing: Composing;
  readonly busy: boolean;
  readonly act: Act;
}) => {
  const { play, mayUndo } = composing;
  return (
    <>
      <button
        type="button"
        disabled={!mayUndo || busy}
        data-testid="undo"
        onClick={() => composing.undo()}
      >
        Undo
      </button>
      <button
        type="button"
        className="primary"
        disabled={!play || busy}
        data-testid="confirm"
        onClick={() => {
          if (play) act({ type: "move", play });
        }}
      >
        Confirm
      </button>
    </>
  );
};

/** Rolls by itself where there is nothing else to decide, for a player who wants that. */
const AutoRoll = ({
  props: { act, busy, view },
  mayOnlyRoll,
}: {
  readonly props: BackgammonProps;
  readonly mayOnlyRoll: boolean;
}) => {
  const [wanted, want] = useState(false);
  // One try for each view: whatever is refused is not sent again and again.
  const tried = useRef<BackgammonProps["view"] | null>(null);
  const rolls = wanted && mayOnlyRoll && !busy;
  useEffect(() => {
    if (!rolls || tried.current === view) return;
    tried.current = view;
    act({ type: "roll" });
  }, [rolls, view, act]);
  return (
    <label className="bg-auto">
      <input type="checkbox" checked={wanted} onChange={() => want(!wanted)} />
      Roll for me when I may not double
    </label>
  );
};

const lossWords: Readonly<Record<Loss, string>> = {
  single: "a single game",
  gammon: "a gammon",
  backgammon: "a backgammon",
};

const ResignMenu = ({ props: { legal, busy, act, view } }: { readonly props: BackgammonProps }) => {
  const losable = legal.find((choice) => choice.type === "resign")?.fields.loss;
  if (!losable) return null;
  return (
    <details className="bg-resign">
      <summary>Resign …</summary>
      <div className="bg-buttons">
        {losable.map((loss) => (
          <button
            key={loss}
            type="button"
            className="danger"
            disabled={busy}
            data-testid={`resign-${loss}`}
            onClick={() => act({ type: "resign", loss })}
          >
            Offer {lossWords[loss]} ({pointsText(lossFactor[loss] * view.cube.value)})
          </button>
        ))}
      </div>
    </details>
  );
};

export const pointsText = (points: number): string =>
  points === 1 ? "1 point" : `${points} points`;
