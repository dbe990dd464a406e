import type { Reporter, TestModule, TestRunEndReason, Vitest } from "vitest/node";

/** A test that did not run, and why. */
export type Skipped = { readonly name: string; readonly reason: string | undefined };

export type Tally = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly Skipped[];
};

/** The one line that scripts read: it is always the last line of a run. */
export const tallyLine = ({ passed, failed, skipped }: Tally): string => {
  const line = `${passed} passed, ${failed} failed`;
  return skipped.length === 0 ? line : `${line}, ${skipped.length} skipped`;
};

/** Tests, and everything that failed outside a test: a file that does not load, a hook, a stray error. */
export const tallyOf = (modules: readonly TestModule[], strayErrorCount: number): Tally => {
  let passed = 0;
  let failed = strayErrorCount;
  const skipped: Skipped[] = [];
  for (const module of modules) {
    const suites = [...module.children.allSuites()];
    failed += [module, ...suites].filter((suite) => suite.errors().length > 0).length;
    for (const test of module.children.allTests()) {
      const result = test.result();
      if (result.state === "passed") passed += 1;
      else if (result.state === "failed") failed += 1;
      else {
        const reason = result.state === "skipped" ? result.note : "the run was stopped before it";
        skipped.push({ name: `${module.relativeModuleId} > ${test.fullName}`, reason });
      }
    }
  }
  return { passed, failed, skipped };
};

export default class TallyReporter implements Reporter {
  #vitest: Vitest | undefined;
  // A run that ends before its tests do has failed.
  #tally: Tally = { passed: 0, failed: 1, skipped: [] };

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
    // Other reporters and vitest itself may print until the process ends; whatever comes at its
    // exit comes after all of them. A watching run never ends, so it prints after every round.
    if (!vitest.config.watch) process.once("exit", () => this.#print());
  }

  onTestRunEnd(
    modules: readonly TestModule[],
    strayErrors: readonly unknown[],
    reason: TestRunEndReason,
  ): void {
    const tally = tallyOf(modules, strayErrors.length);
    // A run can fail with nothing in it that did: stopped by a signal, or without any test.
    const failedOtherwise = reason !== "passed" && tally.failed === 0 ? 1 : 0;
    this.#tally = { ...tally, failed: tally.failed + failedOtherwise };
    if (this.#vitest?.config.watch) this.#print();
  }

  #print(): void {
    // Under a name filter nearly everything is left out on purpose and needs no list.
    const filtered = this.#vitest?.config.testNamePattern !== undefined;
    const listed = this.#tally.skipped.filter(({ reason }) => reason !== undefined || !filtered);
    const lines = listed.map(({ name, reason }) => `  ${name}: ${reason ?? "no reason given"}`);
    const list = lines.length === 0 ? "" : `Skipped:\n${lines.join("\n")}\n\n`;
    process.stdout.write(`${list}${tallyLine(this.#tally)}\n`);
  }
}
