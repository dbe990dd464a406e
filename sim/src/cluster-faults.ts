import { fault, rareAfter, type Fault } from "./fault.ts";
import { memoryStore } from "./patched-files.ts";

const clusterNode = "server/src/cluster/cluster-node.ts";
const directory = "server/src/cluster/directory.ts";
const fanOut = "server/src/cluster/fan-out.ts";
const memoryLeases = "server/src/adapters/memory/memory-leases.ts";
const membership = "server/src/cluster/membership.ts";
const mirrorChecks = "server/src/cluster/mirror-checks.ts";
const mirrors = "server/src/cluster/mirrors.ts";
const routedSessions = "server/src/cluster/routed-sessions.ts";
const sessionService = "server/src/sessions/session-service.ts";
const walletHints = "server/src/cluster/wallet-hints.ts";

/** Faults in who owns what, and in how it changes. */
const ownershipFaults: readonly Fault[] = [
  fault(
    "commit-what-another-node-owns",
    ["C1"],
    [
      memoryStore,
      "if (disk.epochs.get(commit.partition) !== commit.epoch)",
      "if (!disk.epochs.has(commit.partition))",
    ],
  ),
  fault(
    "come-back-under-the-old-epoch",
    ["C1"],
    [
      memoryLeases,
      "const epoch = isKept && owner !== node ? null : raiseEpoch(kept, partition, node);",
      "const epoch = isKept ? (owner === node ? (kept.epochs.get(partition) ?? 0) : null) : raiseEpoch(kept, partition, node);",
    ],
  ),
  fault(
    "keep-the-sessions-of-a-lost-partition",
    ["J4", "events", "liveness"],
    [
      sessionService,
      'if (session.lease.partition === partition) session.forget("lost");',
      'if (session.lease.partition < 0) session.forget("lost");',
    ],
  ),
  fault(
    "give-up-what-is-still-written-to",
    ["ownership"],
    [
      sessionService,
      "await Promise.all(there.map((session) => session.stop()));\n    this.#held.tell",
      "void Promise.all(there.map((session) => session.stop()));\n    this.#held.tell",
    ],
  ),
  fault(
    "forget-what-runs-where-it-comes",
    ["liveness"],
    [
      sessionService,
      "for (const { id, game, wakeAt } of runs) {",
      "for (const { id, game, wakeAt } of runs.slice(0, 0)) {",
    ],
  ),
  fault(
    "lose-the-clocks-of-what-comes",
    ["liveness"],
    [
      sessionService,
      "const dueAt = wakeAt === null ? null : Math.max(wakeAt, now + graceMs);",
      "const dueAt = null;",
    ],
  ),
  fault(
    "take-what-belongs-to-the-living",
    ["ownership"],
    [
      memoryLeases,
      "const isKept = owner !== undefined && (kept.nodes.get(owner)?.leaseUntil ?? now) > now;",
      "const isKept = owner === String(now);",
    ],
  ),
  fault(
    "release-what-another-node-has-taken",
    ["ownership"],
    [
      memoryLeases,
      "if (kept.epochs.get(partition) === epoch) setOwner(kept, partition, to);",
      "if (kept.epochs.has(partition) && epoch > 0) setOwner(kept, partition, to);",
    ],
  ),
  rareAfter(
    34,
    fault(
      "go-on-when-superseded",
      ["liveness"],
      [
        membership,
        'if (picture === "superseded") return this.#giveUp();',
        'if (picture === "superseded") return;',
      ],
    ),
  ),
  fault(
    "not-notice-what-was-lost",
    ["liveness", "events"],
    [
      membership,
      "if (directory.partition(held.partition).epoch > held.epoch) sessions.lose(held);",
      "if (directory.partition(held.partition).epoch < held.epoch) sessions.lose(held);",
    ],
  ),
];

