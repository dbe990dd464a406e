import { declaredEdge, fractionOf } from "@parlor/kit";
import { expect, test } from "vitest";
import { announcedIds, chipsOf, type AnnouncedId } from "./announced.ts";
import { config, type Config } from "./config.ts";
import { roulette } from "./game.ts";
import { kindRules, kinds, type Kind } from "./kinds.ts";
import { placesOf } from "./places.ts";
import {
  colourOf,
  doubleZero,
  isZero,
  nameOfPocket,
  neighboursOf,
  pocketCounts,
  pocketNames,
  tripleZero,
  wheelOrder,
  wheels,
  type Wheel,
} from "./pockets.ts";
import { scriptedWheel } from "./testing/scripted-wheel.ts";

const numbers = Array.from({ length: 36 }, (_, index) => index + 1);
const named = (wheel: Wheel, kind: Kind) =>
  placesOf[wheel].filter((place) => place.kind === kind).map(({ id }) => id.slice(kind.length + 1));
const zeroed = (wheel: Wheel) =>
  placesOf[wheel].filter((place) => place.numbers.some(isZero)).map(({ id }) => id);

test("[ROULETTE-1] every pocket of the wheel is drawn with the same chance", () => {
  for (const [wheel, count] of [
    ["european", 37],
    ["american", 38],
    ["triple-zero", 39],
  ] as const) {
    const bounds: number[] = [];
    const draw = (bound: number) => bounds.push(bound) - 1;
    const table = scriptedWheel({ config: { wheel }, draw });
    for (let spin = 0; spin < count; spin++) {
      expect(table.bet("red", 10)).toBe("");
      expect(table.call()).toBe("");
    }
    expect(bounds).toEqual(Array.from({ length: count }, () => count));
    expect(table.game().numbers.map(nameOfPocket)).toEqual(pocketNames.slice(0, count));
    expect(table.table.state.round.number).toBe(count + 1);
  }
});

test("[ROULETTE-2] colours, and the outside bets that no zero wins", () => {
  expect(numbers.filter((number) => colourOf(number) === "red")).toEqual([
    1, 3, 5, 7, 9, 12, 14, 16, 18, 19, 21, 23, 25, 27, 30, 32, 34, 36,
  ]);
  expect([0, doubleZero, tripleZero].map(colourOf)).toEqual(["green", "green", "green"]);
  for (const { id, rules, covers, numbers: covered } of placesOf["triple-zero"]) {
    if (rules.side !== "outside") continue;
    expect([id, covered.length]).toEqual([id, rules.pays === 1 ? 18 : 12]);
    for (const zero of [0, doubleZero, tripleZero]) expect([id, covers[zero]]).toEqual([id, false]);
  }
});

test("[ROULETTE-3] the order of the wheels: every pocket once, and colours that take turns", () => {
  for (const wheel of wheels) {
    const order = wheelOrder(wheel);
    expect(order.toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: pocketCounts[wheel] }, (_, pocket) => pocket),
    );
    const colours = order.filter((pocket) => !isZero(pocket)).map(colourOf);
    const repeats = colours.filter((colour, index) => colour === colours.at(index - 1)).length;
    // On the double-zero wheel the colours on both sides of each zero are the same.
    expect([wheel, repeats]).toEqual([wheel, wheel === "european" ? 0 : 2]);
  }
  expect(wheelOrder("european").slice(0, 6)).toEqual([0, 32, 15, 19, 4, 21]);
  expect(wheelOrder("american").slice(18, 22)).toEqual([1, doubleZero, 27, 10]);
  // Across the double-zero wheel lie numbers that follow each other.
  const american = wheelOrder("american");
  for (const [index, pocket] of american.entries()) {
    if (isZero(pocket)) continue;
    const across = american[(index + 19) % 38] ?? 0;
    expect([pocket, across]).toEqual([pocket, pocket % 2 === 1 ? pocket + 1 : pocket - 1]);
  }
});

