import {
  accountOf,
  isAmount,
  refuse,
  type Currency,
  type Refusal,
  type Transfer,
  type TransferKind,
} from "@parlor/kit";
import type { EventHub } from "../events/contract.ts";
import { decodeEntry } from "../journal/contract.ts";
import { entriesPageMax } from "../limits.ts";
import type { Clock } from "../ports/clock.ts";
import type { Store } from "../ports/store.ts";
import type { Audit, Treasury } from "./contract.ts";

export const treasury = (store: Store, clock: Clock, hub: EventHub): Treasury => {
  const move = async (
    id: string,
    player: string,
    amount: number,
    currency: Currency,
    kind: TransferKind,
  ): Promise<Refusal | undefined> => {
    if (!isAmount(amount)) return refuse("invalid_amount");
    const account = accountOf.player(player);
    const [debit, credit] =
      kind === "deposit" ? [accountOf.world, account] : [account, accountOf.world];
    const verdict = await store.transfer({
      id,
      debit,
      credit,
      amount,
      kind,
      currency,
      at: clock.now(),
    });
    switch (verdict.kind) {
      case "uncovered":
        return refuse("insufficient_funds");
      case "transfer_reused":
        return refuse("transfer_reused");
      default:
        for (const balance of Object.values(verdict.balances))
          hub.publishBalance(player, currency, balance);
        return undefined;
    }
  };
  return {
    deposit: (id, player, amount, currency) => move(id, player, amount, currency, "deposit"),
    withdraw: (id, player, amount, currency) => move(id, player, amount, currency, "withdrawal"),
    balances: async (player) => {
      const accounts = await store.balances(accountOf.player(player));
      return Object.fromEntries(accounts.map(({ currency, balance }) => [currency, balance]));
    },
    audit: () => auditOf(store),
  };
};

const auditOf = async (store: Store): Promise<Audit> => {
  const computed = new Map<string, number>();
  const keyOf = (account: string, currency: Currency) => `${account} ${currency}`;
  let transfers = 0;
  const add = ({ debit, credit, amount }: Transfer, currency: Currency): void => {
    transfers += 1;
    computed.set(keyOf(debit, currency), (computed.get(keyOf(debit, currency)) ?? 0) - amount);
    computed.set(keyOf(credit, currency), (computed.get(keyOf(credit, currency)) ?? 0) + amount);
  };
  for (const transfer of await store.transfers()) add(transfer, transfer.currency);

  const currencies = new Map<string, Currency>();
  let [entries, position] = [0, 0];
  for (
    let rows = await store.feed(0, entriesPageMax);
    rows.length > 0;
    rows = await store.feed(position, entriesPageMax)
  ) {
    for (const row of rows) {
      const entry = decodeEntry(row);
      if (entry.command.kind === "create")
        currencies.set(entry.session, entry.command.setup.currency);
      const currency = currencies.get(entry.session);
      if (currency) for (const transfer of entry.did.transfers) add(transfer, currency);
      entries += 1;
      position = row.position;
    }
  }

  const sums: Record<Currency, number> = {};
  const discrepancies = [];
  for (const { account, currency, balance } of await store.accounts()) {
    sums[currency] = (sums[currency] ?? 0) + balance;
    const added = computed.get(keyOf(account, currency)) ?? 0;
    computed.delete(keyOf(account, currency));
    if (added !== balance) discrepancies.push({ account, currency, balance, transfers: added });
  }
  for (const [key, added] of computed) {
    const [account = "", currency = ""] = key.split(" ");
    if (added !== 0)
      discrepancies.push({ account, currency: currency as Currency, balance: 0, transfers: added }); // the key was made from one
  }
  return { entries, transfers, sums, discrepancies };
};
