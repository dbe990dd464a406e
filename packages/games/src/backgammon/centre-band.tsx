import { Die } from "../die.tsx";
import { nameOf, type BackgammonProps } from "./props.ts";

/** Between the two halves: the cube on the side of its owner, and the dice, those that are used up faint. */
export const CentreBand = ({
  props,
  left,
}: {
  readonly props: BackgammonProps;
  /** The dice that are still to be used, while a play is put together. */
  readonly left: readonly number[] | null;
}) => (
  <div className="bg-band">
    <Cube {...props} />
    <Dice props={props} left={left} />
  </div>
);

const Cube = (props: BackgammonProps) => {
  const { view, config } = props;
  if (!config.cube) return <span />;
  const { value, owner } = view.cube;
  const place =
    owner === null
      ? "in the middle"
      : owner === props.you
        ? "with you"
        : `with ${nameOf(props, owner)}`;
  const words = view.isCrawford ? "Crawford game: no doubling" : place;
  return (
    <span className="bg-cube-spot">
      <span
        className="bg-cube"
        role="img"
        aria-label={`The cube is at ${value}, ${words}`}
        data-testid="cube"
      >
        {value === 1 ? 64 : value}
      </span>
      <span className="muted" aria-hidden="true">
        {words}
      </span>
    </span>
  );
};

const Dice = ({
  props: { view, events },
  left,
}: {
  readonly props: BackgammonProps;
  readonly left: readonly number[] | null;
}) => {
  const rolled = events.findLast(
    ({ type }) => type === "rolled" || type === "opening-rolled" || type === "move-lost",
  );
  const { phase } = view;
  const now = phase.kind === "move" || phase.kind === "resignation" ? phase.dice : null;
  const dice = now ?? (rolled?.type === "move-lost" ? rolled.data.dice : null);
  if (!dice) return <span />;
  const isDouble = dice[0] === dice[1];
  const faces = isDouble ? [dice[0], dice[0], dice[0], dice[0]] : dice;
  const unused = [...(left ?? faces)];
  return (
    <span
      className="bg-dice"
      key={rolled?.seq ?? 0}
      role="img"
      aria-label={`The dice show ${dice[0]} and ${dice[1]}`}
      data-testid="dice"
    >
      {faces.map((face, at) => {
        const found = unused.indexOf(face);
        if (found >= 0) unused.splice(found, 1);
        const used = found < 0 || now === null;
        return (
          // A die is told apart by its place alone.
          // oxlint-disable-next-line react/no-array-index-key
          <Die
            key={at}
            face={face}
            className={`bg-die bg-die-${view.mover} ${used ? "bg-used" : ""}`}
          />
        );
      })}
    </span>
  );
};
