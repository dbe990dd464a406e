import type { Transfer } from "@parlor/kit";
import type { Event } from "../history.ts";
import type { Stored } from "../stored.ts";
import { finding, type Finding } from "./finding.ts";
import type { Journals } from "./journals.ts";

/** Money that moved, and when. */
interface Moved extends Pick<Transfer, "debit" | "credit" | "amount"> {
  readonly currency: string;
  readonly committedAt: number;
  readonly position: number;
}

const movedIn = (stored: Stored, journals: Journals): readonly Moved[] => {
  const inSessions = stored.entries.flatMap(({ session, seq, committedAt, position }) => {
    const journal = journals.get(session);
    const first = journal?.[0]?.command;
    if (first?.kind !== "create") return []; // then the journal itself is found wrong
    const { currency } = first.setup;
    const transfers = journal?.[seq - 1]?.did.transfers ?? [];
    return transfers.map((transfer) => ({ ...transfer, currency, committedAt, position }));
  });
  const outside = stored.transfers.map((transfer) => ({ ...transfer, position: 0 }));
  return [...outside, ...inSessions].toSorted(
    (one, other) => one.committedAt - other.committedAt || one.position - other.position,
  );
};

const hasFloor = (account: string): boolean => /^(player|prize|pool):/.test(account);

/**
 * [M1] [M2] Adds every transfer up anew, in the order in which they were committed: no wallet is below zero at any time, and every
 * balance that is kept is the sum of what moved; all together come to zero in each currency.
 */
export const checkMoney = (stored: Stored, journals: Journals): readonly Finding[] => {
  const sums = new Map<string, number>();
  const findings: Finding[] = [];
  const add = (account: string, currency: string, amount: number, at: string): void => {
    const key = `${account} ${currency}`;
    const sum = (sums.get(key) ?? 0) + amount;
    sums.set(key, sum);
    if (sum < 0 && hasFloor(account))
      findings.push(finding("M2", `${key} is at ${sum} after what was committed at ${at}`));
  };
  for (const { debit, credit, amount, currency, committedAt } of movedIn(stored, journals)) {
    const at = new Date(committedAt / 1_000).toISOString();
    add(debit, currency, -amount, at);
    add(credit, currency, amount, at);
  }
  const totals = new Map<string, number>();
  for (const { account, currency, balance } of stored.balances) {
    const key = `${account} ${currency}`;
    const sum = sums.get(key) ?? 0;
    if (sum !== balance)
      findings.push(
        finding("M1", `${key} is kept as ${balance}, but its transfers come to ${sum}`),
      );
    sums.delete(key);
    totals.set(currency, (totals.get(currency) ?? 0) + balance);
    if (balance < 0 && hasFloor(account)) findings.push(finding("M2", `${key} is ${balance}`));
  }
  for (const [currency, total] of totals)
    if (total !== 0) findings.push(finding("M1", `all accounts in ${currency} come to ${total}`));
  for (const [key, sum] of sums)
    if (sum !== 0) findings.push(finding("M1", `${key} has no balance, but transfers of ${sum}`));
  return findings;
};

/** What every player was told last of the wallet is what is in it. */
export const checkWallets = (events: readonly Event[], stored: Stored): readonly Finding[] => {
  const told = new Map<string, { connection: number; balances: Record<string, number> }>();
  for (const event of events) {
    if (event.kind !== "wallet") continue;
    const { player, connection, balances } = event;
    const known = told.get(player);
    // A new connection begins with all balances.
    const before = known?.connection === connection ? known.balances : {};
    told.set(player, { connection, balances: { ...before, ...balances } });
  }
  const kept = new Map(
    stored.balances.map(({ account, currency, balance }) => [`${account} ${currency}`, balance]),
  );
  return [...told].flatMap(([player, { balances }]) =>
    Object.entries(balances)
      .filter(([currency, balance]) => (kept.get(`player:${player} ${currency}`) ?? 0) !== balance)
      .map(([currency, balance]) =>
        finding(
          "wallets",
          `${player} was told last of ${balance} ${currency}, but has ${kept.get(`player:${player} ${currency}`) ?? 0}`,
        ),
      ),
  );
};
