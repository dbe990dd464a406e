import type { Game, GameTypes } from "@parlor/kit";
import { expect, test } from "vitest";
import { FakeWorld } from "../test/fake-world.ts";
import { connect } from "./parlor.ts";

/** What `defineGame` infers of a game with two actions and one event. */
interface CoinTypes extends GameTypes {
  readonly config: object;
  readonly actions: {
    readonly flip: { call: "heads" | "tails"; stake: number };
    readonly pass: Record<never, never>;
  };
  readonly events: { readonly landed: { side: string } };
  readonly bets: "call";
  readonly refusals: never;
  readonly state: unknown;
  readonly view: { last: string | null };
}

/** Never run: that it compiles, with every expected error, is the test. */
export const compiles = async (coin: Game<CoinTypes>): Promise<void> => {
  const parlor = connect({ url: "http://host", surroundings: new FakeWorld() });
  const table = parlor.table(coin, "s1");
  await table.act({ type: "flip", call: "heads", stake: 100 });
  await table.act({ type: "pass" });
  // @ts-expect-error -- there is no such action
  await table.act({ type: "fold" });
  // @ts-expect-error -- the stake is missing
  await table.act({ type: "flip", call: "heads" });
  // @ts-expect-error -- a coin has no third side
  await table.act({ type: "flip", call: "edge", stake: 100 });
  // @ts-expect-error -- a stake is a number
  await table.act({ type: "flip", call: "heads", stake: "100" });

  table.watch(({ view, events }) => {
    const last: string | null | undefined = view.view?.last;
    // @ts-expect-error -- the view has no such field
    const wrong: unknown = view.view?.first;
    for (const event of events) {
      if (event.type === "landed") {
        const side: string = event.data.side;
        // @ts-expect-error -- the event has no such field
        const bad: unknown = event.data.bad;
        use(side, bad);
      }
      // @ts-expect-error -- neither the game nor the platform has such an event
      use(event.type === "exploded");
    }
    use(last, wrong);
  });
  const answer = await table.join();
  // @ts-expect-error -- it may be a refusal
  use(answer.seq);

  const any = parlor.table("s1");
  await any.act({ type: "whatever", with: ["anything"] });
  // @ts-expect-error -- an action has a type
  await any.act({ call: "heads" });
};
const use = (...values: readonly unknown[]): void => void values;

test("what a game defines is what its table takes", () => {
  expect(compiles).toBeTypeOf("function");
});
