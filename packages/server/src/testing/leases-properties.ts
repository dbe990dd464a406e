import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { ClusterPicture, NodeIdentity, SharedStore } from "../ports/leases.ts";
import { longMs, openSession, type SharedPlace } from "./leases-check.ts";
import { LeasesModel } from "./leases-model.ts";

const nodeCount = 3;
const partitionsOfRun = 4;

const name = fc.integer({ min: 0, max: nodeCount - 1 });
const partition = fc.nat(partitionsOfRun - 1);
const some = fc.uniqueArray(partition);
const who = fc.record({ name, incarnation: fc.constantFrom("i", "ii", "iii") });
/** Also nobody, and one that is never there. */
const target = fc.option(fc.constantFrom(0, 1, 2, nodeCount));
const call = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      call: fc.constant("renew" as const),
      who,
      isDraining: fc.boolean(),
      isThere: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ call: fc.constant("leave" as const), who }) },
  { weight: 6, arbitrary: fc.record({ call: fc.constant("take" as const), name, some }) },
  {
    weight: 3,
    arbitrary: fc.record({
      call: fc.constant("release" as const),
      some,
      isOld: fc.boolean(),
      to: target,
    }),
  },
  { weight: 2, arbitrary: fc.record({ call: fc.constant("pin" as const), partition, to: target }) },
  { weight: 1, arbitrary: fc.record({ call: fc.constant("claim" as const), some }) },
  { weight: 1, arbitrary: fc.record({ call: fc.constant("forget" as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ call: fc.constant("commit" as const), partition, isOld: fc.boolean() }),
  },
);
type Call = typeof call extends fc.Arbitrary<infer T> ? T : never;

/** Runs share a place, since opening one takes longer than a run; each has names and partitions of its own. */
class Run {
  readonly #number: number;
  readonly #place: SharedPlace;
  readonly #stores: readonly SharedStore[];
  readonly #model = new LeasesModel();
  #callCount = 0;

  constructor(number: number, place: SharedPlace, stores: readonly SharedStore[]) {
    this.#number = number;
    this.#place = place;
    this.#stores = stores;
  }

  /** Makes the call in one of the stores and in the model; gives what both say then, and what is there afterwards. */
  async make(made: Call): Promise<{ readonly got: unknown; readonly wanted: unknown }> {
    this.#callCount += 1;
    this.#place.pass?.(1);
    const store = this.#stores[this.#callCount % this.#stores.length]!;
    const [answer, wanted] = await this.#both(made, store);
    const pictures = await Promise.all(this.#stores.map(({ leases }) => leases.picture()));
    return {
      got: [answer, ...pictures.map((picture) => this.#own(picture))],
      wanted: [wanted, ...pictures.map(() => this.#model.picture())],
    };
  }

  async #both(made: Call, store: SharedStore): Promise<readonly [unknown, unknown]> {
    const { leases } = store;
    const model = this.#model;
    switch (made.call) {
      case "renew": {
        const { who: process, isDraining, isThere } = made;
        const node = this.#identity(process);
        const answer = await leases.renew(node, { isDraining }, isThere ? longMs : 0);
        return [
          answer === "superseded" ? answer : this.#own(answer),
          model.renew(node, isDraining, isThere),
        ];
      }
      case "leave": {
        const node = this.#identity(made.who);
        return [await leases.leave(node), model.leave(node)];
      }
      case "take": {
        const given = [
          this.#name(made.name),
          made.some.map((one) => this.#partition(one)),
        ] as const;
        return [await leases.take(...given), model.take(...given)];
      }
      case "release": {
        const held = made.some.map((one) => {
          const number = this.#partition(one);
          return { partition: number, epoch: model.epochOf(number) - (made.isOld ? 1 : 0) };
        });
        const to = this.#target(made.to);
        return [await leases.release(held, to), model.release(held, to)];
      }
      case "pin": {
        const given = [this.#partition(made.partition), this.#target(made.to)] as const;
        return [await leases.pin(...given), model.pin(...given)];
      }
      case "claim": {
        const partitions = made.some.map((one) => this.#partition(one));
        return [await store.claim(partitions), model.claim(partitions)];
      }
      case "forget":
        return [await leases.forget(0), model.forget()];
      case "commit": {
        const number = this.#partition(made.partition);
        const now = model.epochOf(number);
        const epoch = now - (made.isOld ? 1 : 0);
        const session = `session-${this.#number}-${this.#callCount}`;
        const verdict = await openSession(store, session, { partition: number, epoch });
        return [verdict, epoch === now && now > 0 ? "committed" : "stale_epoch"];
      }
    }
  }

  #name(node: number): string {
    return `node-${node}-of-${this.#number}`;
  }
  #identity(process: { readonly name: number; readonly incarnation: string }): NodeIdentity {
    const id = this.#name(process.name);
    return { id, incarnation: process.incarnation, url: `http://${id}.example` };
  }
  #target(node: number | null): string | null {
    return node === null ? null : this.#name(node);
  }
  #partition(one: number): number {
    return this.#number * partitionsOfRun + one;
  }

  /** What a picture has of this run, without what depends on when it was made. */
  #own({ nodes, partitions }: ClusterPicture): unknown {
    const from = this.#partition(0);
    const isOwn = (number: number) => number >= from && number < from + partitionsOfRun;
    return {
      nodes: nodes
        .filter(({ id }) => id.endsWith(`-of-${this.#number}`))
        .map(({ leaseLeftMs, ...node }) => ({ ...node, isThere: leaseLeftMs > 0 })),
      partitions: partitions.filter((row) => isOwn(row.partition)),
    };
  }
}

/** The part of the contract that is held against random calls. */
export const leasesProperties = (newPlace: () => Promise<SharedPlace>): void => {
  test("[C1] random calls of several nodes: the same answers and the same picture as the model's", async () => {
    const place = await newPlace();
    const stores = [await place.open(), await place.open()];
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(call, { maxLength: 25 }), async (calls) => {
        const run = new Run(++runs, place, stores);
        for (const made of calls) {
          const { got, wanted } = await run.make(made);
          expect(got).toEqual(wanted);
        }
      }),
      { numRuns: 40 },
    );
    for (const store of stores) await store.close();
    await place.remove();
  }, 60_000);

  test("[C1] takes at once by several nodes: each epoch is given to one of them, and none is left out", async () => {
    const place = await newPlace();
    const stores = [await place.open(), await place.open(), await place.open()];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(name, some), { maxLength: 12 }), async (takes) => {
        const before = await epochsOf(stores[0]!);
        const given = await Promise.all(
          takes.map(async ([node, partitions]) => {
            const epochs = await stores[node]!.leases.take(`node-${node}`, partitions);
            return partitions.map((one, at) => [one, epochs[at] ?? 0] as const);
          }),
        );
        // Nobody has a lease: everybody may have everything, one after the other.
        const after = await epochsOf(stores[1]!);
        for (let one = 0; one < partitionsOfRun; one++) {
          const epochs = given.flat().flatMap(([number, epoch]) => (number === one ? [epoch] : []));
          const first = (before.get(one) ?? 0) + 1;
          expect(epochs.toSorted((left, right) => left - right)).toEqual(
            epochs.map((_, at) => first + at),
          );
          expect(after.get(one) ?? 0).toBe(first - 1 + epochs.length);
        }
      }),
      { numRuns: 30 },
    );
    for (const store of stores) await store.close();
    await place.remove();
  }, 60_000);
};

const epochsOf = async ({ leases }: SharedStore): Promise<ReadonlyMap<number, number>> =>
  new Map((await leases.picture()).partitions.map(({ partition: one, epoch }) => [one, epoch]));
