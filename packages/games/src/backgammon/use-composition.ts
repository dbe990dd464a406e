import { useMemo, useState } from "react";
import { beginPlay, PlayComposer, type Composition, type Way } from "./compose.ts";
import { other } from "./board.ts";
import type { Play } from "./plays.ts";
import type { BackgammonProps } from "./props.ts";

/** A play as the page's player puts it together. */
export interface Composing {
  readonly at: Composition;
  readonly ways: readonly Way[];
  /** The whole play, once it is one. */
  readonly play: Play | undefined;
  readonly chosen: number | null;
  choose(from: number | null): void;
  make(way: Way): void;
  undo(): void;
  readonly mayUndo: boolean;
}

/** What has been put together belongs to one listing of plays: with another one it begins anew. */
interface Kept {
  readonly composer: PlayComposer | null;
  readonly made: readonly Composition[];
  readonly chosen: number | null;
}

/** Null while there is nothing to play. */
export const useComposition = ({ view, legal, you }: BackgammonProps): Composing | null => {
  const { phase } = view;
  const dice = phase.kind === "move" ? phase.dice : null;
  const plays = legal.find((choice) => choice.type === "move")?.fields.play;
  // The view is another object with each update, so that only its text tells whether the turn is the same one.
  const turn =
    plays && dice && you !== null ? JSON.stringify([view.sides, dice, plays.length]) : "";
  const composer = useMemo(() => {
    if (turn === "" || !plays || !dice || you === null) return null;
    const [own, others] = [view.sides[you === 0 ? 0 : 1], view.sides[other(you) === 0 ? 0 : 1]];
    return new PlayComposer(beginPlay(own.checkers, others.checkers, dice), plays);
    // oxlint-disable-next-line react/exhaustive-deps -- the text stands for all of them
  }, [turn]);
  const [kept, keep] = useState<Kept>({ composer: null, made: [], chosen: null });
  const { made, chosen } = kept.composer === composer ? kept : { made: [], chosen: null };
  const at = made.at(-1) ?? composer?.start;
  const ways = useMemo(() => (composer && at ? composer.ways(at) : []), [composer, at]);
  if (!composer || !at) return null;
  return {
    at,
    ways,
    play: composer.playOf(at),
    chosen,
    choose: (from) => keep({ composer, made, chosen: from }),
    make: ({ after }) => keep({ composer, made: [...made, after], chosen: null }),
    undo: () => keep({ composer, made: made.slice(0, -1), chosen: null }),
    mayUndo: made.length > 0,
  };
};
