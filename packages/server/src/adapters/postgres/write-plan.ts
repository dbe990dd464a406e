import type { ClientBase } from "pg";
import type { SessionRow } from "../../ports/store.ts";
import { bigintArray, integerArray, textArray } from "./binary-array.ts";
import { batchEntryCountMax, type Plan, type Written } from "./plan.ts";

/** What a plan needs: rows are locked, compared, and the batch gets its number where nothing stands against it. */
const checksText = `
WITH
  fenced AS MATERIALIZED (
    SELECT partitions.id
    FROM unnest($1::integer[], $2::bigint[]) AS wanted (id, epoch)
    JOIN partitions ON partitions.id = wanted.id AND partitions.epoch = wanted.epoch
    ORDER BY partitions.id
    FOR SHARE OF partitions
  ),
  head AS MATERIALIZED (
    SELECT
      heads.session,
      heads.seq = wanted.prior_seq AND heads.hash = wanted.prior_hash AND heads.currency = wanted.currency AS follows
    FROM unnest($3::text[], $4::text[], $5::bigint[], $6::text[])
      AS wanted (session, currency, prior_seq, prior_hash)
    JOIN heads ON heads.session = wanted.session
    WHERE (SELECT count(*) FROM fenced) = cardinality($1::integer[])
    ORDER BY heads.session
    FOR UPDATE OF heads
  ),
  purse AS MATERIALIZED (
    SELECT
      balances.account, balances.currency, balances.balance + wanted.change AS rest, wanted.change < 0 AS is_spent,
      wanted.need > 0 AS is_needed, balances.balance >= wanted.need AS covers
    FROM unnest($7::text[], $8::text[], $9::integer[], $10::bigint[], $13::bigint[])
      AS wanted (account, currency, stripe, need, change)
    JOIN balances
      ON balances.account = wanted.account AND balances.currency = wanted.currency AND balances.stripe = wanted.stripe
    WHERE wanted.stripe = 0
      AND (SELECT count(*) FILTER (WHERE follows) = $11::integer AND count(*) = $11::integer FROM head)
    ORDER BY balances.account, balances.currency
    FOR UPDATE OF balances
  ),
  numbered AS (
    INSERT INTO batches (number)
    SELECT nextval('batch_numbers')
    WHERE (SELECT count(*) FROM fenced) = cardinality($1::integer[])
      AND (SELECT count(*) FILTER (WHERE follows) = $11::integer AND count(*) = $11::integer FROM head)
      AND (
        SELECT count(*) FILTER (WHERE is_needed AND covers) = $12::integer AND coalesce(bool_and(covers), true) FROM purse
      )
    RETURNING number
  ),
`;

/** What follows when it has its number. */
const writesText = `
  -- What was read under the lock, and not the row's own balance: that one may be older than the lock, and then the check of
  -- the table would look at a sum that never was.
  spent AS (
    UPDATE balances SET balance = purse.rest
    FROM numbered, purse
    WHERE purse.is_spent
      AND balances.account = purse.account AND balances.currency = purse.currency AND balances.stripe = 0
    RETURNING balances.account, balances.currency, balances.balance
  ),
  -- An account that has more than before, or no floor, need not have been there.
  posted AS (
    INSERT INTO balances (account, currency, stripe, balance)
    SELECT wanted.account, wanted.currency, wanted.stripe, wanted.change
    FROM numbered, unnest($7::text[], $8::text[], $9::integer[], $13::bigint[])
      AS wanted (account, currency, stripe, change)
    WHERE wanted.change >= 0 OR wanted.stripe > 0
    ORDER BY wanted.stripe, wanted.account, wanted.currency
    ON CONFLICT (account, currency, stripe) DO UPDATE SET balance = balances.balance + excluded.balance
    RETURNING account, currency, stripe, balance
  ),
  moved AS (
    INSERT INTO heads (session, currency, seq, hash, wake_at)
    SELECT wanted.*
    FROM numbered, unnest($3::text[], $4::text[], $19::bigint[], $20::text[], $21::bigint[]) AS wanted
    ON CONFLICT (session) DO UPDATE
    SET seq = excluded.seq, hash = excluded.hash, wake_at = coalesce(excluded.wake_at, heads.wake_at)
  ),
  written AS (
    INSERT INTO entries (position, session, command_id, seq, hash, body)
    SELECT numbered.number * ${batchEntryCountMax} + sent.place - 1, session, command_id, seq, hash, body
    FROM numbered, unnest($14::text[], $15::text[], $16::bigint[], $17::text[], $18::text[])
      WITH ORDINALITY AS sent (session, command_id, seq, hash, body, place)
  )
`;

