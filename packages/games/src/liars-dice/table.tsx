import type { TypesOfGame } from "@parlor/kit";
import { useState } from "react";
import { Die } from "../die.tsx";
import type { TableProps } from "../table-props.ts";
import { countOf } from "./bids.ts";
import type { liarsDice } from "./game.ts";
import "./table.css";

type Props = TableProps<TypesOfGame<typeof liarsDice>>;
type View = Props["view"];
type Call = NonNullable<View["last"]>;

const nameAt = ({ players, you }: Props, seat: number): string =>
  seat === you ? "You" : (players[seat] ?? `Seat ${seat + 1}`);

/** The cups around the table, the bids so far, and a form for the next one. */
export const LiarsDiceTable = (props: Props) => {
  const { view, config } = props;
  const count = view.left.reduce((sum, left) => sum + left, 0);
  return (
    <section className="liars-dice felt" aria-label="Liar's dice">
      <p className="liars-status" role="status" data-testid="liars-status">
        {statusText(props)}
      </p>
      {view.phase !== "waiting" && (
        <p className="liars-rules muted">
          {count} dice on the table; {wildText(config)}
        </p>
      )}
      <ul className="liars-cups">
        {view.order.map((seat) => (
          <Cup key={seat} {...props} seat={seat} />
        ))}
      </ul>
      <Bids {...props} />
      <Moves {...props} />
    </section>
  );
};

const wildText = ({ wild, faces }: Props["config"]): string =>
  wild === "none" ? "nothing is wild" : wild === "ones" ? "ones are wild" : `${faces}s are wild`;

const statusText = (props: Props): string => {
  const { view, you } = props;
  if (view.phase === "waiting") return "The dice are rolled when play begins.";
  if (view.last) return callText(props, view.last);
  if (view.phase === "over") return "The game is over.";
  if (view.mover === null) return "";
  return view.mover === you ? "Your turn." : `${nameAt(props, view.mover)} to bid or to call.`;
};

const callText = (props: Props, last: Call): string => {
  const { caller, call, quantity, face, count, losers, right } = last;
  const who = nameAt(props, caller);
  const said = call === "liar" ? "“liar”" : "“spot on”";
  const lost = losers.map((seat) => nameAt(props, seat)).join(", ");
  const end = losers.length === 0 ? `${who} got a die back.` : `Lost a die: ${lost}.`;
  return `${who} called ${said} on ${quantity} × ${face}. There ${count === 1 ? "is" : "are"} ${count}: ${right ? "right" : "wrong"}! ${end}`;
};

/** Whether a die counts for the bid that was called. */
const isHit = ({ view, config }: Props, die: number): boolean =>
  view.last !== null && countOf(view.last.face, [[die]], config) > 0;

const Cup = (props: Props & { readonly seat: number }) => {
  const { view, seat } = props;
  const left = view.left[seat] ?? 0;
  // A call shows the dice as they lay, also those that were lost by it.
  const hand = view.last?.dice[seat] ?? view.dice[seat];
  const bid = view.bids.findLast((one) => one.seat === seat);
  const classes = [
    "liars-cup",
    view.mover === seat && view.phase === "bidding" ? "liars-mover" : "",
    left === 0 ? "liars-out" : "",
  ];
  return (
    <li className={classes.join(" ")} aria-current={view.mover === seat}>
      <strong>{nameAt(props, seat)}</strong>
      <span
        className="liars-hand"
        role="img"
        aria-label={hand ? `dice ${hand.join(", ")}` : `${left} hidden dice`}
      >
        {hand
          ? hand.map((face, place) => (
              <Die
                key={`${place} ${face}`}
                face={face}
                className={isHit(props, face) ? "liars-die liars-hit" : "liars-die"}
              />
            ))
          : Array.from({ length: left }, (_, place) => (
              <span key={place} className="liars-hidden" />
            ))}
      </span>
      <span className="muted">
        {left === 0 ? "out" : bid ? `${bid.quantity} × ${bid.face}` : "–"}
      </span>
    </li>
  );
};

