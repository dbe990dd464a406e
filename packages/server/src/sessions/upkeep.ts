import { isRefusal } from "@parlor/kit";
import { recoveryConcurrencyMax } from "../limits.ts";
import type { Settings } from "../settings.ts";
import { nextDue } from "./alarm.ts";
import type { BreakerPauses } from "./breaker-pauses.ts";
import type { Sessions } from "./contract.ts";
import type { HeldPartitions } from "./held-partitions.ts";
import type { LiveSession } from "./live-session.ts";
import { ownId } from "./own-commands.ts";
import type { Rereading } from "./rereading.ts";
import type { RestingSessions } from "./resting.ts";
import type { SessionPorts } from "./session-ports.ts";

/** The sessions of a node, as those see them who look after all of them. */
export interface Kept {
  readonly ports: SessionPorts;
  readonly settings: Settings;
  readonly held: HeldPartitions;
  readonly live: ReadonlyMap<string, LiveSession>;
  readonly resting: RestingSessions;
  readonly pauses: BreakerPauses;
  readonly rereading: Rereading;
  readonly sessions: Pick<Sessions, "find" | "submit">;
}

/** Of sessions that were taken on: reads those back that are paused, since the platform takes its own pauses back. */
export const recover = async (
  { ports, rereading, sessions }: Kept,
  paused: string[],
  isStopping: () => boolean,
): Promise<void> => {
  const readNext = async (): Promise<void> => {
    for (let id = paused.pop(); id !== undefined && !isStopping(); id = paused.pop()) {
      const session = await sessions.find(id);
      if (!isRefusal(session)) continue;
      ports.log.error({ session: id, refusal: session }, "a session could not be read back");
      if (session.refused === "outcome_unknown") rereading.later(id);
    }
  };
  await Promise.all(Array.from({ length: recoveryConcurrencyMax }, readNext));
};

/** Ends what no player has touched for long; open bets go back with it. Time without an owner does not count. */
export const expireIdle = async ({
  ports,
  settings,
  held,
  live,
  resting,
  sessions,
}: Kept): Promise<void> => {
  const idleSince = ports.clock.now() - settings.idleExpiryMs;
  const isIdle = (id: string, { activeAt }: { readonly activeAt: number }): boolean =>
    activeAt <= idleSince && held.isHeldSince(id, idleSince);
  const inMemory = [...live.values()].filter(({ id, state }) => isIdle(id, state));
  const asleep = resting.where((rest, id) => isIdle(id, rest));
  for (const id of [...inMemory.map((one) => one.id), ...asleep]) {
    const session = await sessions.find(id);
    if (isRefusal(session) || !isIdle(id, session.state)) continue;
    const own = ownId("end", session.seq);
    await sessions.submit(id, { kind: "end", id: own, by: "system", reason: "timeout" });
  }
};

/** What nobody has asked for or watched for a while leaves the memory; whoever comes back finds it in its journal. */
export const restUnused = ({ ports, settings, live, resting, pauses }: Kept): void => {
  const { clock, hub, registry } = ports;
  const now = clock.now();
  for (const session of live.values()) {
    const { id, setup, state } = session;
    if (!session.isUnusedSince(now - settings.restAfterMs) || hub.hasListener(id)) continue;
    // The platform has to take its own pauses back, and a clock that is about to ring would wake it at once.
    if (pauses.holds(session) || !registry.isRunning(setup.game.id)) continue;
    const dueAt = nextDue(state)?.dueAt ?? null;
    if (dueAt !== null && dueAt <= now + settings.restAfterMs) continue;
    session.forget("resting");
    resting.add(id, { game: setup.game.id, activeAt: state.activeAt, dueAt });
  }
};
