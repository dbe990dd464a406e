import type { ClientBase } from "pg";
import type { AccountBalance, TransferVerdict, TreasuryTransfer } from "../../ports/store.ts";
import { isGuarded, isSameTransfer, isTold } from "../store-rules.ts";
import { retried } from "./connections.ts";

type TransferColumns = Omit<TreasuryTransfer, "bet"> & { readonly bet: string | null };
const columns = "id, debit, credit, amount, kind, bet, currency, at";

/** So many rows share what moves from or to an account without a floor outside of sessions. */
const stripeCount = 64;

/** Any stripe will do: it only keeps transfers of different callers apart. */
const stripeOf = (account: string, id: string): number => {
  if (isGuarded(account)) return 0;
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % stripeCount;
  return sum + 1;
};

/** Gives the balances of the accounts that have a floor, or no row when it was not covered or is there already. */
const insertText = `
WITH
  purse AS MATERIALIZED (
    SELECT balances.account, balances.balance
    FROM balances
    WHERE balances.currency = $7 AND balances.stripe = 0 AND balances.account IN ($2, $3)
    ORDER BY balances.account
    FOR UPDATE
  ),
  made AS (
    INSERT INTO treasury_transfers (${columns})
    SELECT $1, $2, $3, $4, $5, $6, $7, $8
    WHERE $9::integer > 0 OR EXISTS (SELECT FROM purse WHERE account = $2 AND balance >= $4)
    ON CONFLICT (id) DO NOTHING
    RETURNING id
  ),
  line AS (
    SELECT account, stripe, sum(change)::bigint AS change
    FROM made, (VALUES ($2, $9::integer, -$4::bigint), ($3, $10::integer, $4::bigint)) AS side (account, stripe, change)
    GROUP BY account, stripe
  ),
  spent AS (
    UPDATE balances SET balance = purse.balance + line.change
    FROM line JOIN purse ON purse.account = line.account
    WHERE line.stripe = 0 AND line.change < 0
      AND balances.account = line.account AND balances.currency = $7 AND balances.stripe = 0
    RETURNING balances.account, balances.balance
  ),
  posted AS (
    INSERT INTO balances (account, currency, stripe, balance)
    SELECT account, $7, stripe, change FROM line
    WHERE change >= 0 OR stripe > 0
    ORDER BY stripe, account
    ON CONFLICT (account, currency, stripe) DO UPDATE SET balance = balances.balance + excluded.balance
    RETURNING account, balance
  )
SELECT told.account, told.balance
FROM made LEFT JOIN (SELECT * FROM spent UNION ALL SELECT * FROM posted) AS told ON true
`;

/** Makes the transfer unless its id was used: a statement that is a transaction of its own. */
export const transferOnce = (
  client: ClientBase,
  transfer: TreasuryTransfer,
): Promise<TransferVerdict> =>
  retried(async () => {
    const { id, debit, credit, amount, kind, bet = null, currency, at } = transfer;
    const content = [id, debit, credit, amount, kind, bet, currency, at];
    const { rows } = await client.query<Pick<AccountBalance, "account" | "balance">>({
      name: "transfer-once",
      text: insertText,
      values: [...content, stripeOf(debit, id), stripeOf(credit, id)],
    });
    if (rows.length > 0) return { kind: "committed", balances: told(rows) };
    const earlier = await transferWith(client, id);
    if (!earlier) return { kind: "uncovered", account: debit };
    if (!isSameTransfer(earlier, transfer)) return { kind: "transfer_reused" };
    const now = await client.query<Pick<AccountBalance, "account" | "balance">>(
      `SELECT account, coalesce(sum(balance), 0)::bigint AS balance
      FROM unnest($1::text[]) AS wanted (account)
      LEFT JOIN balances USING (account)
      WHERE currency = $2
      GROUP BY account`,
      [[debit, credit], currency],
    );
    return { kind: "repeated", balances: told(now.rows) };
  });

const told = (
  balances: readonly Pick<AccountBalance, "account" | "balance">[],
): Record<string, number> =>
  Object.fromEntries(
    balances.flatMap(({ account, balance }) => (isTold(account) ? [[account, balance]] : [])),
  );

const transferOf = ({ bet, ...rest }: TransferColumns): TreasuryTransfer =>
  bet === null ? rest : { ...rest, bet };

const transferWith = async (client: ClientBase, id: string): Promise<TreasuryTransfer | null> => {
  const { rows } = await client.query<TransferColumns>(
    `SELECT ${columns} FROM treasury_transfers WHERE id = $1`,
    [id],
  );
  return rows[0] ? transferOf(rows[0]) : null;
};

export const transfersInOrder = async (client: ClientBase): Promise<TreasuryTransfer[]> => {
  const { rows } = await client.query<TransferColumns>(
    `SELECT ${columns} FROM treasury_transfers ORDER BY position`,
  );
  return rows.map(transferOf);
};
