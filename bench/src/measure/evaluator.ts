// Seven-card hands a second by the evaluator of poker hands, on one core: random hands, drawn beforehand.
import { parseArgs } from "node:util";
import { deck, randomFrom, seededDraws } from "@parlor/kit";
import { evaluateSeven } from "@parlor/kit/poker";
import { printFigures } from "../measuring.ts";
import { durationOf, durationOptions, ratesOf } from "../rate.ts";

const { values } = parseArgs({ options: durationOptions });

const [handCount, size] = [100_000, 7];
const random = randomFrom(seededDraws("bench"));
const indices = deck.map((_, index) => index);
const cards = new Uint8Array(handCount * size);
for (let hand = 0; hand < handCount; hand++)
  cards.set(random.shuffle(indices).slice(0, size), hand * size);

// Whoever is written to is not optimised away.
let strengths = 0;
const at = (index: number): number => cards[index] as number; // all indices lie within the hands
const evaluateAll = (): { readonly hands: number } => {
  for (let i = 0; i < cards.length; i += size)
    strengths += evaluateSeven(
      at(i),
      at(i + 1),
      at(i + 2),
      at(i + 3),
      at(i + 4),
      at(i + 5),
      at(i + 6),
    );
  return { hands: handCount };
};
const { hands } = ratesOf(durationOf(values), evaluateAll);
if (strengths === 0) throw new Error("no hand is worth anything");
printFigures({ handsPerSecond: hands });