/** Whether chips of this kind can lie where they touch these numbers, which go from low to high. */
const isTouching = (kind: Kind, [first = 0, ...others]: readonly number[]): boolean => {
  const steps = others.map((number) => number - first).join(" ");
  switch (kind) {
    case "split":
      return steps === "3" || (steps === "1" && first % 3 !== 0);
    case "corner":
      return steps === "1 3 4" && first % 3 !== 0;
    case "street":
      return steps === "1 2" && first % 3 === 1;
    case "six-line":
      return steps === "1 2 3 4 5" && first % 3 === 1;
    default:
      return true;
  }
};

test("[ROULETTE-4] the grid has every place where chips touch that many numbers", () => {
  const isGrid = (text: string) => !text.split("-").some((name) => /^0+$/.test(name));
  for (const wheel of wheels) {
    const count = (kind: Kind) => named(wheel, kind).filter(isGrid).length;
    expect(kinds.slice(0, 3).map(count)).toEqual([36, 57, 12]);
    expect([count("corner"), count("six-line"), count("trio")]).toEqual([22, 11, 0]);
    expect([count("dozen"), count("column")]).toEqual([3, 3]);
  }
  const apart = placesOf.european
    .filter(({ kind, numbers: covered }) => !covered.some(isZero) && !isTouching(kind, covered))
    .map(({ id }) => id);
  expect(apart).toEqual([]);
  expect(named("american", "dozen")).toEqual(["1", "2", "3"]);
  expect(new Set(placesOf.european.map(({ id }) => id)).size).toBe(placesOf.european.length);
});

// oxfmt-ignore
test.each<[string, Wheel, readonly string[]]>([
  ["[ROULETTE-5]", "european", [
    "straight-0", "split-0-1", "split-0-2", "split-0-3", "trio-0-1-2", "trio-0-2-3", "first-four-0-1-2-3",
  ]],
  ["[ROULETTE-6]", "american", [
    "straight-0", "straight-00", "split-0-00", "split-0-1", "split-0-2", "split-00-2", "split-00-3",
    "trio-0-1-2", "trio-0-00-2", "trio-00-2-3", "top-line-0-00-1-2-3",
  ]],
  ["[ROULETTE-7]", "triple-zero", [
    "straight-0", "straight-00", "straight-000", "split-0-000", "split-000-00", "split-0-1", "split-000-2", "split-00-3",
    "trio-0-000-00", "corner-0-000-1-2", "corner-000-00-2-3", "six-line-0-000-00-1-2-3",
  ]],
])("%s what lies around the zeros of the %s layout", (_, wheel, places) => {
  expect(zeroed(wheel)).toEqual(places);
  const table = scriptedWheel({ config: { wheel } });
  for (const other of wheels) {
    for (const place of zeroed(other)) {
      const isHere = places.includes(place);
      expect([place, table.bet(place, 10)]).toEqual([place, isHere ? "" : "not_offered"]);
    }
  }
});

/** Puts the stake on every place of the table, and spins every pocket once: what each place got back in all. */
const onEveryPlace = (over: Partial<Config>, stake: number) => {
  const { wheel } = config.parse(over);
  const limits = { min: 10, max: 1_000_000 };
  const table = scriptedWheel({ config: { ...over, insideMaximum: "1/1" }, limits });
  for (const { id } of placesOf[wheel]) expect(table.bet(id, stake)).toBe("");
  const back = new Map<string, number>();
  for (let pocket = 0; pocket < pocketCounts[wheel]; pocket++) {
    if (pocket > 0) expect(table.repeat()).toBe("");
    expect(table.spin(nameOfPocket(pocket))).toBe("");
    for (const line of table.settled()[0]?.lines ?? []) {
      back.set(line.place, (back.get(line.place) ?? 0) + line.back);
      const expected = line.verdict === "won" || line.verdict === "halved";
      expect([line.place, line.back > 0]).toEqual([line.place, expected]);
    }
  }
  return { back, spins: pocketCounts[wheel] };
};

