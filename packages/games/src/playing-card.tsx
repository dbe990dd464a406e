import { rankOf, suitOf, type Card } from "@parlor/kit";
import "./playing-card.css";

const suitMarks = { c: "♣", d: "♦", h: "♥", s: "♠" } as const;
const suitNames = { c: "clubs", d: "diamonds", h: "hearts", s: "spades" } as const;
const rankNames: Readonly<Record<string, string>> = {
  A: "ace",
  K: "king",
  Q: "queen",
  J: "jack",
  T: "ten",
};

/** "queen of hearts": how a card is read out. */
export const cardName = (card: Card): string => {
  const rank = rankOf(card);
  return `${rankNames[rank] ?? rank} of ${suitNames[suitOf(card)]}`;
};

/** One card, face up; null shows its back. */
export const PlayingCard = ({
  card,
  dim = false,
  size = "normal",
}: {
  readonly card: Card | null;
  /** For a card that no longer counts: a folded hand, a discard. */
  readonly dim?: boolean;
  readonly size?: "normal" | "small";
}) => {
  const classes = ["card", `card-${size}`, dim ? "card-dim" : ""];
  if (card === null)
    return (
      <span
        className={[...classes, "card-back"].join(" ")}
        role="img"
        aria-label="a card face down"
      />
    );
  const suit = suitOf(card);
  const rank = rankOf(card);
  return (
    <span className={[...classes, `card-${suit}`].join(" ")} role="img" aria-label={cardName(card)}>
      <span className="card-rank">{rank === "T" ? "10" : rank}</span>
      <span className="card-suit">{suitMarks[suit]}</span>
    </span>
  );
};
