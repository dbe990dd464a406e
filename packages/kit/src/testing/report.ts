/** The rules that a game is held to; packages/kit/SPEC.md says what each one asks and why. */
export const conformanceRules = {
  identity: "CONF-1",
  seats: "CONF-2",
  schemas: "CONF-3",
  names: "CONF-4",
  bets: "CONF-5",
  faults: "CONF-6",
  progress: "CONF-7",
  determinism: "CONF-8",
  json: "CONF-9",
  legal: "CONF-10",
  illegal: "CONF-11",
  money: "CONF-12",
  stakes: "CONF-13",
  purity: "CONF-14",
  leaks: "CONF-15",
  redeal: "CONF-16",
  pools: "CONF-17",
  rounds: "CONF-18",
} as const;
export type ConformanceCheck = keyof typeof conformanceRules;

/** One reason why a game does not pass. */
export interface Problem {
  readonly check: ConformanceCheck;
  /** The rule in packages/kit/SPEC.md. */
  readonly rule: string;
  readonly detail: string;
  /** The seed of the playout that showed it; null where no playout was needed. */
  readonly seed: string | null;
}

export interface ConformanceReport {
  readonly ok: boolean;
  readonly problems: readonly Problem[];
}

/** Notes a reason; the same one is kept once. */
export type Note = (check: ConformanceCheck, detail: string) => void;

/** A broken rule usually breaks at every step; more than this of one kind says nothing new. */
const problemsPerCheckMax = 5;

export interface Problems {
  readonly found: readonly Problem[];
  note(check: ConformanceCheck, detail: string, seed: string | null): void;
}

export const newProblems = (): Problems => {
  const found: Problem[] = [];
  const seen = new Set<string>();
  const counts = new Map<ConformanceCheck, number>();
  return {
    found,
    note(check, detail, seed) {
      // Two reasons that differ in their numbers only are one reason.
      const key = `${check}: ${detail.replaceAll(/\d+/g, "#")}`;
      const count = counts.get(check) ?? 0;
      if (seen.has(key) || count >= problemsPerCheckMax) return;
      seen.add(key);
      counts.set(check, count + 1);
      found.push({ check, rule: conformanceRules[check], detail, seed });
    },
  };
};

export const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
