import { coinFlip } from "@parlor/games/coin-flip";
import { craps } from "@parlor/games/craps";
import { canonicalJson, commitmentOf as textHash, type Entry } from "@parlor/kit";
import { expect, test } from "vitest";
import { verifyExport, type FindingCode } from "../src/index.ts";
import { highCard } from "./high-card.ts";
import { findGame } from "./known-games.ts";
import { act, changed, edited, fileOf, joinBy, play, type Played } from "./journal.ts";

const first = async (lines: readonly string[]) => {
  const verdict = await verifyExport(lines, { findGame });
  return verdict.kind === "fault" ? [verdict.finding.code, verdict.finding.seq] : verdict.kind;
};

const anybodyRolls = craps.config.parse({ shooterNeedsLineBet: false });

/** Entry 3 bets, 4 to 8 roll. */
const rolled = (): Played => {
  const played = play(craps, { config: anybodyRolls });
  played.ask(joinBy("ann"));
  played.ask(act("ann", { type: "bet", bet: "field", amount: 500 }));
  for (let roll = 0; roll < 5; roll++) played.ask(act("ann", { type: "roll" }));
  return played;
};

/** Entries 3 and 5 bet and are dealt a card, 4 and 6 call and show the house's. */
const dealt = (): Played => {
  const played = play(highCard);
  played.ask(joinBy("ann"));
  for (let hand = 0; hand < 2; hand++) {
    played.ask(act("ann", { type: "bet", stake: 500 }));
    played.ask(act("ann", { type: "call" }));
  }
  return played;
};

/** Entries 3 to 12 flip; at least one of them pays. */
const flipped = (): Played => {
  const played = play(coinFlip);
  played.ask(joinBy("ann"));
  for (let flip = 0; flip < 10; flip++)
    played.ask(act("ann", { type: "flip", call: "heads", stake: 100 }));
  return played;
};

const withDraw = (entry: Entry, index: number): Entry => {
  const draws = entry.did.draws.map(([bound, value], at): [number, number] =>
    at === index ? [bound, (value + 1) % bound] : [bound, value],
  );
  return { ...entry, did: { ...entry.did, draws } };
};
const withEventData = (entry: Entry, change: (data: object) => object): Entry => {
  const events = entry.did.events.map(
    (event, at) => (at === 0 ? { ...event, data: change(event.data as object) } : event), // every event here has fields
  );
  return { ...entry, did: { ...entry.did, events } };
};
const withSeed = (entry: Entry): Entry => {
  const { finished } = entry.did;
  if (!finished) throw new Error(`entry ${entry.seq} reveals nothing`);
  const serverSeed = textHash("another seed");
  return { ...entry, did: { ...entry.did, finished: { ...finished, serverSeed } } };
};
const paying = ({ entries }: Played): number =>
  entries.find(({ did }) => did.transfers.some(({ kind }) => kind === "payout"))?.seq ?? 0;
const withPayout = (entry: Entry): Entry => {
  const transfers = entry.did.transfers.map((transfer) =>
    transfer.kind === "payout" ? { ...transfer, amount: transfer.amount + 1 } : transfer,
  );
  return { ...entry, did: { ...entry.did, transfers } };
};

interface Corruption {
  readonly rule: number;
  readonly what: string;
  readonly played: () => Played;
  readonly seq: number | ((played: Played) => number);
  readonly change: (entry: Entry) => Entry;
  /** What gives it away when all hashes that come later are made anew. */
  readonly forged: FindingCode;
}

