import { expect, test } from "vitest";
import { dealersCardCase, otherCardCase, sealedCase, undealtCase } from "./leak-cases.ts";
import { describeLeak, findLeaks } from "./find-leaks.ts";

test.each([
  { what: "a sealed number", leakCase: sealedCase },
  { what: "the dealer's card", leakCase: dealersCardCase },
  { what: "the card of the seat that does not deal", leakCase: otherCardCase },
  { what: "a card that is still to come", leakCase: undealtCase },
])(
  "[V1] $what makes no difference to anybody who may not know it, in a whole session",
  async ({ leakCase }) => {
    const { leaks, compared } = await findLeaks(leakCase);
    expect(leaks.map(describeLeak)).toEqual([]);
    expect(compared).toBeGreaterThan(100);
  },
);
