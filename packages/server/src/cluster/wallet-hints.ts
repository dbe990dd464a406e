import type { EventHub } from "../events/contract.ts";
import { walletCheckMs } from "../limits.ts";
import { periodically } from "../periodically.ts";
import type { Bus } from "../ports/bus.ts";
import type { Clock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";
import type { Treasury } from "../treasury/contract.ts";
import { readMessage, subjects, walletHint } from "./messages.ts";

interface WalletPorts {
  readonly hub: EventHub;
  readonly treasury: Treasury;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly log: Log;
}

interface Reading {
  /** Something has changed since it was begun. */
  isOld: boolean;
}

/**
 * Balances of players who are connected here, as other nodes change them. A message is only a hint: the balance is read from the store, so
 * that it is right whichever of two came first; and now and then without a hint, which may have been lost.
 */
export class WalletHints {
  readonly #ports: WalletPorts;
  readonly #subscriptions = new Map<string, () => void>();
  readonly #readings = new Map<string, Reading>();
  /** What was read and told, until this node tells something of its own. */
  readonly #told = new Map<string, Readonly<Record<string, number>>>();
  readonly #stops: readonly (() => void)[];

  constructor(node: string, ports: WalletPorts) {
    const { hub, bus, clock } = ports;
    this.#ports = ports;
    this.#stops = [
      hub.onPlayerListened((player, isListened) => {
        this.#subscriptions.get(player)?.();
        this.#subscriptions.delete(player);
        this.#told.delete(player);
        if (!isListened) return;
        const stop = bus.listen(subjects.wallet(player), (text) => {
          const hint = readMessage(walletHint, text);
          if (hint && hint.node !== node) void this.#read(player);
        });
        this.#subscriptions.set(player, stop);
      }),
      // What is told here may be newer than what is being read or was, or not: it is read once more.
      hub.listenBalances((player) => {
        const reading = this.#readings.get(player);
        if (reading) reading.isOld = true;
        if (this.#told.delete(player) && !reading) void this.#read(player);
      }),
      bus.onChange((isUp) => {
        if (isUp) for (const player of hub.listenedPlayers) void this.#read(player);
      }),
      periodically(clock, walletCheckMs, () => this.#readAll()),
    ];
  }

  stop(): void {
    for (const stop of [...this.#stops, ...this.#subscriptions.values()]) stop();
    this.#subscriptions.clear();
  }

  /** One after the other, so that it does not matter how many they are. */
  async #readAll(): Promise<void> {
    for (const player of this.#ports.hub.listenedPlayers)
      if (this.#subscriptions.has(player)) await this.#read(player);
  }

  async #read(player: string): Promise<void> {
    const known = this.#readings.get(player);
    if (known) {
      known.isOld = true;
      return;
    }
    const reading: Reading = { isOld: true };
    this.#readings.set(player, reading);
    try {
      while (reading.isOld) {
        reading.isOld = false;
        const balances = await this.#ports.treasury.balances(player);
        if (reading.isOld) continue;
        const told = this.#told.get(player);
        if (this.#subscriptions.has(player)) this.#told.set(player, balances);
        for (const [currency, balance] of Object.entries(balances))
          if (told?.[currency] !== balance)
            this.#ports.hub.publishBalanceElsewhere(player, currency, balance);
      }
    } catch (error) {
      this.#ports.log.warn({ player, error: String(error) }, "a balance was not read");
    } finally {
      this.#readings.delete(player);
    }
  }
}
