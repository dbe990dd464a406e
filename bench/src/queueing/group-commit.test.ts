import type { Commit, Store } from "@parlor/server";
import { Committer } from "@parlor/server/testing/committer";
import { randomFrom, seededDraws } from "@parlor/kit";
import { expect, test } from "vitest";
import { GroupCommit, serverRules } from "./group-commit.ts";

/** What both are asked: so many commits at once, or the oldest batch that is under way is written. */
type Deed = { readonly commits: number } | "written";

const deedsOf = (seed: number): readonly Deed[] => {
  const random = randomFrom(seededDraws(seed));
  const sizes = [1, 1, 2, 31, 32, 33, 64, 200, 700];
  return Array.from({ length: 400 }, () =>
    random.int(3) === 0 ? { commits: random.pick(sizes) } : "written",
  );
};

/** All that was put off until the end of the turn is done. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** The sizes of the batches, in order, after each deed. */
const play = async (
  deeds: readonly Deed[],
  commit: () => void,
  underWay: { readonly size: number; readonly written: () => void }[],
  sizes: readonly number[],
): Promise<readonly string[]> => {
  const seen: string[] = [];
  for (const deed of deeds) {
    if (deed === "written") underWay.shift()?.written();
    else for (let at = 0; at < deed.commits; at++) commit();
    await settle();
    seen.push(`${sizes.join(" ")} | ${underWay.length}`);
  }
  return seen;
};

const playModel = (deeds: readonly Deed[]): Promise<readonly string[]> => {
  const underWay: { readonly size: number; readonly written: () => void }[] = [];
  const sizes: number[] = [];
  const model = new GroupCommit<number>({
    rules: serverRules,
    later: queueMicrotask,
    write: (batch, written) => {
      sizes.push(batch.length);
      underWay.push({ size: batch.length, written });
    },
  });
  return play(deeds, () => model.commit(1), underWay, sizes);
};

const playServer = (deeds: readonly Deed[]): Promise<readonly string[]> => {
  const underWay: { readonly size: number; readonly written: () => void }[] = [];
  const sizes: number[] = [];
  const store = {
    commit: (batch: readonly Commit[]) =>
      new Promise((resolve) => {
        sizes.push(batch.length);
        const written = () => resolve(batch.map(() => ({ kind: "stale_epoch" })));
        underWay.push({ size: batch.length, written });
      }),
  };
  // The committer calls nothing else of a store, and looks into no commit.
  const committer = new Committer(store as unknown as Store);
  const one = {} as Commit;
  return play(deeds, () => void committer.commit(one), underWay, sizes);
};

test.each([1, 2, 3, 4, 5])(
  "batches go out when the server's committer sends them, run %d",
  async (seed) => {
    const deeds = deedsOf(seed);
    expect(await playModel(deeds)).toEqual(await playServer(deeds));
  },
);
