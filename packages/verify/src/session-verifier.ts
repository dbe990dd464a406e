import type { SessionState } from "@parlor/kit";
import type { ExportEnd, ExportHead, ExportLine } from "@parlor/protocol";
import { Chain, type Link } from "./chain.ts";
import { headOf, partOf } from "./export-file.ts";
import { finding, isFinding, type Finding } from "./finding.ts";
import { Lines, type Line } from "./lines.ts";
import { balanceAfter } from "./money.ts";
import { replay, type Standing } from "./replay.ts";
import { Rounds } from "./rounds.ts";
import { openedBy, type FindGame } from "./setup.ts";
import { bytesOf } from "./text.ts";
import type { Held, Verdict } from "./verdict.ts";

export interface VerifyOptions {
  readonly findGame: FindGame;
  /** A hash that was noted down earlier: some entry of the file has to have it. */
  readonly head?: string;
  /** The seeds of rounds that are not revealed yet, for whoever has the session's secret. */
  readonly seedOf?: (round: number) => string;
}

/** What is known of a file at its head, before any entry. */
interface Opened {
  readonly version: number;
  readonly chain: Chain;
}

const nothing: Held = {
  session: null,
  game: null,
  title: null,
  currency: null,
  status: null,
  entries: 0,
  head: "",
  from: null,
  until: null,
  rounds: 0,
  draws: 0,
  drawsUnrevealed: 0,
  events: 0,
  transfers: 0,
  balance: 0,
  pinned: null,
  hasEnd: false,
};

/**
 * Checks an exported session as its bytes come, from nothing but the file and the game's rules. It keeps
 * one round in memory, since a round's draws can be worked out only when its seed is out. Whatever the
 * bytes are, it answers with a verdict and never throws.
 */
export class SessionVerifier {
  readonly #options: VerifyOptions;
  readonly #lines = new Lines();
  readonly #rounds: Rounds;
  #opened: Opened | undefined;
  /** Entries whose chain is sound, from the first draw of the round under way on. */
  #waiting: Link[] = [];
  #standing: Standing | undefined;
  #held = nothing;
  #finding: Finding | undefined;

  constructor(options: VerifyOptions) {
    this.#options = options;
    this.#rounds = new Rounds(options.seedOf);
  }

  /** What has held so far. */
  get held(): Held {
    return this.#held;
  }

