import {
  isRefusal,
  type GameFault,
  type Seat,
  type SessionSetup,
  type SessionState,
} from "@parlor/kit";
import type { SessionView } from "@parlor/protocol";
import type { Engine } from "../ports/engine.ts";
import type { Standing } from "./contract.ts";
import type { SessionPorts } from "./session-ports.ts";
import { shownAt, viewText, type Shown } from "./shown.ts";

/** One moment of a session, as far as somebody has looked at it. */
interface Moment {
  readonly state: SessionState;
  readonly engine: Engine;
  readonly show: (seat: Seat | null) => Shown;
  readonly bySeat: Map<Seat | null, Shown>;
}

/** What seats and spectators see of sessions. Where a game fails to show it, `faulted` is told. */
export class Looks {
  readonly #ports: Pick<SessionPorts, "registry" | "clock">;
  readonly #faulted: (fault: GameFault, standing: Standing) => void;
  /** The latest moment of each session: one that is watched is looked at by many. */
  readonly #moments = new WeakMap<SessionSetup, Moment>();

  constructor(
    ports: Pick<SessionPorts, "registry" | "clock">,
    faulted: (fault: GameFault, standing: Standing) => void,
  ) {
    this.#ports = ports;
    this.#faulted = faulted;
  }

  view(standing: Standing, seat: Seat | null): SessionView {
    const shown = this.#told(standing, shownAt(standing, this.#engineOf(standing))(seat));
    return JSON.parse(viewText(shown, standing.seq, this.#ports.clock.now())) as SessionView; // what was written is the view
  }

  shown(standing: Standing, seat: Seat | null): Shown {
    const engine = this.#engineOf(standing);
    const { setup, state } = standing;
    let moment = this.#moments.get(setup);
    if (moment?.state !== state || moment.engine !== engine) {
      moment = { state, engine, show: shownAt(standing, engine), bySeat: new Map() };
      this.#moments.set(setup, moment);
    }
    const { show, bySeat } = moment;
    const known = bySeat.get(seat);
    if (known) return known;
    const shown = this.#told(standing, show(seat));
    bySeat.set(seat, shown);
    return shown;
  }

  #told(standing: Standing, shown: Shown): Shown {
    if (shown.fault) this.#faulted(shown.fault, standing);
    return shown;
  }

  #engineOf({ setup }: Standing): Engine {
    const { id, version } = setup.game;
    const engine = this.#ports.registry.engineOf(id, version);
    if (isRefusal(engine)) throw new Error(`a session of an unknown game is in memory: ${id}`);
    return engine;
  }
}
