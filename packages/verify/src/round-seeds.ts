import { streamDraws, type Entry, type Seeds, type StreamDraws } from "@parlor/kit";

/** A draw that came out otherwise than the journal has it; absent is what one of the two does not have. */
export interface OtherDraw {
  readonly index: number;
  /** The value is null where only its bound can be told. */
  readonly expected: readonly [bound: number, value: number | null] | null;
  readonly found: readonly [bound: number, value: number] | null;
}

/** The chance that one entry is done again with. */
export interface EntrySeeds extends Seeds {
  /** The first draw that differs so far. */
  readonly other: OtherDraw | null;
}

/**
 * Seeds for one entry. With the round's seed (`known`) every draw is worked out from its stream; without
 * it, the draws are those that the journal has. What else a step asks for, the commitment to the next
 * round and the seed that it reveals, is what the entry says of it: both are compared afterwards.
 */
export const entrySeeds = ({ did }: Entry, known: string | undefined): EntrySeeds => {
  let drawn = 0;
  let other: OtherDraw | null = null;
  const compared = (bound: number, value: number | null): number => {
    const index = drawn++;
    const found = did.draws[index] ?? null;
    const fits = found !== null && found[0] === bound && (value ?? found[1]) === found[1];
    if (!fits) other ??= { index, expected: [bound, value], found };
    // A draw that the journal does not have is at fault already: its value no longer matters.
    return value ?? (fits ? found[1] : 0);
  };
  const journalled = (wordsUsed: number): StreamDraws => {
    const first = drawn;
    return {
      draw: (bound) => compared(bound, null),
      wordsUsed: () => wordsUsed + drawn - first,
    };
  };
  return {
    seed: (round) =>
      known ?? (did.finished?.number === round ? did.finished.serverSeed : "not revealed"),
    commitment: (round) =>
      did.next?.number === round ? did.next.commitment : "no commitment in the entry",
    draws: (stream, wordsUsed) => {
      if (known === undefined) return journalled(wordsUsed);
      const words = streamDraws(stream, wordsUsed);
      return {
        draw: (bound) => compared(bound, words.draw(bound)),
        wordsUsed: () => words.wordsUsed(),
      };
    },
    get other() {
      if (other || drawn >= did.draws.length) return other;
      return { index: drawn, expected: null, found: did.draws[drawn] ?? null };
    },
  };
};
