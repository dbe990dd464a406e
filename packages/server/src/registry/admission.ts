import type { Game, Refusal } from "@parlor/kit";
import { z } from "zod";
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

/** The setting that says with which fingerprint each version of a game passed the gate last: one text, so that a start reads once. */
export const passesKey = "gate-passes";
const passesSchema = z.record(z.string(), z.string());
const nameOf = ({ id, version }: Game): string => `${id}@${version}`;

/**
 * Lets the games in that a server starts with. One that passed the gate before, with the same
 * fingerprint, is registered at once and checked behind, while the server runs [E1]; any other is
 * checked first.
 */
export class Admission {
  readonly #ports: AdmissionPorts;
  /** Registered on their last pass, and not checked yet. */
  readonly #trusted: Game[] = [];
  #passes = new Map<string, string>();
  #callOff: (() => void) | undefined;

  constructor(ports: AdmissionPorts) {
    this.#ports = ports;
  }

  /** Throws at the first game that does not pass, and when the store cannot be read. */
  async admit(engines: readonly Engine[]): Promise<void> {
    const { registry, store } = this.#ports;
    const kept = passesSchema.parse(JSON.parse(await store.setting(passesKey, "{}")));
    this.#passes = new Map(Object.entries(kept));
    let isNews = false;
    for (const engine of engines) {
      const { game } = engine;
      const fingerprint = fingerprintOf(game);
      const isTrusted = this.#passes.get(nameOf(game)) === fingerprint;
      const rejected = registry.register(engine, isTrusted ? "passed-before" : "unknown");
      if (rejected)
        throw new Error(`${game.id} is not fit to be registered: ${rejected.detail ?? ""}`);
      if (isTrusted) this.#trusted.push(game);
      else this.#passes.set(nameOf(game), fingerprint);
      isNews ||= !isTrusted;
    }
    if (isNews) this.#keep();
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
    const { registry, log } = this.#ports;
    const facts = { game: game.id, version: game.version };
    log.error({ ...facts, detail }, "the game passed the gate before, and does not any more");
    registry.close(game.id);
    // At the next start it is checked first.
    this.#passes.delete(nameOf(game));
    this.#keep();
  }

  /** Nobody waits for it: what could not be kept is checked, or found behind, once more. */
  #keep(): void {
    const { store, log } = this.#ports;
    const text = JSON.stringify(Object.fromEntries(this.#passes));
    void store.changeSetting(passesKey, text).catch((error: unknown) => {
      log.error({ error: String(error) }, "it could not be kept which games have passed the gate");
    });
  }
}