const perPlace: readonly Partial<Config>[] = [
  { wheel: "european" },
  { wheel: "american" },
  { wheel: "triple-zero" },
  { wheel: "european", evenMoneyOnZero: "la-partage" },
  { wheel: "american", evenMoneyOnZero: "la-partage" },
  { wheel: "triple-zero", evenMoneyOnZero: "la-partage" },
];

test.each(perPlace)(
  "[ROULETTE-8] [ROULETTE-26] every place pays its kind and costs what it declares: %o",
  (over) => {
    const parsed = config.parse(over);
    const { back, spins } = onEveryPlace(over, 10);
    expect(back.size).toBe(placesOf[parsed.wheel].length);
    for (const { id, kind, rules, numbers: covered } of placesOf[parsed.wheel]) {
      const returned = back.get(id) ?? 0;
      expect([id, declaredEdge(roulette, kind, parsed)?.edge]).toEqual([
        id,
        fractionOf(10 * spins - returned, 10 * spins),
      ]);
      const halves = rules.isEvenMoney && over.evenMoneyOnZero ? 5 * (spins - 36) : 0;
      expect(returned - halves).toBe(10 * covered.length * (rules.pays + 1));
    }
  },
);

// oxfmt-ignore
test("[ROULETTE-8] what each kind pays", () => {
  expect(Object.entries(kindRules).map(([kind, { pays }]) => `${kind} ${pays}`)).toEqual([
    "straight 35", "split 17", "street 11", "trio 11", "corner 8", "first-four 8",
    "top-line 6", "six-line 5", "dozen 2", "column 2",
    "red 1", "black 1", "odd 1", "even 1", "low 1", "high 1",
  ]);
});

test("[ROULETTE-26] the figures that everybody knows", () => {
  const edge = (kind: Kind, over: Partial<Config>) =>
    declaredEdge(roulette, kind, config.parse(over))?.edge;
  expect(edge("straight", {})).toBe("1/37");
  expect(edge("top-line", {})).toBeUndefined();
  expect(edge("first-four", { wheel: "american" })).toBeUndefined();
  expect(edge("dozen", { wheel: "american" })).toBe("1/19");
  expect(edge("top-line", { wheel: "american" })).toBe("3/38");
  expect(edge("red", { wheel: "triple-zero" })).toBe("1/13");
  expect(edge("red", { evenMoneyOnZero: "la-partage" })).toBe("1/74");
  expect(edge("red", { wheel: "american", evenMoneyOnZero: "la-partage" })).toBe("1/38");
  expect(edge("red", { evenMoneyOnZero: "en-prison" })).toBe("19/1369");
  for (const prisonOnZero of ["stays", "la-partage"] as const)
    expect(edge("high", { evenMoneyOnZero: "en-prison", prisonOnZero })).toBe("1/74");
});

const covers = (id: AnnouncedId): number[] =>
  [...new Set(chipsOf(id).flatMap(({ place }) => place.numbers))].toSorted((a, b) => a - b);

test("[ROULETTE-9] the sectors lie together on the wheel and take the chips that they are known for", () => {
  const chips = (id: AnnouncedId) => chipsOf(id).reduce((sum, { count }) => sum + count, 0);
  const sectors = ["voisins", "tiers", "orphelins", "orphelins-en-plein", "jeu-zero"] as const;
  expect(sectors.map(chips)).toEqual([9, 6, 5, 8, 4]);
  const between = (first: number, last: number) => {
    const order = wheelOrder("european");
    const from = order.indexOf(first);
    const length = ((order.indexOf(last) - from + 37) % 37) + 1;
    return Array.from({ length }, (_, index) => order[(from + index) % 37] ?? 0);
  };
  const sorted = (pockets: readonly number[]) => pockets.toSorted((a, b) => a - b);
  expect(covers("voisins")).toEqual(sorted(between(22, 25)));
  expect(covers("tiers")).toEqual(sorted(between(27, 33)));
  const orphelins = sorted([...between(17, 6), ...between(1, 9)]);
  expect(covers("orphelins")).toEqual(orphelins);
  expect(covers("orphelins-en-plein")).toEqual(orphelins);
  expect(covers("jeu-zero")).toEqual(sorted(between(12, 15)));
  const three = [...covers("voisins"), ...covers("tiers"), ...covers("orphelins")];
  expect(sorted(three)).toEqual([0, ...numbers]);

  const table = scriptedWheel();
  expect(table.bet("voisins", 10)).toBe("");
  expect(table.up()).toEqual([
    "trio-0-2-3 20",
    "split-4-7 10",
    "split-12-15 10",
    "split-18-21 10",
    "split-19-22 10",
    "corner-25-26-28-29 20",
    "split-32-35 10",
  ]);
  for (const wheel of ["american", "triple-zero"] as const) {
    const other = scriptedWheel({ config: { wheel } });
    for (const id of sectors) expect(other.bet(id, 10)).toBe("not_offered");
  }
});

