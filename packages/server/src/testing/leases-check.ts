import type { ClusterPicture, NodeIdentity, SharedStore } from "../ports/leases.ts";
import { chain, type Deed, type StorePlace } from "./store-check.ts";

/** Somewhere that several nodes can each open a store. */
export interface SharedPlace extends StorePlace {
  open(): Promise<SharedStore>;
  /** Lets time go by, where it is the test's and not a database's. */
  pass?(ms: number): void;
}

/** Two stores in one place, which is empty before each test. */
export interface Pair {
  readonly place: SharedPlace;
  readonly one: SharedStore;
  readonly other: SharedStore;
}

/** Longer than any test takes. */
export const longMs = 600_000;
/** Over before anybody else can ask. */
export const shortMs = 50;

export const nodeOf = (id: string, incarnation = "first"): NodeIdentity => ({
  id,
  incarnation,
  url: `http://${id}.example`,
});

/** The node is there for as long as a test takes, or for another time. Throws where a newer process has its name. */
export const join = async (
  { leases }: SharedStore,
  id: string,
  leaseMs = longMs,
  incarnation?: string,
): Promise<ClusterPicture> => {
  const picture = await leases.renew(nodeOf(id, incarnation), { isDraining: false }, leaseMs);
  if (picture === "superseded") throw new Error(`${id} is superseded`);
  return picture;
};

/** Who owns what, in short. */
export const ownersOf = async ({ leases }: SharedStore): Promise<string[]> =>
  (await leases.picture()).partitions.map(
    ({ partition, epoch, owner }) => `${partition}: ${owner ?? "nobody"} ${epoch}`,
  );

export const idsOf = ({ nodes }: ClusterPicture): string[] => nodes.map(({ id }) => id);

/** Opens a session in a partition, under its epoch. */
export const openSession = async (
  store: SharedStore,
  session: string,
  deed: Deed,
): Promise<string> => {
  const [first] = chain(session, [deed]);
  const [verdict] = await store.commit(first ? [first] : []);
  return verdict?.kind ?? "nothing";
};

/** Waits until a node's lease has run out, and for so long more. */
export const runOut = async (
  place: SharedPlace,
  { leases }: SharedStore,
  id: string,
  agoMs = 0,
): Promise<void> => {
  for (;;) {
    const { nodes } = await leases.picture();
    if (nodes.every((node) => node.id !== id || node.leaseLeftMs <= -agoMs)) return;
    place.pass?.(1);
  }
};
