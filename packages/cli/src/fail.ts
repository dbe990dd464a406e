/** A command that was called rightly and cannot be carried out: a sentence, and the exit code 1. */
export const fail = (problem: string): void => {
  console.error(problem);
  process.exitCode = 1;
};
