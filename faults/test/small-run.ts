import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Told } from "../src/check/check-run.ts";
import { History } from "../src/history.ts";
import { Crowd } from "../src/load/crowd.ts";
import { FeedReader } from "../src/load/feed-reader.ts";
import { fewTables } from "../src/load/tables.ts";
import { quieten } from "../src/quiet.ts";
import { operatorToken, System } from "../src/system.ts";
import { until } from "../src/waiting.ts";
import { freePort } from "./free-port.ts";

/** A run without faults, on one node and without a network of its own: what a checker has to look at. */
export interface SmallRun {
  readonly system: System;
  readonly told: Told;
  remove(): Promise<void>;
}

/** Enough that everything has happened that the checks are about. */
const eventsWanted = 2_500;
const timeoutMs = 60_000;

export const smallRun = async (): Promise<SmallRun> => {
  const folder = mkdtempSync(join(tmpdir(), "parlor-checker-"));
  // PostgreSQL runs as somebody else.
  chmodSync(folder, 0o755);
  const ports = {
    postgres: await freePort(),
    nats: 0,
    clients: 0,
    a: await freePort(),
    b: 0,
    c: 0,
  };
  const troubles: string[] = [];
  const system = new System({
    folder,
    nodes: ["a"],
    log: "warn",
    whereabouts: (place) => ({ enter: [], address: "127.0.0.1", port: ports[place] }),
    onTrouble: (what) => troubles.push(what),
  });
  const remove = async (): Promise<void> => {
    await system.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await system.start();
    const history = new History();
    const { addresses } = system;
    const crowd = new Crowd({ addresses, history, seed: "1", plans: fewTables, thinkMs: 20 });
    const feed = new FeedReader(addresses, operatorToken);
    crowd.begin();
    feed.begin();
    await until(() => history.events.length >= eventsWanted, timeoutMs);
    const findings = await quieten(system, crowd, feed);
    await Promise.all([crowd.close(), feed.stop()]);
    if (findings.length + troubles.length > 0)
      throw new Error(`the run itself went wrong: ${JSON.stringify([findings, troubles])}`);
    const { batches } = feed;
    return { system, told: { events: history.events, batches }, remove };
  } catch (error) {
    await remove();
    throw error;
  }
};
