import type { Fraction } from "@parlor/kit";
import { coinsMax, type Config, type PayTable } from "./config.ts";

/**
 * What the house keeps of each bet under the best play, by the number of coins. These are literals, since a
 * function that worked them out could be wrong in the same way as the proof that holds them true.
 */
const edges: Readonly<Record<PayTable, readonly [oneToFourCoins: Fraction, fiveCoins: Fraction]>> =
  {
    "9/6": ["587359739/36110924850", "7576216117/1661102543100"],
    "9/5": ["46252104193/1661102543100", "6437571464/415275635775"],
    "8/6": ["46123798079/1661102543100", "620910307/38630291700"],
    "8/5": ["4359234021/110740169540", "44875785673/1661102543100"],
    "7/5": ["84522247427/1661102543100", "984596941/25555423740"],
    "6/5": ["51826754579/830551271550", "83119294019/1661102543100"],
  };

/** Undefined for a pay table of the operator's own: nobody has worked it out. */
export const edgeOf = ({ payTable }: Config, coins: number): Fraction | undefined =>
  payTable === "custom" ? undefined : edges[payTable][coins === coinsMax ? 1 : 0];