/** Few batches have any of this; a statement without it takes the server less time. */
const rowsText = `,
  opened AS (
    INSERT INTO sessions (id, game, status, created_at, summary, setup, secret, partition)
    SELECT opening.*
    FROM numbered, unnest(
      $22::text[], $23::text[], $24::text[], $25::bigint[], $26::text[], $27::text[], $28::text[], $29::integer[]
    ) AS opening
  ),
  listed AS (
    UPDATE sessions
    SET game = changed.game, status = changed.status, created_at = changed.created_at, summary = changed.summary
    FROM numbered, unnest($30::text[], $31::text[], $32::text[], $33::bigint[], $34::text[])
      AS changed (id, game, status, created_at, summary)
    WHERE sessions.id = changed.id
  ),
  pictured AS (
    INSERT INTO snapshots (session, seq, state)
    SELECT taken.* FROM numbered, unnest($35::text[], $36::bigint[], $37::text[]) AS taken
    ON CONFLICT (session) DO UPDATE SET seq = excluded.seq, state = excluded.state
  )
`;

interface Row {
  readonly number: number;
  readonly account: string | null;
  readonly currency: Written["balances"][number]["currency"];
  readonly balance: number;
}

const valuesOf = (plan: Plan): readonly unknown[] => {
  const heads = [...plan.heads.values()];
  const movements = [...plan.movements.values()];
  const { entries } = plan;
  return [
    integerArray([...plan.epochs.keys()]),
    bigintArray([...plan.epochs.values()]),
    textArray(heads.map(({ session }) => session)),
    textArray(heads.map(({ currency }) => currency)),
    bigintArray(heads.map(({ priorSeq }) => priorSeq)),
    textArray(heads.map(({ priorHash }) => priorHash)),
    textArray(movements.map(({ account }) => account)),
    textArray(movements.map(({ currency }) => currency)),
    integerArray(movements.map(({ stripe }) => stripe)),
    bigintArray(movements.map(({ need }) => need)),
    heads.filter(({ priorSeq }) => priorSeq > 0).length,
    movements.filter(({ need }) => need > 0).length,
    bigintArray(movements.map(({ isMoved, change }) => (isMoved ? change : null))),
    textArray(entries.map(({ session }) => session)),
    textArray(entries.map(({ commandId }) => commandId)),
    bigintArray(entries.map(({ seq }) => seq)),
    textArray(entries.map(({ hash }) => hash)),
    textArray(entries.map(({ body }) => body)),
    bigintArray(heads.map(({ seq }) => seq)),
    textArray(heads.map(({ hash }) => hash)),
    bigintArray(heads.map(({ wakeAt }) => wakeAt)),
  ];
};

const rowValuesOf = ({ openings, rows, snapshots }: Plan): readonly Buffer[] => {
  const opened = [...openings].flatMap(([id, opening]) => {
    const row = rows.get(id);
    return row ? [{ row, opening }] : [];
  });
  const listed = [...rows.values()].filter(({ id }) => !openings.has(id));
  const taken = [...snapshots];
  return [
    ...rowColumns(opened.map(({ row }) => row)),
    textArray(opened.map(({ opening }) => opening.setup)),
    textArray(opened.map(({ opening }) => opening.secret)),
    integerArray(opened.map(({ opening }) => opening.partition)),
    ...rowColumns(listed),
    textArray(taken.map(([session]) => session)),
    bigintArray(taken.map(([, { seq }]) => seq)),
    textArray(taken.map(([, { state }]) => state)),
  ];
};

const rowColumns = (rows: readonly SessionRow[]): readonly Buffer[] => [
  textArray(rows.map(({ id }) => id)),
  textArray(rows.map(({ game }) => game)),
  textArray(rows.map(({ status }) => status)),
  bigintArray(rows.map(({ createdAt }) => createdAt)),
  textArray(rows.map(({ summary }) => summary)),
];

const answerText = `
SELECT numbered.number, told.account, told.currency, told.balance
FROM numbered
LEFT JOIN (
  SELECT account, currency, balance FROM spent
  UNION ALL SELECT account, currency, balance FROM posted WHERE stripe = 0
) AS told ON true
`;

/**
 * Checks what a plan needs and writes all of it, or writes nothing: a statement that is a transaction of its own. Rows are
 * locked in one order everywhere: partitions, heads, guarded accounts, other accounts, each by key. A row that somebody
 * else changed meanwhile is waited for, and checked as it is then. That a command is known is found by the index of commands: then
 * the statement fails as a whole, which is a conflict as any other.
 */
const text = checksText + writesText + answerText;
const textWithRows = checksText + writesText + rowsText + answerText;

/** Writes all of a plan, or gives null when something stood against it: then nothing was written. */
export const writePlan = async (client: ClientBase, plan: Plan): Promise<Written | null> => {
  const hasRows = plan.rows.size > 0 || plan.snapshots.size > 0;
  const { rows } = await client.query<Row>({
    name: hasRows ? "write-plan-with-rows" : "write-plan",
    text: hasRows ? textWithRows : text,
    // The driver wants an array that it may change.
    values: hasRows ? [...valuesOf(plan), ...rowValuesOf(plan)] : [...valuesOf(plan)],
  });
  const [first] = rows;
  if (!first) return null;
  const balances = rows.flatMap(({ account, currency, balance }) =>
    account === null ? [] : [{ account, currency, balance }],
  );
  return { number: first.number, balances };
};
