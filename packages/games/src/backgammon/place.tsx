import type { Spot } from "./board-view.tsx";

/** So many checkers are drawn; where there are more, a number says how many. */
const drawnMax = 5;

interface PlaceProps {
  readonly spot: Spot;
  /** Whose eyes it is seen with: the colours belong to the seats. */
  readonly seat: number;
  readonly where: string;
  readonly kind?: "point" | "bar" | "tray";
}

/** A point, a bar or a tray, with what stands on it. */
export const Place = ({ spot, seat, where, kind = "point" }: PlaceProps) => {
  const { point, owner, count, state, isLatest, click } = spot;
  const colour = owner === null ? null : owner === "own" ? seat : 1 - seat;
  const inside =
    kind === "tray" ? (
      <Tray count={count} colour={colour} />
    ) : (
      <Stack count={count} colour={colour} isLatest={isLatest} />
    );
  const half = point > 12 ? "top" : "bottom";
  const shade = point % 2 === 0 ? "even" : "odd";
  const classes = `bg-place bg-${kind} bg-${half} bg-${shade} bg-${state}`;
  const label = `${where}: ${countText(count, owner)}${wordOf[state]}`;
  // A place without a use now is no button, so that the keyboard goes from choice to choice.
  if (!click)
    return (
      <div className={classes} role="img" aria-label={label} data-testid={testIdOf(spot, where)}>
        {inside}
      </div>
    );
  return (
    <button
      type="button"
      className={classes}
      aria-label={label}
      aria-pressed={state === "chosen"}
      data-testid={testIdOf(spot, where)}
      onClick={click}
    >
      {inside}
    </button>
  );
};

const testIdOf = ({ point }: Spot, where: string): string =>
  where.startsWith("Point") ? `point-${point}` : where.toLowerCase().replaceAll(/[^a-z]+/g, "-");

const wordOf: Readonly<Record<Spot["state"], string>> = {
  plain: "",
  movable: "; choose a checker here",
  chosen: "; chosen",
  target: "; move here",
};

const countText = (count: number, owner: Spot["owner"]): string => {
  if (owner === null) return "empty";
  const checkers = count === 1 ? "1 checker" : `${count} checkers`;
  return owner === "own" ? `${checkers} of this side` : `${checkers} of the other side`;
};

const Stack = ({
  count,
  colour,
  isLatest,
}: {
  readonly count: number;
  readonly colour: number | null;
  readonly isLatest: boolean;
}) => (
  <>
    {Array.from({ length: Math.min(count, drawnMax) }, (_, at) => {
      const isTop = at === Math.min(count, drawnMax) - 1;
      const classes = `bg-checker bg-colour-${colour} ${isTop && isLatest ? "bg-latest" : ""}`;
      return (
        // A checker is told apart by its place in the stack alone.
        // oxlint-disable-next-line react/no-array-index-key
        <span key={at} className={classes}>
          {isTop && count > drawnMax ? count : ""}
        </span>
      );
    })}
  </>
);

const Tray = ({ count, colour }: { readonly count: number; readonly colour: number | null }) => (
  <>
    <span className="bg-slices">
      {Array.from({ length: count }, (_, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- as above
        <span key={at} className={`bg-slice bg-colour-${colour}`} />
      ))}
    </span>
    {count > 0 && <span className="bg-off-count">{count}</span>}
  </>
);
