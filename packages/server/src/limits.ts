/** A batch is one transaction: long enough to share its sync, short enough that nobody waits long for it. */
export const commitBatchMax = 64;
/** What has gathered goes out behind a single write from so many on; behind more than one, only whole batches do. */
export const commitBehindMin = 32;
/** Writes under way at once: enough to keep the store busy, few enough that what arrives still gathers. */
export const commitWritesMax = 6;
/** Commands that are worked on at once, over all sessions: all that is being written, and the next batch. */
export const commandsUnderWayMax = commitBatchMax * (commitWritesMax + 1);
/** Commands that may wait in one session; more than a table of people can send in a moment. */
export const sessionQueueMax = 1_024;
/** A snapshot each so many entries bounds what is replayed when a session is loaded. */
export const snapshotEveryEntries = 64;
/** At least so many command ids are kept in memory per session; whether an older one was done, the store knows. */
export const recentCommandsMax = 64;
/** Longer waits overflow the machine's timers; whoever waits for longer looks again then. */
export const timerWaitMaxMs = 2 ** 31 - 1;
/**
 * A clock that is wrong goes faster or slower by this part until it is right: a turn of half a minute is longer or shorter by a
 * second and a half then, which nobody notices, and an hour is caught up with in less than a day.
 */
export const clockCorrectionRate = 1 / 20;
/** How often the wall clock is looked at: far more often than it drifts away by a millisecond. */
export const clockLookMs = 1_000;
/** A timer whose command was refused, by a full queue or a failing game, rings again after this. */
export const timerRetryMs = 1_000;
/** What is known of a pool is read anew when it is older: only where other nodes play for it can it have changed. */
export const poolBalanceAgeMaxMs = 1_000;
/** A command that pays from a pool is worked out so often, each time because somebody else was paid first. */
export const poolAttemptsMax = 8;
/** How many entries are read from the store at once. */
export const entriesPageMax = 500;
/** An export looks so often for a moment in which nothing was played, to tell the balance that goes with its end. */
export const exportEndTriesMax = 100;
/** Sessions are hashed into this many partitions; each has one owner. */
export const partitionCount = 256;
/** A session whose game fails this often in a row cannot go on and is voided. */
export const sessionFaultsMax = 3;
/** So many faults of one game within the window open its breaker. */
export const breakerFaultsMax = 10;
export const breakerWindowMs = 60_000;
/** Games that were registered on their last pass are checked from then on: first of all, sessions are to be readable. */
export const gateBehindAfterMs = 1_000;
/** While the server runs, a check of a game works for so long at once, and lets everything else run in between. */
export const gateSliceMs = 4;
export const gateSlicePauseMs = 12;
/** How long a stopped game rests before a probe may let it back. */
export const breakerRestMs = 30_000;
/**
 * A timer that comes later than this was kept up by no load: an event loop with more to do than it can is late by some hundred
 * milliseconds. The process has stood still, and nobody could act meanwhile.
 */
export const clockLatenessMaxMs = 1_000;
/** Players whose clock ran out while the server was away, or stood still, get this long to come back. */
export const recoveryGraceMs = 10_000;
/** Sessions that are read back at the same time when the server starts. */
export const recoveryConcurrencyMax = 64;
/** A session that could not be read back, since the store did not answer, is tried again after this. */
export const readAgainMs = 1_000;
/** Events that wait for a slow subscriber before the oldest are dropped and counted as missed. */
export const subscriptionBufferMax = 1_000;
/** A socket with more than this waiting is slow: it gets the latest view when it has caught up. */
export const socketBufferedBytesMax = 256 * 1_024;
/** How many of the events that a returning client missed are sent at once. */
export const catchUpEventsMax = 500;
/** The largest body or frame that the gateway reads; commands are a few hundred bytes. */
export const messageBytesMax = 64 * 1_024;
/** A request that has not come to its end by then is given up; what a client sends is small. */
export const requestTimeoutMs = 30_000;
/** One connection may watch so many sessions. */
export const watchedSessionsMax = 64;
/** A socket that has not answered two of these pings is gone. */
export const socketPingMs = 30_000;
/** A token is good for this long. */
export const tokenLifetimeMs = 30 * 24 * 60 * 60 * 1_000;
export const listedSessionsMax = 200;
export const listedRoundsMax = 100;
/** A bot whose action was refused tries something else so often before it lets the table be. */
export const botAttemptsMax = 3;
/** Where the refusal was one that may pass, it tries again after this. */
export const botRetryMs = 5_000;
/** A bot that has thought for longer than this does anything legal instead. */
export const botThinkTimeoutMs = 10_000;
/** A bot that has acted so often while nobody else did, although others could, lets them. */
export const botActsInARowMax = 8;
/** A node that has not renewed its lease for so long is taken for dead; a garbage collection or a slow disk is over sooner. */
export const leaseDefaultMs = 2_000;
/** A lease is renewed so often before it would run out: one renewal may be lost, and the next be slow. */
export const renewalsPerLease = 4;
/** A command for another node's session, or a new session, is tried so long: longer than a takeover takes, shorter than people wait. */
export const routePatienceMs = 5_000;
/** Between two tries, unless the session's owner has changed sooner. */
export const routePauseMs = 100;
/** A question to another node that has no answer by then will hardly get one. */
export const askTimeoutMs = 2_000;
/** Who watches another node's session asks so often whether it has heard everything. */
export const watchCheckMs = 2_000;
/** A node that has watched a session and has not asked again for so long is not told any more. */
export const watchInterestMs = 4 * watchCheckMs;
/** So many partitions are handed over at once: their sessions pause together, for as long as it takes to read which run. */
export const handOverPartitionsMax = 8;
/** How long the next ones wait for the new owner to have taken those before. */
export const handOverWaitMs = 1_000;
/** A node that stops goes without handing over what is left after this. */
export const drainMaxMs = 20_000;
/** Word that another node has changed a balance may be lost: whoever shows balances reads them so often, whatever was heard. */
export const walletCheckMs = 10_000;
/** Word of new entries goes to other nodes' readers of the feed at most so often. */
export const newsPauseMs = 20;
/** Nodes that died are still shown for so long. */
export const deadNodeShownMs = 10 * 60 * 1_000;
/** What nodes say to each other at once is lost beyond this: NATS cuts off who has four times as much waiting for it. */
export const busTextBytesMax = 16 * 1_024 * 1_024;
/** A relay of events that could not go on, or was overtaken, looks again after a pause that doubles up to the second. */
export const relayPauseMinMs = 100;
export const relayPauseMaxMs = 10_000;
/** So often it keeps where it has come: more is read again when another one goes on, and most of the time nothing of it. */
export const relayMarkEveryMs = 10_000;
/** A node that stops sends so many of its clients away at once, and pauses in between: a thousand a second, which the others can take in. */
export const goodbyesAtOnce = 25;
export const goodbyePauseMs = 25;
/** However many there are, it takes no more pauses than these: ten seconds. */
export const goodbyeStepsMax = 400;
/** The clocks of two nodes, which both follow the store's, are apart by less than this. */
export const nodeClockSkewMaxMs = 250;
