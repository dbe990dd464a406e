import { entriesPageMax } from "../limits.ts";
import type { Log } from "../ports/log.ts";
import type { Store } from "../ports/store.ts";
import { partitionOf } from "../sessions/contract.ts";
import type { Colleagues } from "./colleagues.ts";
import type { Directory } from "./directory.ts";
import type { Mirror } from "./mirror.ts";

interface CheckPorts {
  readonly node: string;
  readonly directory: Directory;
  readonly colleagues: Colleagues;
  readonly store: Store;
  readonly log: Log;
}
type Sync = (mirror: Mirror) => Promise<unknown>;

/** Asks the owners of these whether they have gone on from where they stand here, and `sync`s those that have. */
export const checkMirrors = async (
  ports: CheckPorts,
  mirrors: readonly Mirror[],
  sync: Sync,
): Promise<void> => {
  const { directory } = ports;
  const byOwner = Map.groupBy(mirrors, ({ id }) => directory.partition(partitionOf(id)).owner);
  await Promise.all([...byOwner].map(([owner, some]) => checkWith(ports, owner, some, sync)));
};

const checkWith = async (
  ports: CheckPorts,
  owner: string | null,
  mirrors: readonly Mirror[],
  sync: Sync,
): Promise<void> => {
  try {
    for (let from = 0; from < mirrors.length; from += entriesPageMax)
      await checkSome(ports, owner, mirrors.slice(from, from + entriesPageMax), sync);
  } catch (error) {
    const facts = { owner, error: String(error) };
    ports.log.warn(facts, "it is not known whether sessions have gone on");
  }
};

const checkSome = async (
  { colleagues, store, node }: CheckPorts,
  owner: string | null,
  mirrors: readonly Mirror[],
  sync: Sync,
): Promise<void> => {
  const doubts = mirrors.map(({ doubt }) => doubt);
  // Where nobody can be asked, nobody is believed until the store was.
  for (const mirror of mirrors) mirror.doubt ??= doubtful;
  const sessions = mirrors.map(({ id, standing }) => ({ id, seq: standing?.seq ?? 0 }));
  const answer =
    owner === null ? "nobody" : await colleagues.ask(owner, { ask: "check", node, sessions });
  const known = typeof answer === "object" ? answer : undefined;
  for (const [index, mirror] of mirrors.entries()) {
    const { id, seq } = sessions[index] ?? { id: mirror.id, seq: 0 };
    const isKnown = known && doubts[index] === undefined && !known.elsewhere.includes(id);
    const isBehind = isKnown
      ? known.behind.includes(id)
      : (await store.entries(id, seq, 1)).length > 0;
    if (isBehind) await sync(mirror);
    if (mirror.doubt === (doubts[index] ?? doubtful)) mirror.doubt = undefined;
  }
};

/** It has not been checked for too long. */
const doubtful = {};
