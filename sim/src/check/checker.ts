import { canonicalJson, type Game, type Refusal, type SessionSetup } from "@parlor/kit";
import type { Commit, Disk, Verdict } from "@parlor/server/simulation";
import type { Report } from "../violation.ts";
import { Books } from "./books.ts";
import { sha256, type Line } from "./line.ts";
import { Ownership } from "./ownership.ts";
import { SessionModel } from "./session-model.ts";
import { Sight } from "./sight.ts";

/**
 * The model that the world is held against. It reads what is new on the disk after every step, does
 * it again by the rules, and shares no more with the server than those rules.
 */
export class Checker {
  readonly sessions = new Map<string, SessionModel>();
  /** All entries, by their position less one. */
  readonly lines: Line[] = [];
  readonly sight = new Sight();
  /** The ids of all transfers that were asked for outside of sessions. */
  readonly asked = new Set<string>();
  readonly books = new Books(this.asked);
  readonly disk: Disk;
  readonly ownership: Ownership;
  readonly #games: ReadonlyMap<string, Game>;
  readonly #report: Report;
  readonly #snapshots = new Map<string, number>();
  /** Under which epoch each entry was written, by session and seq. */
  readonly #epochs = new Map<string, number>();

  constructor(disk: Disk, games: readonly Game[], now: () => number, report: Report) {
    this.disk = disk;
    this.ownership = new Ownership(disk, now, report);
    this.#games = new Map(games.map((game) => [game.id, game]));
    this.#report = report;
  }

  /** Reads on to the end of what is on the disk. */
  readOn(): void {
    const { disk } = this;
    const fresh = disk.feed.slice(this.lines.length);
    this.books.readTreasury(disk, this.#report);
    for (const row of fresh) {
      if (row.position !== this.lines.length + 1)
        this.#report("J3", `position ${row.position} follows ${this.lines.length}`);
      const model = this.sessions.get(row.session) ?? this.#begin(row.session, row.body);
      model.read(row, this.books, this.#report);
      const line = model.lines.at(-1);
      if (!line || line.seq !== row.seq) return;
      this.lines.push(line);
      this.sight.read(line, model);
      this.#checkSnapshot(model);
    }
    this.books.compare(disk, this.#report);
  }

  /** Everything once more, from the beginning: nothing that was ever on the disk is gone or changed. */
  checkWhole(): void {
    this.readOn();
    for (const model of this.sessions.values()) {
      const journal = this.disk.journals.get(model.id);
      const hashes = journal?.entries.map(({ hash, body }) => [hash, sha256(body)].join());
      if (hashes?.join(" ") !== model.rowHashes.map((hash) => [hash, hash].join()).join(" "))
        this.#report("J1", `${model.id}: the journal is not what it was`);
      if (journal?.row.status !== model.state?.phase.status)
        this.#report("J4", `${model.id} is listed as ${journal?.row.status}`);
    }
  }

  /** [C1] What a batch did on the disk, at the moment at which it did it. */
  committed(node: number, batch: readonly Commit[], verdicts: readonly Verdict[]): void {
    for (const [index, commit] of batch.entries()) {
      if (verdicts[index]?.kind !== "committed") continue;
      this.ownership.wrote(node, commit);
      this.#epochs.set(`${commit.session} ${commit.entry.seq}`, commit.epoch);
    }
  }

  epochOf({ session, seq }: Line): number | undefined {
    return this.#epochs.get(`${session} ${seq}`);
  }

  /** Where nodes take everything from each other, whoever has one partition has them all. */
  get owner(): number | undefined {
    return this.ownership.processOf(0);
  }

  get running(): readonly SessionModel[] {
    return [...this.sessions.values()].filter(({ hasEnded }) => !hasEnded);
  }

  /** What somebody is answered who wanted to open a table. */
  opened(answer: { readonly id: string } | Refusal, game: string): void {
    this.readOn();
    if ("refused" in answer) {
      if (answer.refused === "game_unavailable" && game !== "faulty")
        this.#report("E1", `${game} never failed, and is not available`);
    } else if (!this.sessions.has(answer.id))
      this.#report("J1", `${answer.id} is opened, and not durable`);
  }

  /** What the server tells in the turn of a commit. */
  published(session: string, seq: number, state: object, node: number): void {
    this.readOn();
    const line = this.sessions.get(session)?.lines[seq - 1];
    if (!line)
      this.#report("J1", `node ${node} tells of ${session} entry ${seq} before it is durable`);
    else if (sha256(canonicalJson(state)) !== line.state)
      this.#report("J4", `node ${node} tells another state of ${session} entry ${seq}`);
  }

  #begin(session: string, body: string): SessionModel {
    const journal = this.disk.journals.get(session);
    const { command } = JSON.parse(body) as Line; // the shape that this check expects
    const setup = command.kind === "create" ? command.setup : undefined;
    const game = this.#games.get(setup?.game.id ?? "");
    if (!journal || !setup || !game) throw new Error(`${session} has no beginning`);
    if (journal.setup !== JSON.stringify(setup))
      this.#report("J4", `${session}: its setup is not that of its first entry`);
    const own = JSON.parse(journal.setup) as SessionSetup; // compared just now
    const model = new SessionModel(own, session, game, journal.secret);
    this.sessions.set(session, model);
    return model;
  }

  /** [J4] A snapshot is the state after the entry that it names. */
  #checkSnapshot(model: SessionModel): void {
    const snapshot = this.disk.journals.get(model.id)?.snapshot;
    if (!snapshot || this.#snapshots.get(model.id) === snapshot.seq) return;
    this.#snapshots.set(model.id, snapshot.seq);
    // Several entries may have come at once: the snapshot is looked at with the one that it is of.
    if (snapshot.seq > model.lines.length) {
      this.#snapshots.delete(model.id);
      return;
    }
    if (sha256(snapshot.state) !== model.lines[snapshot.seq - 1]?.state)
      this.#report("J4", `${model.id}: the snapshot is not the state after entry ${snapshot.seq}`);
  }
}
