import {
  canonicalJson,
  openSession,
  secretSeeds,
  step,
  type Game,
  type SessionSetup,
  type SessionState,
} from "@parlor/kit";
import type { FeedRow } from "@parlor/server/simulation";
import type { Report } from "../violation.ts";
import type { Books } from "./books.ts";
import { sha256, type Line } from "./line.ts";
import { checkPools, intoPools } from "./pool-check.ts";
import { checkTable } from "./table-check.ts";
import { RoundCheck } from "./round-check.ts";

/** One session as its journal tells it, done again by its rules from the first entry on. */
export class SessionModel {
  readonly id: string;
  readonly setup: SessionSetup;
  readonly game: Game;
  readonly secret: string;
  /** Entry `seq` is at `seq - 1`, and so is the state after it. */
  readonly lines: Line[] = [];
  readonly states: SessionState[] = [];
  readonly rowHashes: string[] = [];
  readonly byCommand = new Map<string, Line>();
  readonly #seeds: ReturnType<typeof secretSeeds>;
  readonly #rounds = new RoundCheck();
  /** What each seat brought, followed through the entries and not through the state. */
  readonly #seatSeeds: string[];
  /** What this table has paid into pools, the house's part of jackpots included, less what was won here. */
  #intoPools = 0;

  constructor(setup: SessionSetup, id: string, game: Game, secret: string) {
    this.id = id;
    this.setup = setup;
    this.game = game;
    this.secret = secret;
    this.#seeds = secretSeeds(secret);
    this.#seatSeeds = Array.from({ length: setup.seatCount }, () => "");
  }

  get state(): SessionState | undefined {
    return this.states.at(-1);
  }
  get hasEnded(): boolean {
    return this.state?.phase.status === "ended";
  }
  /** The seed that nobody may know yet. */
  get sealedSeed(): string {
    return this.#seeds.seed(this.state?.round.number ?? 1);
  }

  /** Takes the next entry of the journal, and holds it against everything that came before. */
  read(row: FeedRow, books: Books, report: Report): void {
    const line = JSON.parse(row.body) as Line; // the shape that this check expects
    const where = `${this.id} entry ${row.seq} (${line.command.kind})`;
    this.#checkChain(row, line, where, report);
    if (this.byCommand.has(line.command.id))
      report("J2", `${where}: the command ${line.command.id} is done twice`);
    const before = this.state;
    const after = this.#doAgain(line, where, report);
    if (!after) return;
    this.#sit(line);
    this.#rounds.read(line, this.#seatSeeds, report);
    this.#rise(line);
    const { id, setup, game } = this;
    checkPools({ line, game, setup, where, books, report });
    this.#intoPools += intoPools(line);
    for (const transfer of line.did.transfers)
      books.post(transfer, this.setup.currency, where, report);
    const passedOn = this.#intoPools;
    checkTable({ id, setup, game, line, where, before, after, passedOn, books, report });
    this.lines.push(line);
    this.states.push(after);
    this.rowHashes.push(row.hash);
    this.byCommand.set(line.command.id, line);
  }

  /** [J3] */
  #checkChain(row: FeedRow, line: Line, where: string, report: Report): void {
    if (sha256(row.body) !== row.hash) report("J3", `${where}: its hash is not that of its text`);
    const follows =
      line.session === this.id &&
      row.seq === line.seq &&
      line.seq === this.lines.length + 1 &&
      line.prev === (this.rowHashes.at(-1) ?? "") &&
      line.command.id === row.commandId;
    if (!follows) report("J3", `${where}: it does not follow entry ${this.lines.length}`);
  }

  /** [J4] */
  #doAgain(line: Line, where: string, report: Report): SessionState | undefined {
    const context = { session: this.id, now: line.at, seeds: this.#seeds, pools: line.did.pools };
    const { state } = this;
    if (line.command.kind !== "create" && !state) {
      report("J3", `${where}: the journal has no beginning`);
      return undefined;
    }
    const done =
      line.command.kind === "create" || !state
        ? openSession(this.game, this.setup, context)
        : step(this.game, this.setup, state, line.command, context);
    if (done.kind !== "done") {
      report("J4", `${where}: done again it is ${done.kind}`);
      return undefined;
    }
    if (sha256(canonicalJson(done.state)) !== line.state)
      report("J4", `${where}: done again it leads to another state`);
    if (canonicalJson(done.deed) !== canonicalJson(line.did))
      report("J4", `${where}: done again it does something else`);
    return done.state;
  }

  #sit({ command, did }: Line): void {
    if (command.kind !== "join" || did.seat === undefined) return;
    this.#seatSeeds[did.seat] = command.seed;
  }
  #rise({ command, did }: Line): void {
    if (command.kind !== "leave" || did.seat === undefined) return;
    this.#seatSeeds[did.seat] = "";
  }

  /** Where a player sits after an entry. */
  seatAt(seq: number, player: string | null): number | null {
    if (player === null) return null;
    const seat = this.states[seq - 1]?.players.findIndex((seated) => seated?.id === player) ?? -1;
    return seat < 0 ? null : seat;
  }
}
