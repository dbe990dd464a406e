import {
  isAmount,
  type Game,
  type SessionSetup,
  type SessionState,
  type Transfer,
} from "@parlor/kit";
import type { Report } from "../violation.ts";
import type { Books } from "./books.ts";
import type { Line } from "./line.ts";
import { isPoolTransfer } from "./pool-check.ts";

interface TableCheck {
  readonly id: string;
  readonly setup: SessionSetup;
  readonly game: Game;
  readonly line: Line;
  readonly where: string;
  readonly before: SessionState | undefined;
  readonly after: SessionState;
  /** What the session has paid into pools, less what was won in it. */
  readonly passedOn: number;
  readonly books: Books;
  readonly report: Report;
}

/** What an entry says about money, clocks and who may be harmed, held against the session that it is of. */
export const checkTable = (check: TableCheck): void => {
  checkAccounts(check);
  checkBalance(check);
  checkEnding(check);
  checkCoin(check);
  checkClock(check);
  checkHarm(check);
};

const sum = (line: Line, kind: string): number =>
  line.did.transfers.reduce((total, one) => (one.kind === kind ? total + one.amount : total), 0);

/**
 * [M1] Money of a session moves between its seats and its table, from the table to the platform and into
 * pools, from pools to its seats, and at the end to or from the house.
 */
const checkAccounts = (check: TableCheck): void => {
  const { id, game, line, where, before, after, report } = check;
  const table = `table:${id}`;
  const seated = [...(before?.players ?? []), ...after.players].map((player) => player?.id);
  for (const { debit, credit, kind } of line.did.transfers) {
    const other = debit === table ? credit : debit;
    const isSeat = seated.some((player) => `player:${player}` === other);
    const isSweep = kind === "sweep" && other === "house" && line.did.ended !== undefined;
    if (isPoolTransfer(kind)) {
      if (!isOfPool(check, seated, { debit, credit, kind }))
        report("M1", `${where}: ${kind} from ${debit} to ${credit}`);
      continue;
    }
    if (kind === "rake" && game.bank === "players" && debit === table && credit === "rake")
      continue;
    if ((debit !== table && credit !== table) || !(isSeat || isSweep))
      report("M1", `${where}: ${kind} from ${debit} to ${credit}`);
  }
};

/** Whether a transfer is between a pool of the game and whom its kind is for. */
const isOfPool = (
  { id, game }: TableCheck,
  seated: readonly (string | undefined)[],
  { debit, credit, kind }: Pick<Transfer, "debit" | "credit" | "kind">,
): boolean => {
  const isPool = (account: string): boolean =>
    Object.keys(game.pools ?? {}).some((pool) => account === `pool:${game.id}:${pool}`);
  if (kind === "jackpot")
    return isPool(debit) && seated.some((player) => credit === `player:${player}`);
  const payer = kind === "seed" && game.bank === "players" ? "house" : `table:${id}`;
  return isPool(credit) && debit === payer;
};

/** [M4] The table's account is what the state says, by what the seats have there and by what was won. */
const checkBalance = (check: TableCheck): void => {
  const { id, setup, game, where, after, passedOn, books, report } = check;
  const balance = books.of(`table:${id}`, setup.currency);
  if (balance !== after.tableBalance)
    report("M4", `${where}: the table has ${balance}, its state says ${after.tableBalance}`);
  if (after.phase.status === "ended") {
    if (balance !== 0) report("M4", `${where}: ${balance} is left at a table that has ended`);
    return;
  }
  const open = after.players.map(() => 0);
  for (const { seat, amount } of game.stakes?.(after.game) ?? [])
    open[seat] = (open[seat] ?? 0) + amount;
  if (open.join() !== after.open.join())
    report("M4", `${where}: the game has ${open.join()} at stake, the state ${after.open.join()}`);
  const held = open.reduce((total, amount) => total + amount, 0);
  if (game.bank === "players" && held !== balance)
    report("M4", `${where}: the seats have ${held} on a table that holds ${balance}`);
  const result = after.stats.volume - held - after.stats.payouts - passedOn;
  if (game.bank === "house" && balance !== held + result)
    report(
      "M4",
      `${where}: the table has ${balance}, but ${held} is open and the house won ${result}`,
    );
};

/** [M3] Whoever had money open when a session is stopped gets just that back. */
const checkEnding = ({ id, line, where, before, report }: TableCheck): void => {
  const { kind } = line.command;
  if (!before || (kind !== "void" && kind !== "end")) return;
  for (const [seat, amount] of before.open.entries()) {
    const player = before.players[seat]?.id;
    const back = line.did.transfers
      .filter((one) => one.kind === "refund" && one.credit === `player:${player}`)
      .reduce((total, one) => total + one.amount, 0);
    if (amount !== back)
      report("M3", `${where}: seat ${seat} of ${id} had ${amount} open and got ${back} back`);
  }
  if (!line.did.ended) report("M3", `${where}: the history does not say that it ended`);
};

/** [M4] What the house pays, worked out from the draw without the game's code. */
const checkCoin = ({ game, line, where, report }: TableCheck): void => {
  if (game.id !== "coin-flip" || line.command.kind !== "act") return;
  const { call, stake } = line.command.action;
  const side = line.did.draws[0]?.[1] === 0 ? "heads" : "tails";
  const due = call === side && isAmount(stake) ? Math.floor((stake * 98) / 50) : 0;
  const [taken, paid] = [sum(line, "bet"), sum(line, "payout")];
  if (taken !== stake || paid !== due)
    report(
      "M4",
      `${where}: ${taken} was taken and ${paid} paid where it was ${String(stake)} and ${due}`,
    );
};

const checkClock = ({ line, where, before, report }: TableCheck): void => {
  if (line.command.kind !== "timeout") return;
  const dueAt = before?.timers[line.command.timer]?.dueAt;
  if (dueAt === undefined || dueAt > line.at)
    report("time", `${where}: at ${line.at}, but it was due at ${String(dueAt)}`);
};

/** [E1] Only a session of the game that fails may be voided or paused for it. */
const checkHarm = ({ game, line, where, report }: TableCheck): void => {
  const { command } = line;
  const isOwn = "by" in command && command.by === "system";
  const isHarm =
    command.kind === "void" || command.kind === "pause" || line.did.ended?.reason === "error";
  if (game.id !== "faulty" && isHarm && (isOwn || command.kind === "void"))
    report("E1", `${where}: ${game.id} never failed`);
};
