import { useState } from "react";
import { amountWithin } from "../chips.ts";
import { announcedAt, chipsOf, neighbourCounts, type AnnouncedId } from "./announced.ts";
import { neighboursKey, useLayout } from "./layout-context.tsx";
import { titleOfAnnounced } from "./place-titles.ts";
import { colourOf, nameOfPocket, wheelOrder } from "./pockets.ts";

const isFinal = (id: AnnouncedId): boolean => id.startsWith("final");

/** Bets that are called: sectors and finals by name, neighbours by a click on the wheel's own order. */
export const Racetrack = () => {
  const { props } = useLayout();
  const announced = announcedAt(props.config);
  if (announced.length === 0 || props.you === null) return null;
  return (
    <details className="racetrack">
      <summary>Announced bets and neighbours</summary>
      <div className="announced">
        {announced
          .filter((id) => !isFinal(id))
          .map((id) => (
            <AnnouncedButton key={id} id={id} />
          ))}
      </div>
      <Neighbours />
      <div className="announced announced-finals">
        {announced.filter(isFinal).map((id) => (
          <AnnouncedButton key={id} id={id} />
        ))}
      </div>
    </details>
  );
};

const AnnouncedButton = ({ id }: { readonly id: AnnouncedId }) => {
  const { props, limits, chip } = useLayout();
  const range = limits.get(id);
  const amount = range && amountWithin(chip, range);
  const count = chipsOf(id).reduce((sum, chips) => sum + chips.count, 0);
  return (
    <button
      type="button"
      disabled={amount === undefined}
      data-testid={`bet-${id}`}
      onClick={() => {
        if (amount !== undefined) props.act({ type: "bet", bet: id, amount });
      }}
    >
      {titleOfAnnounced(id)} <small>{count} chips</small>
    </button>
  );
};

const Neighbours = () => {
  const { props, neighbours, chip } = useLayout();
  const { config } = props;
  const counts = neighbourCounts(config);
  const [chosen, setEach] = useState(Math.min(2, config.neighboursMax));
  const each = counts.includes(chosen) ? chosen : 1;
  return (
    <div className="neighbours">
      <label>
        Neighbours to each side{" "}
        <select
          value={each}
          onChange={(event) => setEach(Number(event.target.value))}
          data-testid="neighbours-each"
        >
          {counts.map((count) => (
            <option key={count} value={count}>
              {count} ({2 * count + 1} chips)
            </option>
          ))}
        </select>
      </label>
      <div className="wheel-order" role="group" aria-label="The wheel, clockwise from zero">
        {wheelOrder(config.wheel).map((pocket) => {
          const name = nameOfPocket(pocket);
          const range = neighbours.get(neighboursKey(name, each));
          const amount = range && amountWithin(chip, range);
          return (
            <button
              key={name}
              type="button"
              className={`wheel-pocket pocket-${colourOf(pocket)}`}
              disabled={amount === undefined}
              aria-label={`${name} and ${each} neighbours to each side`}
              data-testid={`neighbours-${name}`}
              onClick={() => {
                if (amount !== undefined)
                  props.act({ type: "bet", bet: "neighbours", number: name, each, amount });
              }}
            >
              {name}
            </button>
          );
        })}
      </div>
    </div>
  );
};