/** Faults in what passes between nodes. */
const busFaults: readonly Fault[] = [
  fault(
    "wait-for-ever-when-a-node-stops",
    ["liveness"],
    [clusterNode, "this.sessions.stop();", ""],
  ),
  fault(
    "answer-before-it-is-seen",
    ["events"],
    [
      routedSessions,
      'if (outcome.kind === "done") await this.#ports.mirrors.reach(id, outcome.entry.seq);',
      "",
    ],
  ),
  fault(
    "let-a-mirror-go-back",
    ["events", "liveness"],
    [mirrors, "if (entry.seq <= standing.seq) return;", "if (entry.seq === standing.seq) return;"],
    [
      mirrors,
      "mirror.standing !== undefined && seq <= mirror.standing.seq;",
      "mirror.standing !== undefined && seq === mirror.standing.seq;",
    ],
  ),
  fault(
    "not-notice-what-was-missed",
    ["events", "liveness"],
    [mirrorChecks, "if (isBehind) await sync(mirror);", ""],
  ),
  rareAfter(
    28,
    fault(
      "not-see-what-this-node-wrote-last",
      ["events", "liveness"],
      [
        mirrors,
        "else if (entry.seq > mirror.standing.seq)\n      mirror.standing = { id, setup, state, seq: entry.seq };",
        "",
      ],
    ),
  ),
  fault(
    "send-again-under-another-id",
    ["J1", "J2"],
    [
      routedSessions,
      'const asked = { ask: "submit", session: id, command, until } as const;',
      'const own = { ...command, id: `${command.id}-${until % 7}` };\n    const asked = { ask: "submit", session: id, command: own, until } as const;',
    ],
  ),
  fault(
    "mirror-for-ever",
    ["liveness"],
    [
      mirrors,
      "if (!hub.hasListener(mirror.id) && mirror.usedAt < unusedSince) this.#close(mirror);",
      "if (!hub.hasListener(mirror.id) && mirror.usedAt < 0) this.#close(mirror);",
    ],
  ),
  fault(
    "listen-on-when-a-mirror-is-closed",
    ["liveness"],
    [
      mirrors,
      "this.#mirrors.delete(mirror.id);\n    mirror.stop();",
      "this.#mirrors.delete(mirror.id);",
    ],
  ),
  fault(
    "tell-for-ever-who-once-watched",
    ["liveness"],
    [fanOut, "if (until < now) watchers.delete(node);", "if (until < 0) watchers.delete(node);"],
  ),
  fault(
    "leave-a-wallet-as-it-was",
    ["liveness"],
    [walletHints, "periodically(clock, walletCheckMs, () => this.#readAll()),", ""],
  ),
  fault(
    "show-an-older-balance",
    ["liveness"],
    [
      walletHints,
      "this.#ports.hub.publishBalanceElsewhere(player, currency, balance);",
      "this.#ports.hub.publishBalanceElsewhere(player, currency, told?.[currency] ?? balance);",
    ],
  ),
  fault(
    "never-look-into-the-feed-again",
    ["liveness"],
    [clusterNode, "// Word of what others committed may have been lost.\n    hub.stir();", ""],
    [clusterNode, "bus.listen(subjects.news, () => hub.stir()),", ""],
  ),
];

export const clusterFaults: readonly Fault[] = [...ownershipFaults, ...busFaults].map((one) => ({
  ...one,
  world: "cluster",
}));

/** Faults that cost time, and break nothing: the store decides who owns, and whoever was told something wrong looks again. */
export const harmlessFaults: readonly Fault[] = [
  fault(
    "believe-what-was-true-before",
    [],
    [directory, "if (known.epoch > row.epoch) continue;", ""],
    [directory, "if (known.epoch >= epoch) continue;", "if (known.epoch === epoch) continue;"],
  ),
  fault(
    "ask-for-what-others-were-given",
    [],
    [
      membership,
      'if (said.say === "released" && said.to === this.id)',
      'if (said.say === "released")',
    ],
  ),
  fault(
    "tell-nobody-who-watches",
    [],
    [fanOut, "if (!this.#isWatched(session)) return;", "if (this.#isWatched(session)) return;"],
  ),
].map((one): Fault => ({ ...one, world: "cluster" }));
