import { botNames } from "@parlor/bots";
import {
  accountOf,
  isRefusal,
  limits,
  refuse,
  type Currency,
  type Game,
  type GameBots,
  type Refusal,
  type Seat,
} from "@parlor/kit";
import type { EventHub, Publication } from "../events/contract.ts";
import type { Clock } from "../ports/clock.ts";
import type { Entropy } from "../ports/entropy.ts";
import type { Log } from "../ports/log.ts";
import type { Thinker } from "../ports/thinker.ts";
import type { Registry } from "../registry/contract.ts";
import type { Sessions, Standing } from "../sessions/contract.ts";
import type { Settings } from "../settings.ts";
import type { Treasury } from "../treasury/contract.ts";
import { botNameOf, newBotId } from "./bot-id.ts";
import { BotTable } from "./bot-table.ts";
import type { Bots, BotWish, SeatedBot } from "./contract.ts";

/** Who thinks, and which bots the games bring along. */
export interface BotOptions {
  readonly thinker: Thinker;
  readonly own?: GameBots;
}

export interface BotPorts {
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly log: Log;
  readonly hub: EventHub;
  readonly registry: Registry;
  readonly sessions: Sessions;
  readonly treasury: Treasury;
  readonly settings: Settings;
}

/** Seats bots, and lets them play wherever a journal says that one sits: also after a restart. */
export class BotService implements Bots {
  readonly #ports: BotPorts;
  readonly #options: BotOptions;
  readonly #tables = new Map<string, BotTable>();
  readonly #stops: readonly (() => void)[];
  #recovering: Promise<void> | undefined;
  #isToRecover = false;
  #stopped = false;

  constructor(ports: BotPorts, options: BotOptions) {
    this.#ports = ports;
    this.#options = options;
    this.#stops = [
      ports.hub.listen("all", (publication) => this.#heard(publication)),
      ports.sessions.onMoved(({ kind }) =>
        kind === "gained" ? this.start() : this.#leaveTables(),
      ),
    ];
  }

  /** Finds the tables of this node where bots sit already: after a start, and when sessions have come here. */
  start(): void {
    this.#isToRecover = true;
    this.#recovering ??= this.#recoverAll().finally(() => (this.#recovering = undefined));
  }

