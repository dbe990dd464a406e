import {
  accountOf,
  isAmount,
  refuse,
  type Currency,
  type Refusal,
  type TransferKind,
} from "@parlor/kit";
import type { EventHub } from "../events/contract.ts";
import type { Clock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";
import type { Store, TransferVerdict } from "../ports/store.ts";
import { auditOf } from "./audit.ts";
import type { Treasury } from "./contract.ts";

export const treasury = (store: Store, clock: Clock, hub: EventHub, log: Log): Treasury => {
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
    const transfer = { id, debit, credit, amount, kind, currency, at: clock.now() };
    let verdict: TransferVerdict;
    try {
      verdict = await store.transfer(transfer);
    } catch (error) {
      log.error({ transfer: id, error: String(error) }, "the store did not take a transfer");
      return refuse("outcome_unknown");
    }
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
