import { cardIndex, scale } from "@parlor/kit";
import { categoryOf, evaluate } from "@parlor/kit/poker";
import { readyCount } from "./positions.ts";
import { potsOf, sharesOf, type Pot } from "./pots.ts";
import {
  playerAt,
  sitterAt,
  stackOf,
  type Hand,
  type HandPlayer,
  type HoldemTable,
  type PotResult,
  type State,
} from "./state.ts";
import { dealStreet } from "./street.ts";

/** Ends a hand in which nothing can be bet any more: showdown where two are left, pots, rake, and the next hand's timer. */
export const finishHand = (state: State, hand: Hand, table: HoldemTable): void => {
  const pots = potsOf(hand);
  const isShowdown = hand.players.filter(({ folded }) => !folded).length > 1;
  const strengths = isShowdown ? showdown(state, hand, pots, table) : null;
  hand.turn = null;
  hand.results = payPots(state, hand, pots, strengths, table);
  for (const player of hand.players) {
    player.bet = 0;
    if (!player.left) countHand(state, player, table);
  }
  table.stopTimer("turn");
  table.emit("hand-ended", { hand: hand.number });
  table.finishRound();
  if (readyCount(state) < 2) return;
  state.nextHandDue = true;
  table.startTimer("next-hand", table.config.nextHandDelayMs);
};

/** How strong each hand is, by place; a folded one is 0. */
type Strengths = readonly number[];

/** Deals what is missing of the board and turns up the hands that have to be; the others go to the muck unseen. */
const showdown = (
  state: State,
  hand: Hand,
  pots: readonly Pot[],
  table: HoldemTable,
): Strengths => {
  const { players } = hand;
  // With a player all-in nothing more can be bet on what is seen, so all hands lie open, before the rest of the board.
  const faceUp = players.some((player) => !player.folded && stackOf(state, player) === 0);
  const early = hand.board.length < 5;
  if (faceUp && early) for (const player of players) if (!player.folded) show(player, 0, table);
  while (hand.board.length < 5) dealStreet(hand, table);
  const board = hand.board.map(cardIndex);
  const strengths = players.map(({ folded, cards }) =>
    folded ? 0 : evaluate([...cards.map(cardIndex), ...board]),
  );
  if (!(faceUp && early)) showInOrder(hand, pots, strengths, faceUp, table);
  return strengths;
};

/**
 * Whoever bet or raised last on the river shows first, else the first from the button's left; then each in turn
 * shows a hand that wins or ties a pot so far, and mucks one that does not.
 */
const showInOrder = (
  hand: Hand,
  pots: readonly Pot[],
  strengths: Strengths,
  faceUp: boolean,
  table: HoldemTable,
): void => {
  const { players } = hand;
  const best = pots.map(() => 0);
  const first = hand.aggressor ?? 0;
  for (let step = 0; step < players.length; step++) {
    const place = (first + step) % players.length;
    const player = playerAt(hand, place);
    if (player.folded) continue;
    const strength = strengths[place] ?? 0;
    let wins = faceUp;
    for (const [at, { eligible }] of pots.entries()) {
      if (strength < (best[at] ?? 0) || !eligible.includes(player)) continue;
      best[at] = strength;
      wins = true;
    }
    if (wins) show(player, strength, table);
    else table.emit("cards-mucked", { seat: player.seat });
  }
};

/** Turns a hand up for all to see; `strength` is 0 where the board is not out yet. */
const show = (player: HandPlayer, strength: number, table: HoldemTable): void => {
  player.shown = true;
  const category = strength > 0 ? categoryOf(strength) : null;
  table.emit("cards-shown", { seat: player.seat, cards: [...player.cards], category });
};

/** A player shows what nobody has to see, after the hand. */
export const showAfterwards = (hand: Hand, player: HandPlayer, table: HoldemTable): void => {
  const cards = [...player.cards, ...hand.board].map(cardIndex);
  show(player, cards.length === 7 ? evaluate(cards) : 0, table);
};

const winnersOf = ({ eligible }: Pot, hand: Hand, strengths: Strengths | null): HandPlayer[] => {
  if (strengths === null) return [...eligible];
  let best = 0;
  let winners: HandPlayer[] = [];
  for (const player of eligible) {
    const strength = strengths[hand.players.indexOf(player)] ?? 0;
    if (strength > best) [best, winners] = [strength, [player]];
    else if (strength === best) winners.push(player);
  }
  return winners;
};

/** Takes the rake out of each pot, rounded down, as far as the cap reaches, and pays the rest to its winners. */
const payPots = (
  state: State,
  hand: Hand,
  pots: readonly Pot[],
  strengths: Strengths | null,
  table: HoldemTable,
): PotResult[] => {
  const { rake, rakeCap, bigBlind, noFlopNoDrop } = table.config;
  const isRaked = hand.board.length > 0 || !noFlopNoDrop;
  const cap = isRaked ? rakeCap * bigBlind : 0;
  let total = 0;
  const results = pots.map((pot, at): PotResult => {
    const raked = Math.min(scale(pot.amount, rake, "down"), cap - total);
    total += raked;
    const shares = sharesOf(pot.amount - raked, winnersOf(pot, hand, strengths));
    for (const { seat, amount } of shares) sitterAt(state, seat).stack += amount;
    const told = { amount: pot.amount, raked, shares };
    table.emit("pot-won", { pot: at, ...told });
    return { ...told, eligible: pot.eligible.map(({ seat }) => seat) };
  });
  table.bank.rake(total, "pot");
  return results;
};

/** Every so many hands a used time bank comes back. */
const countHand = (state: State, { seat }: HandPlayer, table: HoldemTable): void => {
  const { timeBanksMax, timeBankEveryHands } = table.config;
  const sitter = sitterAt(state, seat);
  sitter.handsPlayed += 1;
  if (sitter.handsPlayed < timeBankEveryHands) return;
  sitter.handsPlayed = 0;
  if (sitter.timeBanks < timeBanksMax) sitter.timeBanks += 1;
};
