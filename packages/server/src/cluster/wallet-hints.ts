import type { EventHub } from "../events/contract.ts";
import type { Bus } from "../ports/bus.ts";
import type { Log } from "../ports/log.ts";
import type { Treasury } from "../treasury/contract.ts";
import { readMessage, subjects, walletHint } from "./messages.ts";

interface WalletPorts {
  readonly hub: EventHub;
  readonly treasury: Treasury;
  readonly bus: Bus;
  readonly log: Log;
}

interface Reading {
  /** Something has changed since it was begun. */
  isOld: boolean;
}

/**
 * Balances of players who are connected here, as other nodes change them. A message is only a hint: the balance is read from the store, so
 * that it is right whatever was lost, and whichever of two came first.
 */
export class WalletHints {
  readonly #ports: WalletPorts;
  readonly #subscriptions = new Map<string, () => void>();
  readonly #readings = new Map<string, Reading>();
  readonly #stops: readonly (() => void)[];

  constructor(node: string, ports: WalletPorts) {
    const { hub, bus } = ports;
    this.#ports = ports;
    this.#stops = [
      hub.onPlayerListened((player, isListened) => {
        this.#subscriptions.get(player)?.();
        this.#subscriptions.delete(player);
        if (!isListened) return;
        const stop = bus.listen(subjects.wallet(player), (text) => {
          const hint = readMessage(walletHint, text);
          if (hint && hint.node !== node) void this.#read(player);
        });
        this.#subscriptions.set(player, stop);
      }),
      // What is told here meanwhile is newer than what is being read, or not: it is read once more.
      hub.listenBalances((player) => {
        const reading = this.#readings.get(player);
        if (reading) reading.isOld = true;
      }),
      bus.onChange((isUp) => {
        if (isUp) for (const player of hub.listenedPlayers) void this.#read(player);
      }),
    ];
  }

  stop(): void {
    for (const stop of [...this.#stops, ...this.#subscriptions.values()]) stop();
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
        for (const [currency, balance] of Object.entries(balances))
          this.#ports.hub.publishBalanceElsewhere(player, currency, balance);
      }
    } catch (error) {
      this.#ports.log.warn({ player, error: String(error) }, "a balance was not read");
    } finally {
      this.#readings.delete(player);
    }
  }
}
