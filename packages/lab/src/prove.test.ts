import { games } from "@parlor/games";
import { coinFlip } from "@parlor/games/coin-flip";
import { craps } from "@parlor/games/craps";
import { declaredEdge, type Game } from "@parlor/kit";
import { expect, test } from "vitest";
import { dieGame } from "../test/table-games.ts";
import { comparable, proveGame, type ProofCase } from "./prove.ts";
import { textOf } from "./rational.ts";

const tableLimits = { min: 100, max: 50_000, step: 100 };
const prove = (what: ProofCase, bet?: string) =>
  proveGame(what, { tableLimits, ...(bet === undefined ? {} : { bet }) });
const computed = (what: ProofCase) =>
  Object.fromEntries(
    prove(what).map(({ bet, declared, finding }) => [
      bet,
      finding.kind === "enumerated" && declared
        ? textOf(comparable(declared, finding.measures)!)
        : finding.kind,
    ]),
  );

test("a right call at coin flip costs 1/50, and what another payout makes of it", () => {
  const variants = [
    { name: "standard", config: {} },
    { name: "fair", config: { payout: "2/1" } },
    { name: "stingy", config: { payout: "13/7" } },
    { name: "seventeenths, which no round stake divides by", config: { payout: "33/17" } },
  ];
  const proofs = prove({ game: coinFlip, variants });
  expect(proofs.map(({ problem }) => problem)).toEqual([null, null, null, null]);
  expect(computed({ game: coinFlip })).toEqual({ call: "1/50" });
});

// Everything else than the standard; that one is proved where the command line is tested.
const unusual = {
  putBets: true,
  buyCommission: "on-win",
  winnersStay: false,
  placeOnComeOut: true,
  hardwaysOnComeOut: true,
  comeOddsOnComeOut: true,
  dontBar: 3,
  commission: "1/25",
  field12Pays: "2/1",
  hornPaysOn3And11: "13/4",
};

test("every craps bet costs what it declares at an unusual table", { timeout: 120_000 }, () => {
  const variants = [{ name: "unusual", config: unusual }];
  const proofs = prove({ game: craps, history: ["rolls"], variants });
  expect(proofs.map(({ problem }) => problem).filter(Boolean)).toEqual([]);
  expect(proofs.map(({ finding }) => finding.kind === "enumerated" && finding.exact)).not.toContain(
    false,
  );
  const config = craps.config.parse(unusual);
  const declared = Object.keys(craps.bets ?? {}).filter((bet) => declaredEdge(craps, bet, config));
  expect(proofs.map(({ bet }) => bet)).toEqual(declared);
});

test("the figures of craps that everybody knows, per bet made and per bet resolved", () => {
  const figures = (bet: string) => {
    const [proof] = prove({ game: craps, history: ["rolls"] }, bet);
    if (proof?.finding.kind !== "enumerated") throw new Error("not enumerated");
    const { perMade, perResolved, hitFrequency, variance } = proof.finding.measures;
    return [perMade, perResolved!, hitFrequency, variance].map(textOf);
  };
  expect(figures("pass")).toEqual(["7/495", "7/495", "244/495", "244976/245025"]);
  expect(figures("dont-pass").slice(0, 3)).toEqual(["3/220", "27/1925", "949/1980"]);
  expect(figures("field").slice(0, 3)).toEqual(["1/36", "1/36", "4/9"]);
});

test("what the smallest stake of a table costs more: place 6 for 100 wins 116 instead of 116 2/3", () => {
  const [proof] = prove({ game: craps, history: ["rolls"] }, "place-6");
  if (proof?.finding.kind !== "enumerated") throw new Error("not enumerated");
  expect(proof.finding.rounding?.stake).toBe(100);
  expect(textOf(proof.finding.rounding!.added)).toBe("1/330"); // 2/3 of 1/100, five times of eleven
});

test("an edge that the rules do not give fails, and so does a bet that no variant offers", () => {
  expect(prove({ game: dieGame() })[0]?.problem).toBeNull();
  const wrong = prove({ game: dieGame("1/13") })[0]?.problem;
  expect(wrong).toBe("declares 1/13 per bet made, but the rules give 1/12");
  // Right for each bet resolved, but declared for each bet made.
  const pass = { ...craps.bets?.["dont-pass"], title: "x", edge: "27/1925" } as const;
  const mixed: Game = { ...craps, bets: { ...craps.bets, "dont-pass": pass } };
  expect(prove({ game: mixed, history: ["rolls"] }, "dont-pass")[0]?.problem).toContain("3/220");
  expect(prove({ game: craps, history: ["rolls"] }, "put-4")[0]?.problem).toBe(
    "no variant offers this bet",
  );
});

test("a bet whose edge is null is not taken there, and nothing is said of it", () => {
  const ofMany = (lose: string): Game => {
    const call = { ...coinFlip.bets?.["call"], title: "Call" };
    const edge = (config: never): "1/20" | null =>
      JSON.stringify(config).includes(lose) ? null : "1/20";
    return { ...coinFlip, bets: { call, other: { title: "Other", edge } } };
  };
  const variants = [
    { name: "standard", config: {} },
    { name: "fair", config: { payout: "2/1" } },
  ];
  const problemsOf = (game: Game) =>
    prove({ game, variants }).map(({ variant, bet, problem }) => [variant, bet, problem]);
  const proved = [
    ["standard", "call", null],
    ["fair", "call", null],
  ];
  expect(problemsOf(ofMany("payout"))).toEqual(proved);
  // One variant says that it takes the bet, and no variant does.
  const missing = "no variant offers this bet";
  expect(problemsOf(ofMany("98/50"))).toEqual([...proved, ["fair", "other", missing]]);
});

test("an edge that is rounded at every stake that was tried says so", () => {
  const call = { title: "Call", edge: "1/40" } as const; // true for 39/20, not for 33/17
  const game: Game = { ...coinFlip, bets: { call } };
  const variants = [{ name: "seventeenths", config: { payout: "33/17" } }];
  const [proof] = prove({ game, variants });
  expect(proof?.problem).toMatch(/^declares 1\/40 .* at a stake whose payouts are rounded/);
});

test("a game without bets has nothing to prove", () => {
  const game = games.find(({ id }) => id === "tic-tac-toe");
  expect(prove({ game: game! })).toEqual([]);
});
