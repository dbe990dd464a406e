/** Games of chance that go on and on are judged after so many steps of a playout. */
export const playoutStepsMax = 1_000;
/** A tree that is deeper than this is no longer looked down, only played out. */
export const treeDepthMax = 200;
/** So many positions of a game are looked at from every seat before it counts as one of turns. */
export const turnsLearntFrom = 64;
/** And every so many later ones are looked at again, since a game may change its ways. */
export const turnsLookedAgainEvery = 64;
/** What one draw may fork into in a tree of exact values or of regrets. */
export const branchCountMax = 2_000;
/** Nodes of a game tree for the solvers: more do not fit in what a table's bot may take of a machine. */
export const treeNodesMax = 2_000_000;
/** A solver that plays at a table is solved when the table is first seen, in about a second. */
export const solverIterations = 1_000;
/** Between the ends of a range, a search looks at so many amounts more at the most. */
export const amountsBetweenMax = 13;
/**
 * Who sits at a table sits there to play: a bot waits only where acting is worse by more than this share of all that
 * there was to win and to lose.
 */
export const waitingWorthShare = 0.02;