  /** What comes while one search runs needs one more, however much it is. */
  async #recoverAll(): Promise<void> {
    while (this.#isToRecover && !this.#stopped) {
      this.#isToRecover = false;
      try {
        await this.#recover();
      } catch (error) {
        this.#ports.log.error({ error: String(error) }, "the bots did not find their tables");
      }
    }
  }

  /** At tables that another node has taken, its bots play on. */
  #leaveTables(): void {
    for (const [id, table] of this.#tables) {
      if (this.#ports.sessions.owns(id)) continue;
      this.#tables.delete(id);
      void table.stop();
    }
  }

  names(game: string): readonly string[] {
    return botNames({ id: game }, this.#options.own);
  }

  async add(id: string, { bot, seats, fill }: BotWish): Promise<readonly SeatedBot[] | Refusal> {
    const session = await this.#ports.sessions.find(id);
    if (isRefusal(session)) return session;
    const refusal = this.#mayPlay(session, bot);
    if (refusal) return refusal;
    const free = session.state.players.flatMap((player, seat) => (player ? [] : [seat]));
    const wanted = seats ?? (fill ? free : free.slice(0, 1));
    if (wanted.length === 0) return refuse("table_full");
    const seated: SeatedBot[] = [];
    for (const seat of wanted) {
      const one = await this.#seat(session, bot, seat);
      if (isRefusal(one)) return one;
      seated.push(one);
    }
    return seated;
  }

  async remove(id: string, seat: Seat): Promise<Refusal | undefined> {
    const session = await this.#ports.sessions.find(id);
    if (isRefusal(session)) return session;
    const player = session.state.players[seat];
    if (!player || botNameOf(player.id) === null)
      return refuse("unknown_seat", "no bot sits in this seat");
    const command = { kind: "leave", id: this.#commandId("leave"), player: player.id } as const;
    const outcome = await this.#ports.sessions.submit(id, command);
    return outcome.kind === "refused" ? outcome.refusal : undefined;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const stop of this.#stops) stop();
    await this.#options.thinker.stop();
    await Promise.all([this.#recovering, ...[...this.#tables.values()].map((one) => one.stop())]);
  }

  #mayPlay({ setup }: Standing, bot: string): Refusal | undefined {
    const game = this.#gameOf(setup.game);
    if (isRefusal(game)) return game;
    const [unit = ""] = setup.currency.split("/");
    // A program may not play with what is worth something, unless the operator says so.
    if (game.bank !== "none" && !this.#ports.settings.botCurrencies.includes(unit))
      return refuse("bots_unavailable", `not for ${unit}`);
    return this.names(game.id).includes(bot) ? undefined : refuse("unknown_bot", bot);
  }

  async #seat(session: Standing, bot: string, seat: Seat): Promise<SeatedBot | Refusal> {
    const { sessions, entropy, settings, treasury } = this.#ports;
    const id = newBotId(bot, entropy.hex(4));
    const { currency } = session.setup;
    const game = this.#gameOf(session.setup.game);
    if (isRefusal(game)) return game;
    const hasMoney = game.bank !== "none" && settings.botGrant > 0;
    if (hasMoney) {
      const refusal = await treasury.deposit(`grant:${id}`, id, settings.botGrant, currency);
      if (refusal) return refusal;
    }
    const name = `${bot.charAt(0).toUpperCase()}${bot.slice(1)} bot ${seat + 1}`;
    const player = { id, name: name.slice(-limits.playerNameLengthMax), bot };
    const command = {
      kind: "join",
      id: this.#commandId("join"),
      player: id,
      name: player.name,
      seat,
      seed: entropy.hex(8),
    } as const;
    const joined = await sessions.submit(session.id, command);
    if (joined.kind === "done") return { seat, player };
    if (hasMoney) await this.#handBack(id, currency);
    return joined.refusal;
  }

  /** Ids with a colon are the platform's: no client can have taken one. */
  #commandId(kind: string): string {
    return `bot:${kind}:${this.#ports.entropy.hex(8)}`;
  }

  #gameOf({ id, version }: Standing["setup"]["game"]): Game | Refusal {
    const engine = this.#ports.registry.engineOf(id, version);
    return isRefusal(engine) ? engine : engine.game;
  }

  /** Called in the turn of a commit. Where no bot sits it costs next to nothing. */
  #heard({ session, setup, state, entry }: Publication): void {
    const { command } = entry;
    const known = this.#tables.get(session);
    if (!known && (command.kind !== "join" || botNameOf(command.player) === null)) return;
    const actor = command.kind === "act" ? (entry.did.seat ?? null) : null;
    this.#look({ id: session, setup, state, seq: entry.seq }, actor);
    if (command.kind === "leave" && botNameOf(command.player) !== null)
      void this.#handBack(command.player, setup.currency);
    if (state.phase.status !== "ended") return;
    for (const player of state.players)
      if (player && botNameOf(player.id) !== null) void this.#handBack(player.id, setup.currency);
  }

  #look(standing: Standing, actor: Seat | null = null): void {
    const { id, setup, state } = standing;
    const hasBots = state.players.some((player) => player && botNameOf(player.id) !== null);
    let table = this.#tables.get(id);
    if (!hasBots || state.phase.status === "ended") {
      this.#tables.delete(id);
      void table?.stop();
      return;
    }
    if (!table) {
      const engine = this.#ports.registry.engineOf(setup.game.id, setup.game.version);
      if (isRefusal(engine) || this.#stopped) return;
      table = new BotTable(this.#desk, engine, standing);
      this.#tables.set(id, table);
    }
    table.hear(standing, actor);
  }

  get #desk() {
    const { clock, entropy, log, hub, sessions, settings } = this.#ports;
    return {
      clock,
      entropy,
      log,
      thinker: this.#options.thinker,
      delayMs: settings.botDelayMs,
      isWatched: (session: string) => hub.hasListener(session),
      submit: sessions.submit.bind(sessions),
    };
  }

  /** What a bot has left goes back to where its play money came from. A bot is never seated twice, so this is done once. */
  async #handBack(bot: string, currency: Currency): Promise<void> {
    const { treasury, log } = this.#ports;
    try {
      const left = (await treasury.balances(bot))[currency] ?? 0;
      if (left > 0) await treasury.withdraw(`return:${bot}`, bot, left, currency);
    } catch (error) {
      // The store is broken or closed; the money stays in the bot's account, where it harms nobody.
      log.warn({ account: accountOf.player(bot), error: String(error) }, "a bot kept its money");
    }
  }

  async #recover(): Promise<void> {
    const { sessions } = this.#ports;
    let after: string | undefined;
    for (;;) {
      const page = await sessions.list(after === undefined ? {} : { after });
      for (const { id, status, players } of page) {
        if (this.#stopped) return;
        const hasBots = players.some((player) => player?.bot !== undefined);
        if (!hasBots || this.#tables.has(id) || !sessions.owns(id)) continue;
        const session = await sessions.find(id);
        if (isRefusal(session) || this.#tables.has(id) || status === "ended") continue;
        if (!sessions.owns(id)) continue;
        // As it stands now: the session itself goes on.
        const { setup, state, seq } = session;
        this.#look({ id, setup, state, seq });
      }
      after = page.at(-1)?.id;
      if (after === undefined) return;
    }
  }
}

/** Where an operator's program has nobody who thinks, there are no bots. */
export const noBots: Bots = {
  names: () => [],
  add: async () => refuse("bots_unavailable"),
  remove: async () => refuse("bots_unavailable"),
  stop: async () => undefined,
};
