import type { Held, Verdict } from "@parlor/verify";

/** What the worker is asked to check: a file that was chosen, or the export at an address of this server. */
export type VerifyJob =
  | { readonly kind: "file"; readonly file: Blob }
  | { readonly kind: "export"; readonly path: string };

/** What the worker says while it checks, and at the end. */
export type VerifyNews =
  | { readonly kind: "running"; readonly held: Held }
  | { readonly kind: "done"; readonly verdict: Verdict }
  | { readonly kind: "unreadable"; readonly reason: string };