  /** Takes the next piece of the file. False: a fault is found, and nothing more will be looked at. */
  push(piece: Uint8Array | string): boolean {
    this.#check(() => {
      const bytes = typeof piece === "string" ? bytesOf(piece) : piece;
      for (const line of this.#lines.push(bytes)) {
        if (this.#finding) return;
        this.#finding = this.#line(line);
      }
    });
    return this.#finding === undefined;
  }

  /** There is no more of the file. */
  end(): Verdict {
    this.#check(() => {
      this.#finding ??= this.#settle(undefined) ?? this.#ending();
    });
    return this.#finding
      ? { kind: "fault", finding: this.#finding, held: this.#held }
      : { kind: "holds", held: this.#held };
  }

  /**
   * The one place that catches what it does not know: the bytes are anybody's and the rules are a game's,
   * and whatever either of them makes the check stumble over is a fault of the file.
   */
  #check(run: () => void): void {
    if (this.#finding) return;
    try {
      run();
    } catch (error) {
      this.#finding = finding("check_failed", this.#held.entries + 1, { found: String(error) });
    }
  }

  #line(line: Line): Finding | undefined {
    const seq = this.#opened ? this.#opened.chain.last.seq + 1 : 0;
    if (line.kind !== "text") return this.#after(finding(line.kind, seq));
    if (!this.#opened) return this.#begin(headOf(line.text));
    if (this.#held.hasEnd) return finding("after_the_end", seq, { found: line.text });
    const part = partOf(line.text, this.#opened.version, seq);
    if (isFinding(part)) return this.#after(part);
    return part.kind === "end"
      ? this.#endLine(part.end, this.#opened.chain)
      : this.#entry(part.line, this.#opened.chain);
  }

  #begin(head: ExportHead | Finding): Finding | undefined {
    if (isFinding(head)) return head;
    this.#opened = { version: head.version, chain: new Chain(head.session) };
    this.#held = { ...this.#held, session: head.session };
    return undefined;
  }

  #entry(line: ExportLine, chain: Chain): Finding | undefined {
    const link = chain.link(line);
    if (isFinding(link)) return this.#after(link);
    const { draws, finished } = link.entry.did;
    this.#waiting.push(link);
    const mayWait = this.#waiting.length > 1 || draws.length > 0;
    return finished || !mayWait ? this.#settle(link) : undefined;
  }

  #endLine(end: ExportEnd, chain: Chain): Finding | undefined {
    const found = this.#settle(undefined);
    if (found) return found;
    const { seq, hash } = chain.last;
    if (end.seq !== seq || end.hash !== hash)
      return finding("head_mismatch", seq + 1, {
        expected: `entry ${seq}, ${hash}`,
        found: `entry ${end.seq}, ${end.hash}`,
      });
    if (end.balance !== null && end.balance !== this.#held.balance)
      return finding("balance_mismatch", seq + 1, {
        expected: this.#held.balance,
        found: end.balance,
      });
    this.#held = { ...this.#held, hasEnd: true };
    return undefined;
  }

  #ending(): Finding | undefined {
    if (!this.#opened) return finding("not_an_export", 0);
    const { entries, hasEnd } = this.#held;
    const seq = entries + 1;
    if (hasEnd && this.#lines.isCutOff) return finding("after_the_end", seq);
    const needsEnd = this.#opened.version >= 2;
    if (entries === 0 || this.#lines.isCutOff || (needsEnd && !hasEnd))
      return finding("truncated", seq);
    const { head } = this.#options;
    if (head !== undefined && this.#held.pinned === null)
      return finding("other_head", seq, { expected: head, found: this.#held.head });
    return undefined;
  }

  /** A fault in the chain is the first one only when the entries that wait before it hold. */
  #after(later: Finding): Finding {
    return this.#settle(undefined) ?? later;
  }

  /** Does the waiting entries again; `last` is the newest of them where it may reveal the round's seed. */
  #settle(last: Link | undefined): Finding | undefined {
    const seed = this.#rounds.seed(last?.entry);
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const link of waiting) {
      const found = this.#again(link, seed);
      if (found) return found;
    }
    return undefined;
  }

  #again(link: Link, seed: string | undefined): Finding | undefined {
    const { entry } = link;
    const opened = this.#standing ?? openedBy(entry, this.#options.findGame);
    if (isFinding(opened)) return opened;
    const before: SessionState | undefined = this.#standing?.state;
    if (before && entry.command.kind === "create")
      return finding("create_misplaced", entry.seq, { found: "create" });
    const unfit = this.#rounds.problem(entry);
    if (unfit) return unfit;
    const state = replay(opened, before, entry, seed);
    if (isFinding(state)) return state;
    const standing = { game: opened.game, setup: opened.setup, state };
    const balance = balanceAfter(this.#held.balance, entry, standing);
    if (typeof balance === "object") return balance;
    const early = this.#rounds.begin(entry);
    if (early) return early;
    this.#standing = standing;
    this.#take(link, standing, { balance, isDrawn: seed !== undefined });
    return undefined;
  }

  #take(
    { entry, hash }: Link,
    { setup, state }: Standing,
    { balance, isDrawn }: { readonly balance: number; readonly isDrawn: boolean },
  ): void {
    const held = this.#held;
    const { did, seq, at } = entry;
    const drawn = did.draws.length;
    this.#held = {
      ...held,
      game: setup.game,
      title: setup.title,
      currency: setup.currency,
      status: state.phase.status,
      entries: seq,
      head: hash,
      from: held.from ?? at,
      until: at,
      rounds: held.rounds + (did.finished ? 1 : 0),
      draws: held.draws + (isDrawn ? drawn : 0),
      drawsUnrevealed: held.drawsUnrevealed + (isDrawn ? 0 : drawn),
      events: held.events + did.events.length,
      transfers: held.transfers + did.transfers.length,
      balance,
      pinned: held.pinned ?? (hash === this.#options.head ? seq : null),
    };
  }
}
