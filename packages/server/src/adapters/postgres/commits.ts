import { ok as assert } from "node:assert";
import type { Currency } from "@parlor/kit";
import type { ClientBase } from "pg";
import type { Commit, Verdict } from "../../ports/store.ts";
import { isGuarded } from "../store-rules.ts";
import { inTransaction, isConflict, Overtaken, retried } from "./connections.ts";
import { Picture } from "./picture.ts";
import { planOf, verdictsOf } from "./plan.ts";
import { writePlan } from "./write-plan.ts";

/**
 * Commits a batch in one transaction. Nearly always nothing stands against any of it: then it is planned as a whole and takes
 * one statement, which checks the plan. Otherwise nothing was written, and each commit is decided on by itself,
 * under locks.
 */
export const commitBatch = async (
  client: ClientBase,
  batch: readonly Commit[],
): Promise<readonly Verdict[]> => (await commitAll(client, batch)) ?? commitEach(client, batch);

/** Null when something stood against it. */
const commitAll = async (
  client: ClientBase,
  batch: readonly Commit[],
): Promise<Verdict[] | null> => {
  const plan = planOf(batch);
  if (!plan) return null;
  try {
    const written = await writePlan(client, plan);
    return written && verdictsOf(plan, written);
  } catch (error) {
    if (isConflict(error)) return null;
    throw error;
  }
};

/** What nobody else can change any more is looked at, decided on in the batch's order, and what was accepted is written. */
export const commitEach = (
  client: ClientBase,
  batch: readonly Commit[],
): Promise<readonly Verdict[]> =>
  retried(() =>
    inTransaction(client, async () => {
      const picture = await lockedPicture(client, batch);
      const decisions = batch.map((commit) => picture.decide(commit));
      const accepted = batch.filter((_, at) => decisions[at]?.kind === "accepted");
      const verdicts = (await writeAccepted(client, accepted)).values();
      return decisions.map((decision): Verdict => {
        if (decision.kind !== "accepted") return decision;
        const { value } = verdicts.next();
        assert(value !== undefined, "a commit that was accepted has a verdict");
        return value;
      });
    }),
  );

const writeAccepted = async (
  client: ClientBase,
  accepted: readonly Commit[],
): Promise<readonly Verdict[]> => {
  if (accepted.length === 0) return [];
  // What was seen was looked at under the same locks.
  const plan = planOf(accepted.map((commit) => ({ ...commit, seen: undefined })));
  assert(plan !== null, "what was accepted does not contradict itself");
  const written = await writePlan(client, plan);
  if (!written) throw new Overtaken();
  return verdictsOf(plan, written);
};

const lockedPicture = async (client: ClientBase, batch: readonly Commit[]): Promise<Picture> => {
  const picture = new Picture();
  const accounts = accountsOf(batch);
  // They go out together. Each sees what was committed before it began, and so all that came before the locks.
  await Promise.all([
    lockPartitions(client, batch, picture),
    lockHeads(client, batch, picture),
    lockAccounts(
      client,
      accounts.filter(({ account }) => isGuarded(account)),
      picture,
    ),
    lookForCommands(client, batch, picture),
    addUp(
      client,
      accounts.filter(({ account }) => !isGuarded(account)),
      picture,
    ),
  ]);
  return picture;
};

interface AccountName {
  readonly account: string;
  readonly currency: Currency;
}

/** Each account that has a floor or was seen, once. */
const accountsOf = (batch: readonly Commit[]): AccountName[] => {
  const names = new Map<string, AccountName>();
  const add = (account: string, currency: Currency): void => {
    names.set(`${currency} ${account}`, { account, currency });
  };
  for (const { transfers, currency, seen = {} } of batch) {
    for (const account of Object.keys(seen)) add(account, currency);
    for (const { debit, credit } of transfers) {
      for (const account of [debit, credit]) if (isGuarded(account)) add(account, currency);
    }
  }
  return [...names.values()];
};

const lockPartitions = async (
  client: ClientBase,
  batch: readonly Commit[],
  picture: Picture,
): Promise<void> => {
  const { rows } = await client.query<{ readonly id: number; readonly epoch: number }>(
    "SELECT id, epoch FROM partitions WHERE id = ANY($1) ORDER BY id FOR SHARE",
    [batch.map(({ partition }) => partition)],
  );
  for (const { id, epoch } of rows) picture.epochs.set(id, epoch);
};

const lockHeads = async (
  client: ClientBase,
  batch: readonly Commit[],
  picture: Picture,
): Promise<void> => {
  const { rows } = await client.query<{
    readonly session: string;
    readonly seq: number;
    readonly hash: string;
    readonly currency: Currency;
  }>(
    "SELECT session, seq, hash, currency FROM heads WHERE session = ANY($1) ORDER BY session FOR UPDATE",
    [batch.map(({ session }) => session)],
  );
  for (const { session, ...head } of rows) picture.heads.set(session, head);
};

const lockAccounts = async (
  client: ClientBase,
  names: readonly AccountName[],
  picture: Picture,
): Promise<void> => {
  const { rows } = await client.query<AccountName & { readonly balance: number }>(
    `SELECT balances.account, balances.currency, balances.balance
    FROM unnest($1::text[], $2::text[]) AS wanted (account, currency)
    JOIN balances ON balances.account = wanted.account AND balances.currency = wanted.currency
    WHERE balances.stripe = 0
    ORDER BY balances.account, balances.currency
    FOR UPDATE OF balances`,
    [names.map(({ account }) => account), names.map(({ currency }) => currency)],
  );
  for (const { account, currency, balance } of rows) picture.addBalance(account, currency, balance);
};

const lookForCommands = async (
  client: ClientBase,
  batch: readonly Commit[],
  picture: Picture,
): Promise<void> => {
  const { rows } = await client.query<{ readonly session: string; readonly command: string }>(
    `SELECT entries.session, entries.command_id AS command
    FROM unnest($1::text[], $2::text[]) AS sent (session, command_id)
    JOIN entries ON entries.session = sent.session AND entries.command_id = sent.command_id`,
    [batch.map(({ session }) => session), batch.map(({ entry }) => entry.commandId)],
  );
  for (const { session, command } of rows) picture.addKnown(session, command);
};

/** Accounts without a floor are not locked: others may move them until this batch is written. */
const addUp = async (
  client: ClientBase,
  names: readonly AccountName[],
  picture: Picture,
): Promise<void> => {
  if (names.length === 0) return;
  const { rows } = await client.query<AccountName & { readonly balance: number }>(
    `SELECT balances.account, balances.currency, sum(balances.balance)::bigint AS balance
    FROM unnest($1::text[], $2::text[]) AS wanted (account, currency)
    JOIN balances ON balances.account = wanted.account AND balances.currency = wanted.currency
    GROUP BY balances.account, balances.currency`,
    [names.map(({ account }) => account), names.map(({ currency }) => currency)],
  );
  for (const { account, currency, balance } of rows) picture.addBalance(account, currency, balance);
};
