import type { RefusalReply } from "@parlor/protocol";

/** What the SDK itself refuses, beside the server's codes. Append only. */
export const clientRefusals = {
  unreachable: { text: "The server cannot be reached.", transient: true },
  version_mismatch: {
    text: "This client and the server speak different versions.",
    transient: false,
  },
  wrong_game: {
    text: "This session plays another game than the one it was opened with.",
    transient: false,
  },
  too_many_pending: { text: "Too many commands wait for an answer.", transient: true },
  signed_out: { text: "Somebody else signed in before this was answered.", transient: false },
} as const satisfies Record<string, { readonly text: string; readonly transient: boolean }>;
export type ClientRefusal = keyof typeof clientRefusals;

export const refuseHere = (code: ClientRefusal, detail?: string): RefusalReply => ({
  refused: code,
  ...clientRefusals[code],
  ...(detail === undefined ? {} : { detail }),
});

/** Tells an expected "no" from an answer. */
export const isRefusal = (answer: unknown): answer is RefusalReply =>
  typeof answer === "object" && answer !== null && "refused" in answer;

/** Thrown by whatever still waits when `close()` is called, and by whatever is asked after it. */
export class ConnectionClosed extends Error {
  override readonly name = "ConnectionClosed";
  constructor() {
    super("the connection was closed");
  }
}

/** A refusal where none was expected; see {@link orThrow}. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly refusal: RefusalReply;
  constructor(refusal: RefusalReply) {
    super(`${refusal.refused}: ${refusal.detail ?? refusal.text}`);
    this.refusal = refusal;
  }
}

/** The answer, or an exception where it is a refusal: for scripts that cannot go on without it. */
export const orThrow = <T>(answer: T | RefusalReply): Exclude<T, RefusalReply> => {
  if (isRefusal(answer)) throw new Refused(answer);
  return answer as Exclude<T, RefusalReply>; // a refusal has just been ruled out
};
