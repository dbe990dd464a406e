import { assert } from "@parlor/kit";
import { differenceOf } from "./difference.ts";
import type { Leak, LeakCase, LeakReport, PlayStep } from "./leak-case.ts";
import { playWorld } from "./play-world.ts";
import type { Recorded } from "./recording.ts";

/**
 * [V1] Plays both worlds on a real server and compares, byte for byte, everything that is sent to those
 * who may not know the difference, the log and the metrics included.
 */
export const findLeaks = async (leakCase: LeakCase): Promise<LeakReport> => {
  const [one, other] = leakCase.worlds;
  checkScripts(leakCase);
  const [here, there] = [
    await playWorld(leakCase, one, true),
    await playWorld(leakCase, other, false),
  ];
  assert(here.hash !== there.hash, "the two worlds do not differ at all");
  const leaks: Leak[] = [];
  let compared = 0;
  for (const who of new Set([...here.recording.told.keys(), ...there.recording.told.keys()])) {
    if (leakCase.knowing.some((seat) => who === `seat ${seat}`)) continue;
    const [channels, others] = [here.recording.told.get(who), there.recording.told.get(who)];
    for (const channel of new Set([...(channels?.keys() ?? []), ...(others?.keys() ?? [])])) {
      const left = comparable(channels?.get(channel) ?? [], leakCase);
      const right = comparable(others?.get(channel) ?? [], leakCase);
      compared += left.length;
      const found = firstLeak(left, right);
      if (found) leaks.push({ who, channel, ...found });
    }
  }
  return { leaks, compared };
};

/** One line for each leak, to read in a failed test. */
export const describeLeak = ({ who, channel, step, part, texts }: Leak): string =>
  `step ${step}: ${who}, ${channel}: ${part} is ${texts[0]} or ${texts[1]}`;

/** Only what the knowing do, and what is drawn, may differ between the scripts. */
const checkScripts = ({ worlds: [one, other], knowing }: LeakCase): void => {
  assert(one.steps.length === other.steps.length, "the worlds have as many steps as each other");
  for (const [index, step] of one.steps.entries()) {
    const second = other.steps[index];
    const isOwn = step.kind === "act" && knowing.includes(step.seat);
    const shape = (its: PlayStep | undefined): string =>
      JSON.stringify(its, (key, value: unknown) => (isOwn && key === "action" ? null : value));
    assert(
      shape(step) === shape(second),
      `step ${index + 1} differs in more than a knowing seat's action`,
    );
  }
};

/** What is compared: all until the rules reveal, and then all but what they reveal. */
const comparable = (records: readonly Recorded[], leakCase: LeakCase): readonly Recorded[] => {
  const { revealed, worlds } = leakCase;
  const index = worlds[0].steps.findIndex(({ reveals }) => reveals);
  if (index < 0) return records;
  const from = index + 1;
  if (!revealed) return records.filter(({ step }) => step < from);
  return records.map(({ step, text }) =>
    step < from ? { step, text } : { step, text: withoutRevealed(text, revealed) },
  );
};

/** Told in its place, so that what is JSON stays JSON where a pattern is of a field and its value. */
const revealedField = '"(revealed)":true';

const withoutRevealed = (text: string, revealed: readonly RegExp[]): string =>
  revealed
    .reduce((left, pattern) => left.replaceAll(new RegExp(pattern, "g"), revealedField), text)
    // What is longer by what was revealed also says that it is, in its head or before its chunks.
    .replace(/^content-length: \d+/im, "content-length: …")
    .replaceAll(/^[0-9a-f]+\r$/gm, "…\r");

const firstLeak = (
  one: readonly Recorded[],
  other: readonly Recorded[],
): Pick<Leak, "step" | "part" | "texts"> | undefined => {
  for (let index = 0; index < Math.max(one.length, other.length); index++) {
    const [here, there] = [one[index], other[index]];
    if (here?.step === there?.step && here?.text === there?.text) continue;
    const step = Math.min(here?.step ?? Infinity, there?.step ?? Infinity);
    const counts = [one, other].map((all) => all.filter((record) => record.step === step).length);
    const [count = 0, otherCount = 0] = counts;
    return count === otherCount && here && there
      ? { step, ...differenceOf(here.text, there.text) }
      : { step, part: "how many messages there are", texts: [`${count}`, `${otherCount}`] };
  }
  return undefined;
};