const Bids = ({ view }: Props) => {
  const last = view.bids.at(-1);
  if (!last || view.phase !== "bidding") return null;
  return (
    <p className="liars-bid" data-testid="liars-bid">
      <span>The bid: {last.quantity} ×</span>
      <Die face={last.face} className="liars-die" />
      <span className="unseen">{last.face}</span>
    </p>
  );
};

interface BidRange {
  readonly quantity: readonly number[];
  readonly face: readonly number[];
}

const Moves = (props: Props) => {
  // The rules list what may be bid one by one.
  const ranges = props.legal.flatMap((choice) =>
    choice.type === "bid" ? [choice.fields as BidRange] : [],
  );
  if (props.legal.length === 0) return null;
  return (
    <div className="liars-moves">
      {ranges.length > 0 && <BidForm {...props} ranges={ranges} />}
      <Calls {...props} />
    </div>
  );
};

const Calls = ({ legal, busy, act }: Props) => {
  const types = new Set(legal.map(({ type }) => type));
  return (
    <div className="liars-calls">
      {types.has("liar") && (
        <button
          type="button"
          className="danger"
          disabled={busy}
          data-testid="liar"
          onClick={() => act({ type: "liar" })}
        >
          Liar!
        </button>
      )}
      {types.has("spot-on") && (
        <button
          type="button"
          disabled={busy}
          data-testid="spot-on"
          onClick={() => act({ type: "spot-on" })}
        >
          Spot on
        </button>
      )}
    </div>
  );
};

const inOrder = (values: readonly number[]): number[] =>
  [...new Set(values)].toSorted((one, other) => one - other);

/** What is chosen stays chosen for as long as it may be bid; else it is the lowest bid. */
const useBid = (ranges: readonly BidRange[]) => {
  const [chosen, setChosen] = useState<{ quantity: number; face: number } | null>(null);
  const mayBid = (quantity: number, face: number): boolean =>
    ranges.some((range) => range.quantity.includes(quantity) && range.face.includes(face));
  const [first] = ranges;
  const lowest = { quantity: first?.quantity[0] ?? 1, face: first?.face[0] ?? 1 };
  const bid = chosen && mayBid(chosen.quantity, chosen.face) ? chosen : lowest;
  return { bid, mayBid, choose: setChosen };
};

const BidForm = ({ ranges, busy, act }: Props & { readonly ranges: readonly BidRange[] }) => {
  const { bid, mayBid, choose } = useBid(ranges);
  const faces = inOrder(ranges.flatMap(({ face }) => face));
  const withQuantity = (quantity: number): void => {
    const fits = mayBid(quantity, bid.face);
    choose({ quantity, face: fits ? bid.face : (faces.find((one) => mayBid(quantity, one)) ?? 1) });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        act({ type: "bid", ...bid });
        choose(null);
      }}
    >
      <label>
        How many
        <select
          value={bid.quantity}
          data-testid="bid-quantity"
          onChange={(event) => withQuantity(Number(event.target.value))}
        >
          {inOrder(ranges.flatMap(({ quantity }) => quantity)).map((quantity) => (
            <option key={quantity}>{quantity}</option>
          ))}
        </select>
      </label>
      <fieldset className="liars-faces">
        <legend className="unseen">Of which face</legend>
        {faces.map((face) => (
          <label key={face} className="liars-face">
            <input
              type="radio"
              name="face"
              checked={face === bid.face}
              disabled={!mayBid(bid.quantity, face)}
              aria-label={`face ${face}`}
              data-testid={`bid-face-${face}`}
              onChange={() => choose({ ...bid, face })}
            />
            <Die face={face} className="liars-die" />
          </label>
        ))}
      </fieldset>
      <button type="submit" className="primary" disabled={busy} data-testid="bid">
        Bid {bid.quantity} × {bid.face}
      </button>
    </form>
  );
};
