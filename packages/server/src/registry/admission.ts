import type { Game, Refusal } from "@parlor/kit";
import { gateBehindAfterMs } from "../limits.ts";
import type { Clock } from "../ports/clock.ts";
import type { Engine } from "../ports/engine.ts";
import type { Log } from "../ports/log.ts";
import type { Store } from "../ports/store.ts";
import type { Registry } from "./contract.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { passGateInSlices } from "./gate.ts";

interface AdmissionPorts {
  readonly registry: Registry;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
}

/** Where it is kept with which fingerprint a version of a game passed the gate last; empty when it failed since. */
const passKey = ({ id, version }: Game): string => `gate:${id}@${version}`;

/**
 * Lets the games in that a server starts with. One that passed the gate before, with the same
 * fingerprint, is registered at once and checked behind, while the server runs [E1]; any other is
 * checked first.
 */
export class Admission {
  readonly #ports: AdmissionPorts;
  /** Registered on their last pass, and not checked yet. */
  readonly #trusted: Game[] = [];
  #callOff: (() => void) | undefined;

  constructor(ports: AdmissionPorts) {
    this.#ports = ports;
  }

  /** Refused as {@link Registry.register} does. Rejects when the store does. */
  async admit(engine: Engine): Promise<Refusal | undefined> {
    const { registry, store } = this.#ports;
    const { game } = engine;
    const key = passKey(game);
    const fingerprint = fingerprintOf(game);
    const isTrusted = (await store.setting(key, "")) === fingerprint;
    const rejected = registry.register(engine, isTrusted ? "passed-before" : "unknown");
    if (rejected) return rejected;
    if (isTrusted) this.#trusted.push(game);
    else await store.changeSetting(key, fingerprint);
    return undefined;
  }

  /** Begins to check what was registered on its last pass, one game after the other. */
  checkBehind(): void {
    if (this.#trusted.length === 0) return;
    this.#callOff = this.#ports.clock.after(gateBehindAfterMs, () => this.#next());
  }

  stop(): void {
    this.#callOff?.();
  }

  #next(): void {
    const game = this.#trusted.shift();
    if (!game) return this.#ports.log.info({}, "all games that were trusted have been checked");
    this.#callOff = passGateInSlices(this.#ports.clock, game, (rejected) => {
      if (rejected) this.#fails(game, rejected);
      this.#next();
    });
  }

  #fails(game: Game, { detail }: Refusal): void {
    const { registry, store, log } = this.#ports;
    const facts = { game: game.id, version: game.version };
    log.error({ ...facts, detail }, "the game passed the gate before, and does not any more");
    registry.close(game.id);
    // At the next start it is checked first. Were this not kept, it would be found again behind.
    void store.changeSetting(passKey(game), "").catch((error: unknown) => {
      log.error({ ...facts, error: String(error) }, "it could not be kept that the game failed");
    });
  }
}
