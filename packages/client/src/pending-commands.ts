import type { ClientCommand, CommandReply, DownMessageOf, UpMessage } from "@parlor/protocol";
import { pendingCommandCountMax, resendCountMax } from "./limits.ts";
import { isRefusal, refuseHere } from "./refusals.ts";

interface Pending {
  readonly session: string;
  readonly command: ClientCommand;
  resends: number;
  settle(answer: CommandReply): void;
  fail(error: Error): void;
}

/** With these codes a server says that the command has no reply yet: asked again, it or the next server has one. */
const unsettled: ReadonlySet<string> = new Set(["shutting_down", "stale_epoch", "outcome_unknown"]);

export interface Courier {
  send(message: UpMessage): boolean;
  /** Runs something a little later; longer for a higher attempt. */
  later(attempt: number, run: () => void): void;
}

/**
 * Commands that wait for their reply, in the order in which they were asked. The ids are the client's, so
 * sending one again cannot do it twice: the server replays the reply that it has stored.
 */
export class PendingCommands {
  readonly #pending = new Map<string, Pending>();
  readonly #courier: Courier;
  constructor(courier: Courier) {
    this.#courier = courier;
  }

  get size(): number {
    return this.#pending.size;
  }

  ask(session: string, command: ClientCommand): Promise<CommandReply> {
    if (this.#pending.size >= pendingCommandCountMax)
      return Promise.resolve(refuseHere("too_many_pending"));
    return new Promise((settle, fail) => {
      const pending: Pending = { session, command, resends: 0, settle, fail };
      this.#pending.set(command.id, pending);
      this.#send(pending);
    });
  }

  replied({ id, session, reply }: DownMessageOf<"reply">): void {
    const pending = this.#pending.get(id);
    if (!pending || pending.session !== session) return;
    if (isRefusal(reply) && unsettled.has(reply.refused) && pending.resends < resendCountMax) {
      pending.resends += 1;
      this.#courier.later(pending.resends, () => {
        if (this.#pending.get(id) === pending) this.#send(pending);
      });
      return;
    }
    this.#pending.delete(id);
    pending.settle(reply);
  }

  /** The connection is open again: whatever has no reply is asked once more. */
  resend(): void {
    for (const pending of this.#pending.values()) this.#send(pending);
  }

  settleAll(answer: CommandReply): void {
    for (const pending of this.#takeAll()) pending.settle(answer);
  }

  failAll(error: Error): void {
    for (const pending of this.#takeAll()) pending.fail(error);
  }

  #takeAll(): readonly Pending[] {
    const all = [...this.#pending.values()];
    this.#pending.clear();
    return all;
  }

  #send({ session, command }: Pending): void {
    this.#courier.send({ type: "command", session, command });
  }
}
