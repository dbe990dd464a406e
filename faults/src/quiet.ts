import { finding, type Finding } from "./check/finding.ts";
import type { Crowd } from "./load/crowd.ts";
import type { FeedReader } from "./load/feed-reader.ts";
import { operatorToken, type System } from "./system.ts";
import { now, pause, until } from "./waiting.ts";

const answersTimeoutMs = 60_000;
const closeTimeoutMs = 60_000;
/** Nothing new for so long: then nothing is under way. */
const quietMs = 2_500;
const caughtUpTimeoutMs = 15_000;
const requestTimeoutMs = 10_000;

/**
 * Brings a run to its end: everybody gets their last answer, half of the sessions are ended and half paused, and
 * whoever looks at one is shown how it stands. Then nothing changes any more.
 */
export const quieten = async (
  system: System,
  crowd: Crowd,
  feed: FeedReader,
): Promise<readonly Finding[]> => {
  const findings: Finding[] = [];
  if (!(await crowd.settle(answersTimeoutMs)))
    findings.push(
      finding("availability", "some clients never had the answer to their last command"),
    );
  const stillRunning = await closeAll(system);
  for (const session of stillRunning)
    findings.push(finding("availability", `the operator could neither end nor pause ${session}`));
  const heads = await quietHeads(system);
  const behind = await whoIsBehind(crowd, heads);
  findings.push(...behind);
  await readToTheEnd(feed);
  return findings;
};

/** The sessions that could be neither ended nor paused in time. */
const closeAll = async (system: System): Promise<readonly string[]> => {
  const end = now() + closeTimeoutMs;
  for (let round = 0; ; round++) {
    const open = await system.withDatabase(async (client) => {
      const found = await client.query<{ readonly id: string }>(
        "SELECT id FROM sessions WHERE status NOT IN ('ended', 'paused') ORDER BY id",
      );
      return found.rows.map(({ id }) => id);
    });
    if (open.length === 0 || now() > end) return open;
    await Promise.all(open.map(async (id, index) => closeOne(system, id, index + round)));
  }
};

const closeOne = async (system: System, session: string, index: number): Promise<void> => {
  const address = system.addresses[index % system.addresses.length] ?? "";
  const ask = async (kind: "end" | "pause"): Promise<boolean> => {
    const answer = await fetch(`${address}/v1/sessions/${session}/commands`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${operatorToken}` },
      body: JSON.stringify({ kind, id: `operator-${kind}-${now()}` }),
      signal: AbortSignal.timeout(requestTimeoutMs),
    });
    await answer.text();
    return answer.ok;
  };
  try {
    // A table where nobody has begun to play can only be ended.
    if (index % 2 === 0 || !(await ask("pause"))) await ask("end");
  } catch {
    await pause(100); // the node did not answer; the next round asks another
  }
};

const readHeads = async (system: System): Promise<ReadonlyMap<string, number>> =>
  system.withDatabase(async (client) => {
    const found = await client.query<{ readonly session: string; readonly seq: string }>(
      "SELECT session, seq FROM heads",
    );
    return new Map(found.rows.map(({ session, seq }) => [session, Number(seq)]));
  });

/** Waits until nothing new comes over the feed; what it should have told is compared later. */
const readToTheEnd = async (feed: FeedReader): Promise<void> => {
  for (let before = -1; before !== feed.position;) {
    before = feed.position;
    await pause(quietMs);
  }
};

const sumOf = (heads: ReadonlyMap<string, number>): number =>
  [...heads.values()].reduce((sum, seq) => sum + seq, 0);

/** The last entry of each session, once none is written any more, or after a while. */
const quietHeads = async (system: System): Promise<ReadonlyMap<string, number>> => {
  const end = now() + closeTimeoutMs;
  for (let before = await readHeads(system); ;) {
    await pause(quietMs);
    const after = await readHeads(system);
    if (sumOf(after) === sumOf(before) || now() > end) return after;
    before = after;
  }
};

/** Everybody who still looks at a session has to be shown its last entry. */
const whoIsBehind = async (
  crowd: Crowd,
  heads: ReadonlyMap<string, number>,
): Promise<readonly Finding[]> => {
  let behind: readonly Finding[] = [];
  await until(() => {
    behind = crowd.guests.flatMap(({ player, line }) =>
      [...line.watched]
        .filter((session) => (line.latest.get(session) ?? 0) < (heads.get(session) ?? 0))
        .map((session) =>
          finding(
            "availability",
            `${player} looks at ${session} and is shown entry ${line.latest.get(session) ?? 0} of ${heads.get(session)}`,
          ),
        ),
    );
    return behind.length === 0;
  }, caughtUpTimeoutMs);
  return behind;
};