test("[ROULETTE-10] finals are the numbers that end in a digit, on every wheel", () => {
  for (const id of announcedIds) {
    if (!id.startsWith("final")) continue;
    const digit = Number(id.slice(-1));
    const wanted = [0, ...numbers].filter((number) => number % 10 === digit);
    expect(covers(id)).toEqual(wanted);
    for (const wheel of wheels) {
      const table = scriptedWheel({ config: { wheel } });
      expect(table.bet(id, 10)).toBe("");
      expect(table.up()).toEqual(wanted.map((number) => `straight-${number} 10`));
    }
  }
});

test("[ROULETTE-11] neighbours are those to both sides, around the end of the wheel", () => {
  expect(neighboursOf("european", 0, 2).map(nameOfPocket)).toEqual(["3", "26", "0", "32", "15"]);
  const table = scriptedWheel({ config: { wheel: "american", neighboursMax: 3 } });
  expect(table.neighbours("00", 1, 10)).toBe("");
  expect(table.up()).toEqual(["straight-1 10", "straight-00 10", "straight-27 10"]);
  expect(table.neighbours("000", 1, 10)).toBe("not_offered");
  expect(table.neighbours("0", 4, 10)).toBe("not_offered");
  expect(table.act(0, { type: "bet", bet: "neighbours", amount: 10 })).toBe("invalid_action");
  expect(table.act(0, { type: "bet", bet: "red", number: "1", amount: 10 })).toBe("invalid_action");
  for (const wheel of wheels) {
    for (const pocket of wheelOrder(wheel)) {
      const found = neighboursOf(wheel, pocket, 9);
      expect([new Set(found).size, found[9]]).toEqual([19, pocket]);
    }
  }
});

test("[ROULETTE-12] an announced bet is its chips: each apart, all of them or none", () => {
  const table = scriptedWheel({ limits: { min: 10, max: 1_000 } });
  expect(table.bet("jeu-zero", 10)).toBe("");
  expect(table.transfersOf()).toEqual(["straight 10", "split 10", "split 10", "split 10"]);
  expect(table.takeBack("split-0-3")).toBe("");
  expect(table.up()).toEqual(["straight-26 10", "split-12-15 10", "split-32-35 10"]);
  // At most 100 on a place: 95 more on 26 are too much, and so there is nothing on the others either.
  expect(table.bet("jeu-zero", 95)).toBe("above_maximum");
  expect(table.up()).toEqual(["straight-26 10", "split-12-15 10", "split-32-35 10"]);
  expect(table.spin("26")).toBe("");
  expect(table.cash(0)).toBe(360 - 30);
  // Two chips lie on the trio and on the corner of the voisins.
  expect([table.bet("voisins", 51), table.bet("voisins", 50)]).toEqual(["above_maximum", ""]);
  const none = scriptedWheel({ config: { announcedBets: false } });
  expect(none.bet("tiers", 10)).toBe("not_offered");
  expect(none.bet("final-1", 10)).toBe("not_offered");
  expect(none.neighbours("1", 1, 10)).toBe("not_offered");
});
