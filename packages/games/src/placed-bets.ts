import type { Seat } from "@parlor/kit";

/** What a seat has on a place of a layout, in any game where many seats bet on one draw. */
export interface PlacedBet {
  readonly seat: Seat;
  readonly place: string;
  stake: number;
}

export const findBet = (
  bets: readonly PlacedBet[],
  seat: Seat,
  place: string,
): PlacedBet | undefined => {
  for (const one of bets) if (one.seat === seat && one.place === place) return one;
  return undefined;
};

export const stakeOn = (bets: readonly PlacedBet[], seat: Seat, place: string): number =>
  findBet(bets, seat, place)?.stake ?? 0;

export const hasAny = (bets: readonly PlacedBet[], seat: Seat): boolean => {
  for (const one of bets) if (one.seat === seat) return true;
  return false;
};

export const betsOf = (bets: readonly PlacedBet[], seat: Seat): readonly PlacedBet[] =>
  bets.filter((one) => one.seat === seat);

export const withoutSeat = (bets: readonly PlacedBet[], seat: Seat): PlacedBet[] =>
  bets.filter((one) => one.seat !== seat);

/** Puts more on a place where the seat has something already, or the first of it; what lies there then. */
export const putOn = (bets: PlacedBet[], seat: Seat, place: string, stake: number): number => {
  const up = findBet(bets, seat, place);
  if (up) return (up.stake += stake);
  bets.push({ seat, place, stake });
  return stake;
};

/** What each seat may repeat once these bets are decided: who did not bet keeps what they bet before. */
export const lastBetsAfter = (last: readonly PlacedBet[], bets: PlacedBet[]): PlacedBet[] => {
  const decided = bets.length;
  for (const one of last) {
    let isNew = false;
    for (let index = 0; index < decided; index++) isNew ||= bets[index]?.seat === one.seat;
    if (!isNew) bets.push(one);
  }
  return bets;
};
