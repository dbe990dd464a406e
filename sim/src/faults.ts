import { clusterFaults } from "./cluster-faults.ts";
import { type Fault, alone, fault, rare } from "./fault.ts";
import { frameFaults } from "./frame-faults.ts";
import {
  alarm,
  commitOf,
  entryEvents,
  feed,
  liveSession,
  memoryStore,
  resting,
  subscription,
} from "./patched-files.ts";
import { poolFaults } from "./pool-faults.ts";

const committer = "server/src/sessions/committer.ts";
const readBack = "server/src/sessions/read-back.ts";
const registry = "server/src/registry/registry.ts";
const step = "kit/src/step.ts";
const runTurn = "kit/src/run-turn.ts";
const ending = "kit/src/ending.ts";

const sessionFaults: readonly Fault[] = [
  fault(
    "acknowledge-before-commit",
    ["J1"],
    [
      liveSession,
      "return this.#outcome(command, made, await this.#ports.committer.commit(made.commit));",
      `this.#ports.committer.commit(made.commit).then((verdict) => this.#outcome(command, made, verdict), () => this.forget("old"));
    return { kind: "done", entry: made.entry };`,
    ],
  ),
  fault(
    "publish-before-commit",
    ["J1"],
    [
      liveSession,
      "return this.#outcome(command, made, await this.#ports.committer.commit(made.commit));",
      `this.#ports.hub.publish({ session: this.id, setup: this.setup, state: made.state, entry: made.entry, position: 0 });
    return this.#outcome(command, made, await this.#ports.committer.commit(made.commit));`,
    ],
  ),
  fault(
    "skip-the-idempotency-check",
    ["J2"],
    [liveSession, "if (this.#recent.has(command.id))", "if (this.#forgotten)"],
    [memoryStore, "if (journal?.byCommand.has(entry.commandId))", "if (!entry.commandId)"],
  ),
  fault(
    "lose-a-transfer",
    ["M3", "M2"],
    [commitOf, "transfers: deed.transfers,", "transfers: deed.transfers.slice(1),"],
  ),
  fault(
    "leak-a-card-in-an-event",
    ["V1"],
    [
      entryEvents,
      "if (to === undefined || (seat !== null && to.includes(seat))) visible.push(event);",
      "visible.push(event);",
    ],
  ),
  fault(
    "publish-the-seed-of-a-sealed-round",
    ["V1"],
    [entryEvents, "publicRound(did.finished)", "did.finished"],
  ),
  fault(
    "accept-a-stale-epoch",
    ["C1"],
    [
      memoryStore,
      "if (disk.epochs.get(commit.partition) !== commit.epoch)",
      "if (!disk.epochs.has(commit.partition))",
    ],
  ),
  fault(
    "double-a-payout-on-replay",
    ["M4", "M3"],
    [
      readBack,
      "await untold.tell({ id, ...stood });",
      `await untold.tell({ id, ...stood });
  for (const { seq, at, did } of entries)
    for (const [index, transfer] of did.transfers.entries())
      if (transfer.kind === "payout")
        await store.transfer({ ...transfer, id: \`\${id}.\${seq}.\${index}\`, at, currency: stood.setup.currency });`,
    ],
  ),

  fault(
    "forget-the-hash-link",
    ["J3"],
    [
      commitOf,
      "const entry: Entry = { v: 1, session, seq, prev,",
      'const entry: Entry = { v: 1, session, seq, prev: "",',
    ],
  ),
  fault(
    "hash-another-state",
    ["J4"],
    [commitOf, "state: textHash(text) };", 'state: textHash("") };'],
  ),
  fault(
    "snapshot-of-the-state-before",
    ["J4"],
    [
      commitOf,
      "snapshot: isDue ? text : undefined,",
      "snapshot: isDue ? stateText(place.state) : undefined,",
    ],
  ),
  fault(
    "keep-the-state-of-a-refused-commit",
    ["J4", "V1"],
    [liveSession, 'case "uncovered":', 'case "uncovered":\n        this.#state = made.state;'],
  ),
  fault(
    "lose-an-entry-behind-the-snapshot",
    ["liveness", "E1"],
    [
      memoryStore,
      "journal.entries.slice(snapshot?.seq ?? 0)",
      "journal.entries.slice(snapshot ? snapshot.seq + 1 : 0)",
    ],
  ),
  fault(
    "post-a-debit-without-its-credit",
    ["M1", "M3"],
    [memoryStore, "add(credit, amount);", "if (credit === debit) add(credit, amount);"],
  ),
  fault(
    "let-a-player-overdraw",
    ["M2"],
    [
      memoryStore,
      "if (add(debit, -amount) < 0 && isGuarded(debit))",
      "if (add(debit, -amount) < -1_000_000 && isGuarded(debit))",
    ],
  ),
  fault(
    "keep-the-stakes-of-a-stopped-session",
    ["M3", "J4"],
    [ending, "if (!player || amount === 0) continue;", "if (!player || amount >= 0) continue;"],
  ),
  fault(
    "pay-without-taking-it-off-the-table",
    ["M4", "E1"],
    [
      "kit/src/turn.ts",
      "this.#post({ kind, seat, amount, bet });\n    this.#lower(amount);",
      "this.#post({ kind, seat, amount, bet });",
    ],
  ),
  fault(
    "pay-twice",
    ["M4", "E1"],
    [
      "kit/src/turn.ts",
      "this.#post({ kind, seat, amount, bet });",
      'this.#post({ kind, seat, amount, bet });\n    if (kind === "payout") this.#post({ kind, seat, amount, bet });',
    ],
  ),
  fault(
    "show-the-whole-state",
    ["V1"],
    [
      step,
      "game.view(state.game, seatedIn(state, seat), readTableOf(setup, state)),",
      "state.game,",
    ],
  ),
  rare(
    fault(
      "log-what-was-asked",
      ["V1"],
      [
        liveSession,
        "const facts = { session: this.id, command: command.id,",
        "const facts = { session: this.id, command,",
      ],
    ),
  ),
  fault(
    "draw-with-another-client-seed",
    ["R1"],
    [
      runTurn,
      "clientSeed ??= clientSeedAt(state.players);",
      'clientSeed ??= clientSeedOf(["house"]);',
    ],
  ),
  fault(
    "commit-to-the-seed-of-another-round",
    ["R1"],
    [
      runTurn,
      "commitment: seeds.commitment(round.number + 1)",
      "commitment: seeds.commitment(round.number + 2)",
    ],
  ),
  rare(
    fault(
      "blame-every-game",
      ["E1"],
      [
        registry,
        "reportFault: (id) => games.get(id)?.breaker.fault(),",
        "reportFault: () => games.forEach(({ breaker }) => breaker.fault()),",
      ],
    ),
  ),
  fault(
    "ring-too-early",
    ["time"],
    [
      step,
      "if (!timer || timer.dueAt > stepping.now)",
      "if (!timer || timer.dueAt > stepping.now + 60_000)",
    ],
    [
      alarm,
      "return Math.max(dueAt, this.#notBefore);",
      "return Math.max(dueAt - 5_000, this.#notBefore);",
    ],
  ),
  fault(
    "ring-once-and-never-again",
    ["liveness"],
    [alarm, "answered(): void {\n    this.#ringing = false;", "answered(): void {"],
  ),
  fault(
    "tell-events-in-another-order",
    ["events"],
    [entryEvents, "return told;", "return told.reverse();"],
  ),
  fault(
    "drop-events-in-silence",
    ["events"],
    [
      subscription,
      'if (dropped?.kind === "event") {',
      'if (dropped?.kind === "event" && dropped.position < 0) {',
    ],
  ),
  fault(
    "skip-an-entry-in-the-feed",
    ["events"],
    [feed, "({ position } = row);", "position = row.position + 1;"],
  ),
  alone(
    fault(
      "never-tell-what-the-store-kept-back",
      ["liveness", "events"],
      [readBack, "await untold.tell({ id, ...stood });", ""],
    ),
  ),
  fault(
    "answer-one-commit-of-a-batch-for-all",
    ["J1", "J2", "J4", "V1", "events"],
    [committer, "const verdict = verdicts[index];", "const verdict = verdicts[0];"],
  ),
  rare(
    fault(
      "tell-the-store-of-no-clock",
      ["liveness"],
      [
        liveSession,
        "return dueAt !== undefined && dueAt < this.#toldWakeAt ? dueAt : undefined;",
        "return dueAt === 0 ? dueAt : undefined;",
      ],
    ),
  ),
  rare(
    fault(
      "let-the-clock-of-a-resting-session-stand",
      ["liveness"],
      [resting, "if (rest.dueAt === null) return;", "if (rest.dueAt !== 0) return;"],
    ),
  ),
];

export const faults: readonly Fault[] = [
  ...[...sessionFaults, ...frameFaults, ...poolFaults].map((one): Fault => ({
    ...one,
    world: "alone",
  })),
  ...clusterFaults,
];
