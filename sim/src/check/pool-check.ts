import type { Game, SessionSetup, TransferKind } from "@parlor/kit";
import type { Report } from "../violation.ts";
import type { Books } from "./books.ts";
import type { Line } from "./line.ts";

interface PoolCheck {
  readonly line: Line;
  readonly game: Game;
  readonly setup: SessionSetup;
  readonly where: string;
  /** As they were before the entry. */
  readonly books: Books;
  readonly report: Report;
}

export const isPoolTransfer = (kind: TransferKind): boolean =>
  kind === "contribution" || kind === "jackpot" || kind === "seed";

/** What an entry took off its table and its house into pools, less what was won out of them. */
export const intoPools = ({ did }: Line): number =>
  did.transfers.reduce((sum, { kind, amount }) => {
    if (kind === "contribution" || kind === "seed") return sum + amount;
    return kind === "jackpot" ? sum - amount : sum;
  }, 0);

/** What an entry says of pools, held against what is in them by all journals, in the order of the store. */
export const checkPools = (check: PoolCheck): void => {
  checkSeen(check);
  checkJackpot(check);
};

/** [M2] [M4] What was seen was once there, and whoever is paid from it is paid from what still is. */
const checkSeen = ({ line, game, setup, where, books, report }: PoolCheck): void => {
  const { pools = {}, transfers } = line.did;
  for (const pool in pools) {
    const account = `pool:${game.id}:${pool}`;
    const seen = pools[pool] ?? 0;
    if (!books.had(account, setup.currency, seen))
      report("M4", `${where}: ${account} never had the ${seen} that were seen`);
    const held = books.of(account, setup.currency);
    if (seen > held && transfers.some(({ debit }) => debit === account))
      report("M2", `${where}: paid from ${seen} in ${account}, which has ${held}`);
  }
};

/** [M4] What the games of this world owe, worked out from the draws without their code. */
const checkJackpot = ({ line, game, setup, where, report }: PoolCheck): void => {
  const isSpin = game.id === "jackpot-slot" && line.command.kind === "act";
  if (!isSpin || line.command.kind !== "act") return;
  const { stake } = line.command.action;
  const tenth = Math.floor(Number(stake) / 10);
  const drawn = line.did.draws[0]?.[1] ?? -1;
  // The configuration is the game's own; it was opened with a seed.
  const { seed } = setup.config as { readonly seed: number };
  const meter = seed + (line.did.pools?.["grand"] ?? 0) + tenth;
  const due = drawn === 0 ? meter : drawn === 1 ? Math.floor(meter / 2) : 0;
  const sum = (kind: TransferKind): number =>
    line.did.transfers.reduce((total, one) => (one.kind === kind ? total + one.amount : total), 0);
  const [fed, paid] = [sum("contribution"), sum("jackpot")];
  if (fed !== tenth || paid !== due)
    report("M4", `${where}: ${fed} went in and ${paid} was paid, where it was ${tenth} and ${due}`);
};
