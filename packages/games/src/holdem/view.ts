import { cardIndex, type Seat } from "@parlor/kit";
import { categoryOf, evaluate } from "@parlor/kit/poker";
import { potsOf } from "./pots.ts";
import { stackOf, type Hand, type HandPlayer, type State } from "./state.ts";

/** The table as one seat may see it (null: a spectator): of the cards only its own and those that were shown. */
export const viewOf = (state: State, eyes: Seat | null) => ({
  handCount: state.handCount,
  button: state.button,
  smallBlind: state.smallBlind,
  bigBlind: state.bigBlind,
  seats: state.sitters.map(
    (sitter) =>
      sitter && {
        stack: sitter.stack,
        out: sitter.out,
        owesBig: sitter.owesBig,
        owesSmall: sitter.owesSmall,
        straddles: sitter.straddles,
        timeBanks: sitter.timeBanks,
      },
  ),
  hand: state.hand && handView(state, state.hand, eyes),
});

const handView = (state: State, hand: Hand, eyes: Seat | null) => ({
  number: hand.number,
  street: hand.street,
  board: [...hand.board],
  /** The seat whose turn it is. */
  turn: hand.turn === null ? null : (hand.players[hand.turn]?.seat ?? null),
  /** What a seat has to have before it to stay in. */
  level: hand.level,
  players: hand.players.map((player) => playerView(hand, player, eyes)),
  /** While it is played: the pots as they lie, bets included. */
  pots: hand.results
    ? []
    : potsOf(hand, (player) => stackOf(state, player) > 0).map(({ amount, eligible }) => ({
        amount,
        eligible: eligible.map(({ seat }) => seat),
      })),
  /** What became of the pots; null while the hand is played. */
  results: hand.results && hand.results.map((result) => ({ ...result })),
});

const playerView = (hand: Hand, player: HandPlayer, eyes: Seat | null) => {
  const seen = player.shown || (player.seat === eyes && !player.left);
  const cards = seen ? [...player.cards] : null;
  return {
    seat: player.seat,
    cards,
    /** What the cards make with the board, for who may see them. */
    category: cards && hand.board.length >= 3 ? categoryOf(strengthOf(hand, player)) : null,
    shown: player.shown,
    folded: player.folded,
    left: player.left,
    bet: player.bet,
    put: player.put + player.dead,
  };
};

const strengthOf = (hand: Hand, player: HandPlayer): number =>
  evaluate([...player.cards, ...hand.board].map(cardIndex));