const corruptions: readonly Corruption[] = [
  {
    rule: 10,
    what: "a die",
    played: rolled,
    seq: 6,
    change: (entry) => withDraw(entry, 1),
    forged: "draw_mismatch",
  },
  {
    rule: 12,
    what: "a die, told otherwise only",
    played: rolled,
    seq: 6,
    change: (entry) => withEventData(entry, (data) => ({ ...data, dice: [1, 1] })),
    forged: "event_mismatch",
  },
  {
    rule: 10,
    what: "a card that is shown two entries before its seed is",
    played: dealt,
    seq: 5,
    change: (entry) => withEventData(withDraw(entry, 0), () => ({ card: "As" })),
    forged: "draw_mismatch",
  },
  {
    rule: 12,
    what: "a card, told otherwise only",
    played: dealt,
    seq: 4,
    change: (entry) => withEventData(entry, (data) => ({ ...data, house: "2c" })),
    forged: "event_mismatch",
  },
  {
    rule: 12,
    what: "a payout",
    played: flipped,
    seq: paying,
    change: withPayout,
    forged: "transfer_mismatch",
  },
  {
    rule: 12,
    what: "a payout that goes to somebody else",
    played: flipped,
    seq: paying,
    change: (entry) => {
      const transfers = entry.did.transfers.map((transfer) =>
        transfer.kind === "payout" ? { ...transfer, credit: "player:bob" } : transfer,
      );
      return { ...entry, did: { ...entry.did, transfers } };
    },
    forged: "transfer_mismatch",
  },
  {
    rule: 13,
    what: "a balance in the state",
    played: rolled,
    seq: 8,
    change: (entry) => {
      const { state } = rolled();
      const richer = { ...state, tableBalance: state.tableBalance + 1 };
      return { ...entry, state: textHash(canonicalJson(richer)) };
    },
    forged: "state_mismatch",
  },
  { rule: 9, what: "a seed", played: rolled, seq: 5, change: withSeed, forged: "seed_mismatch" },
  {
    rule: 9,
    what: "a seed, revealed after a draw of an earlier entry",
    played: dealt,
    seq: 6,
    change: withSeed,
    forged: "seed_mismatch",
  },
  {
    rule: 13,
    what: "a commitment",
    played: rolled,
    seq: 4,
    change: (entry) => {
      const next = { number: 2, commitment: textHash(textHash("another seed")) };
      return { ...entry, did: { ...entry.did, next } };
    },
    forged: "state_mismatch",
  },
  {
    rule: 13,
    what: "a timestamp",
    played: rolled,
    seq: 5,
    change: (entry) => ({ ...entry, at: entry.at + 1 }),
    forged: "state_mismatch",
  },
  {
    rule: 7,
    what: "a timestamp that goes back",
    played: rolled,
    seq: 5,
    change: (entry) => ({ ...entry, at: entry.at - 1_001 }),
    forged: "time_reversed",
  },
  {
    rule: 12,
    what: "a stake",
    played: rolled,
    seq: 3,
    change: (entry) => ({
      ...entry,
      command: { ...act("ann", { type: "bet", bet: "field", amount: 600 }), id: "command-3" },
    }),
    forged: "event_mismatch",
  },
  {
    rule: 11,
    what: "a player",
    played: rolled,
    seq: 4,
    change: (entry) => ({ ...entry, command: { ...act("bob", { type: "roll" }), id: "x" } }),
    forged: "refused",
  },
  {
    rule: 12,
    what: "a client seed",
    played: rolled,
    seq: 4,
    change: (entry) => ({ ...entry, did: { ...entry.did, clientSeed: textHash("of nobody") } }),
    forged: "client_seed_mismatch",
  },
  {
    rule: 12,
    what: "a round's number",
    played: rolled,
    seq: 4,
    change: (entry) => {
      const { finished } = entry.did;
      return finished
        ? { ...entry, did: { ...entry.did, finished: { ...finished, number: 7 } } }
        : entry;
    },
    forged: "round_mismatch",
  },
  {
    rule: 12,
    what: "a seat that somebody sat down in",
    played: rolled,
    seq: 2,
    change: (entry) => ({ ...entry, did: { ...entry.did, seat: 3 } }),
    forged: "deed_mismatch",
  },
];

test.each(corruptions)(
  "[VERIFY-4] [VERIFY-17] [VERIFY-$rule] $what that is changed is found, with hashes left alone and made anew",
  async ({ played: make, seq, change, forged }) => {
    const played = make();
    expect(await first(fileOf(played))).toBe("holds");
    const at = typeof seq === "number" ? seq : seq(played);
    expect(await first(edited(fileOf(played), at, change))).toEqual(["hash_mismatch", at]);
    const entries = changed(played.entries, at, change);
    expect(entries).not.toEqual(played.entries);
    expect(await first(fileOf(played, { entries }))).toEqual([forged, at]);
  },
);

test("[VERIFY-10] [VERIFY-17] a die that is changed before the chain breaks is the first fault of the two", async () => {
  const played = dealt();
  const lines = fileOf(played, { entries: changed(played.entries, 5, (one) => withDraw(one, 0)) });
  // The round's seed is in the entry that no longer has its hash, so the draw itself cannot be checked; what it led to can.
  const broken = edited(lines, 6, (entry) => ({ ...entry, at: entry.at + 1 }));
  expect(await first(broken)).toEqual(["event_mismatch", 5]);
});

test("[VERIFY-15] a balance that the end line has wrong is found behind the last entry", async () => {
  const played = rolled();
  const balance = played.state.tableBalance + 1;
  expect(await first(fileOf(played, { balance }))).toEqual(["balance_mismatch", 9]);
  expect(await first(fileOf(played, { balance: null }))).toBe("holds");
});

test("[VERIFY-6] [VERIFY-17] entries in another order are found at the first that is out of its place", async () => {
  const played = rolled();
  const lines = fileOf(played);
  const [a, b] = [lines[5]!, lines[6]!];
  expect(await first(lines.with(5, b).with(6, a))).toEqual(["seq_mismatch", 5]);
  // Numbered and hashed anew, the bet comes after the roll that it was on.
  const { entries } = dealt();
  const [bet, call] = [entries[4]!, entries[5]!];
  const swapped = entries.with(4, { ...call, seq: 5, at: bet.at }).with(5, { ...bet, seq: 6 });
  expect(await first(fileOf(played, { entries: swapped }))).toEqual(["refused", 5]);
});

test("[VERIFY-16] a session that is played all over with another secret is found by a hash that was noted down", async () => {
  const played = rolled();
  const { head } = (await verifyExport(fileOf(played), { findGame })).held;
  const again = play(craps, { config: anybodyRolls }, { secret: textHash("another secret") });
  for (const { command } of played.entries) {
    if (command.kind === "create") continue;
    const { id: _id, ...asked } = command;
    again.ask(asked);
  }
  const other = fileOf(again);
  expect(await first(other)).toBe("holds");
  const pinned = await verifyExport(other, { findGame, head });
  expect(pinned).toMatchObject({ kind: "fault", finding: { code: "other_head", seq: 9 } });

  played.ask(act("ann", { type: "roll" }));
  const grown = await verifyExport(fileOf(played), { findGame, head });
  expect(grown).toMatchObject({ kind: "holds", held: { entries: 9, pinned: 8 } });
});
