import { games } from "@parlor/games";
import { accountOf, secretSeeds } from "@parlor/kit";
import { exportText, exportVersion } from "@parlor/protocol";
import { verifyExport } from "@parlor/verify";
import type { Stored, StoredEntry } from "../stored.ts";
import { finding, type Finding } from "./finding.ts";

/** [R1] [M4] Every session, ended or not, as an export that the verifier checks from nothing but the file. */
export const checkVerified = async (stored: Stored): Promise<readonly Finding[]> => {
  const entries = Map.groupBy(stored.entries, ({ session }) => session);
  const balances = new Map<string, number>();
  for (const { account, balance } of stored.balances)
    balances.set(account, (balances.get(account) ?? 0) + balance);
  const findings: Finding[] = [];
  for (const { id, secret } of stored.sessions) {
    const seeds = secretSeeds(secret);
    const verdict = await verifyExport(
      exported(id, entries.get(id) ?? [], balances.get(accountOf.table(id)) ?? 0),
      {
        findGame: (game) => games.find((one) => one.id === game),
        seedOf: (round) => seeds.seed(round),
      },
    );
    if (verdict.kind === "holds") continue;
    const { code, seq } = verdict.finding;
    findings.push(finding("verify", `${id} does not hold: ${code} at entry ${seq}`));
  }
  return findings;
};

const exported = function* (
  session: string,
  entries: readonly StoredEntry[],
  balance: number,
): Generator<string> {
  yield exportText({ parlor: "session-export", version: exportVersion, session });
  for (const { hash, body } of entries) yield exportText({ hash, body });
  const { seq, hash } = entries.at(-1) ?? { seq: 0, hash: "" };
  yield exportText({ parlor: "session-export-end", seq, hash, balance });
};
