import { unreachable } from "@parlor/kit";
import { BoardView } from "./board-view.tsx";
import { Controls, pointsText } from "./controls.tsx";
import { nameOf, type BackgammonProps } from "./props.ts";
import { useComposition, type Composing } from "./use-composition.ts";
import "./table.css";

/** The board with a player's line above and below it, and the buttons of the moment. */
export const BackgammonTable = (props: BackgammonProps) => {
  const composing = useComposition(props);
  const seat = props.you ?? 0;
  return (
    <section className="backgammon felt" aria-label="Backgammon">
      <p className="bg-status" role="status" data-testid="bg-status">
        {statusText(props, composing)}
      </p>
      <Side props={props} seat={1 - seat} />
      <BoardView props={props} composing={composing} />
      <Side props={props} seat={seat} />
      <Controls props={props} composing={composing} />
    </section>
  );
};

const Side = ({ props, seat }: { readonly props: BackgammonProps; readonly seat: number }) => {
  const { view, config } = props;
  const { pips, score, reserveMs } = view.sides[seat === 0 ? 0 : 1];
  return (
    <p className={`bg-side ${view.actor === seat ? "bg-acts" : ""}`} data-testid={`side-${seat}`}>
      <span className={`bg-mark bg-colour-${seat}`} aria-hidden="true" />
      <span className="bg-name">{nameOf(props, seat)}</span>
      <span>
        {config.matchPoints === 0 ? pointsText(score) : `${score} of ${config.matchPoints}`}
      </span>
      <span className="muted">{pips} pips</span>
      {config.reservePerPointMs > 0 && (
        <span className="muted">reserve {clockText(reserveMs)}</span>
      )}
    </p>
  );
};

const clockText = (ms: number): string => {
  const seconds = Math.ceil(ms / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
};

const statusText = (props: BackgammonProps, composing: Composing | null): string => {
  const { view, you, running } = props;
  const { phase, actor } = view;
  if (phase.kind === "over") return `${lastText(props)} ${matchText(props)}`.trim();
  if (!running) return "The match begins when both seats are taken.";
  const told = newsText(props);
  const asked = actor === you ? yourText(props, composing) : theirText(props);
  return `${told} ${asked}`.trim();
};

const verb = (props: BackgammonProps, seat: number, own: string, others: string): string =>
  `${nameOf(props, seat)} ${seat === props.you ? own : others}`;

/** What happened last, where it is not to be seen on the board. */
const newsText = (props: BackgammonProps): string => {
  const last = props.events.at(-1);
  if (props.view.phase.kind === "opening") return lastText(props);
  switch (last?.type) {
    case "move-lost":
      return `${verb(props, last.data.seat, "have", "has")} no move with ${last.data.dice.join("-")}.`;
    case "double-taken":
      return `${verb(props, last.data.seat, "take", "takes")} the double: the cube is at ${last.data.value}.`;
    case "beaver-taken":
      return `${verb(props, last.data.seat, "take", "takes")} the beaver: the cube is at ${last.data.value}.`;
    case "resignation-declined":
      return "The offer is declined.";
    case "opening-rolled":
      return `${verb(props, last.data.seat, "begin", "begins")} with ${last.data.dice.join("-")}.`;
    default:
      return "";
  }
};

const lastText = (props: BackgammonProps): string => {
  const { last } = props.view;
  if (!last) return "";
  const won = verb(props, last.winner, "have", "has");
  const game = { single: "the game", gammon: "a gammon", backgammon: "a backgammon" }[last.loss];
  return `${won} won ${game}: ${pointsText(last.points)}.`;
};

const matchText = (props: BackgammonProps): string => {
  const { phase } = props.view;
  if (phase.kind !== "over") return "";
  const won = `${verb(props, phase.winner, "have", "has")} won the match`;
  switch (phase.by) {
    case "points":
      return props.config.matchPoints === 0 ? "" : `${won}.`;
    case "timeout":
      return `${won} on time.`;
    case "forfeit":
      return `${won} by forfeit.`;
    default:
      return unreachable(phase.by);
  }
};

const yourText = ({ view, legal }: BackgammonProps, composing: Composing | null): string => {
  const { phase } = view;
  switch (phase.kind) {
    case "opening":
      return "Roll to see who begins.";
    case "roll":
      return legal.some(({ type }) => type === "double") ? "Roll or double." : "Your roll.";
    case "move":
      if (composing?.play) return "Confirm the play, or undo it.";
      return typeof composing?.chosen === "number"
        ? "Choose where it goes."
        : "Choose a checker to move.";
    case "double":
      return `You are doubled to ${view.cube.value * 2}. Take, or pass and lose ${pointsText(view.cube.value)}?`;
    case "beaver":
      return `You are beavered to ${view.cube.value * 2}. Take, or pass and lose ${pointsText(view.cube.value)}?`;
    case "resignation":
      return `You are offered a ${phase.loss} win. Accept?`;
    case "over":
      return "";
    default:
      return unreachable(phase);
  }
};

const theirText = (props: BackgammonProps): string => {
  const { view } = props;
  if (view.actor === null) return "";
  const name = nameOf(props, view.actor);
  switch (view.phase.kind) {
    case "opening":
      return `${name} rolls to see who begins.`;
    case "roll":
      return `${name} to roll.`;
    case "move":
      return `${name} to move.`;
    case "double":
      return `${name} is doubled to ${view.cube.value * 2}.`;
    case "beaver":
      return `${name} is beavered to ${view.cube.value * 2}.`;
    case "resignation":
      return `${name} is offered a ${view.phase.loss} win.`;
    case "over":
      return "";
    default:
      return unreachable(view.phase);
  }
};
