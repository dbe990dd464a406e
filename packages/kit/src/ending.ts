import { finishedRound } from "./finished-round.ts";
import type { Stepping } from "./run-turn.ts";
import {
  accountOf,
  type Deed,
  type EndReason,
  type SessionState,
  type Transfer,
} from "./session.ts";
import type { Outcome } from "./table.ts";

/**
 * Ends a session without asking its game anything, so that it works for a broken one too: what the
 * seats have on the table goes back to them, the rest of the table's account is swept into the
 * house's, and a round that was drawn from is over.
 */
export const endSession = (
  { game, session, now, seeds }: Pick<Stepping, "game" | "session" | "now" | "seeds">,
  so: { readonly state: SessionState; readonly deed: Deed },
  reason: EndReason,
  outcome: Outcome | null,
): { readonly state: SessionState; readonly deed: Deed } => {
  const { state, deed } = so;
  const table = accountOf.table(session);
  const transfers: Transfer[] = [...deed.transfers];
  let { tableBalance } = state;
  let refunded = 0;
  for (const [seat, amount] of state.open.entries()) {
    const player = state.players[seat];
    if (!player || amount === 0) continue;
    transfers.push({ debit: table, credit: accountOf.player(player.id), amount, kind: "refund" });
    tableBalance -= amount;
    refunded += amount;
  }
  if (tableBalance > 0)
    transfers.push({ debit: table, credit: accountOf.house, amount: tableBalance, kind: "sweep" });
  if (tableBalance < 0)
    transfers.push({ debit: accountOf.house, credit: table, amount: -tableBalance, kind: "sweep" });

  const { round } = state;
  const { clientSeed } = round;
  const finished =
    clientSeed === null ? {} : { finished: finishedRound(game, round, clientSeed, seeds) };
  const stats = { ...state.stats, volume: state.stats.volume - refunded };
  const summary = { reason, outcome, durationMs: now - state.createdAt, stats };
  return {
    state: {
      ...state,
      phase: { status: "ended", at: now, reason, outcome },
      timers: {},
      open: state.open.map(() => 0),
      tableBalance: 0,
      stats,
    },
    deed: { ...deed, ...finished, transfers, ended: summary },
  };
};
