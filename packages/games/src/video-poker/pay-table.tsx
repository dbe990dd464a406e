import { categories, type Category } from "./categories.ts";
import { coinsMax, paysOf, type Config } from "./config.ts";

export const categoryTitles: Readonly<Record<Category, string>> = {
  nothing: "Nothing",
  "jacks-or-better": "Jacks or better",
  "two-pair": "Two pair",
  "three-of-a-kind": "Three of a kind",
  straight: "Straight",
  flush: "Flush",
  "full-house": "Full house",
  "four-of-a-kind": "Four of a kind",
  "straight-flush": "Straight flush",
  "royal-flush": "Royal flush",
};

/** What each hand returns in coins; the column of the coins that are played and the rows that were won stand out. */
export const PayTable = ({
  config,
  coins,
  won,
}: {
  readonly config: Config;
  readonly coins: number | null;
  readonly won: readonly Category[];
}) => {
  const counts = Array.from({ length: coinsMax }, (_, index) => index + 1);
  const rows = categories
    .map((category, index) => ({ category, index }))
    .slice(1)
    .toReversed();
  return (
    <table className="vp-pays" aria-label="What hands return, in coins">
      <thead>
        <tr>
          <th scope="col">Coins</th>
          {counts.map((count) => (
            <th scope="col" key={count} className={count === coins ? "vp-played" : ""}>
              {count}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ category, index }) => (
          <tr key={category} className={won.includes(category) ? "vp-row-won" : ""}>
            <th scope="row">{categoryTitles[category]}</th>
            {counts.map((count) => (
              <td key={count} className={count === coins ? "vp-played" : ""}>
                {((paysOf(config, count)[index] ?? 0) * count).toLocaleString("en")}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
};
