import { testTable } from "@parlor/kit/testing";
import { expect, test } from "vitest";
import { drawnBy, openSpielPlays, type OraclePlay } from "../../test/oracles.ts";
import { config } from "./config.ts";
import { liarsDice } from "./game.ts";

const liar = 12;
const rules = config.parse({ dice: 1, wild: "highest", play: "one-round" });
const codeOf = ({ quantity, face }: { readonly quantity: number; readonly face: number }): number =>
  (quantity - 1) * rules.faces + face - 1;

interface Seen {
  readonly dice: readonly (readonly number[] | null)[];
  readonly bids: readonly { readonly quantity: number; readonly face: number }[];
  readonly last: object | null;
}
const infoOf = ({ dice, bids, last }: Seen, seat: number): string =>
  [
    dice[seat]?.join(""),
    ...bids.map(({ quantity, face }) => `${quantity}-${face}`),
    ...(last ? ["Liar"] : []),
  ].join(" ");

const checkPlay = ({ file, steps }: OraclePlay): void => {
  const rolls = steps.filter(({ actionStr }) => actionStr?.startsWith("Roll"));
  let rolled = 0;
  const table = testTable(liarsDice, {
    players: 2,
    setup: { seatCount: 2, config: rules },
    seeds: drawnBy(() => rolls[rolled++]?.action ?? -1),
  });
  for (const step of steps) {
    if (rolls.includes(step)) continue;
    for (const seat of [0, 1]) {
      const listed = table
        .legal(seat)
        .flatMap(({ type, fields }) =>
          type === "liar"
            ? [liar]
            : (fields["quantity"] as number[]).flatMap((quantity) =>
                (fields["face"] as number[]).map((face) => codeOf({ quantity, face })),
              ),
        );
      expect([file, listed]).toEqual([file, seat === step.player ? step.legal : []]);
      const told = (step.info as Readonly<Record<string, string>>)[seat]?.replace(/^P\d /, "");
      expect(infoOf(table.view(seat) as Seen, seat)).toBe(told);
    }
    if (step.player === -4) {
      const { phase } = table.state;
      const places = phase.status === "ended" ? phase.outcome?.places : null;
      expect(places).toEqual([[step.returns?.indexOf(1)], [step.returns?.indexOf(-1)]]);
      continue;
    }
    const code = step.action ?? -1;
    const bid = { quantity: Math.floor(code / rules.faces) + 1, face: (code % rules.faces) + 1 };
    const action = code === liar ? { type: "liar" } : { type: "bid", ...bid };
    expect(table.act(step.player ?? -1, action).kind).toBe("done");
  }
};

test("[LIAR-13] OpenSpiel's playthroughs agree, also those of the game that forgets", (context) => {
  const plays = openSpielPlays("liars_dice", context);
  expect(plays).toHaveLength(2);
  for (const play of plays) checkPlay(play);
});
