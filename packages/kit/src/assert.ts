/** Thrown when the program itself is wrong; an expected "no" is a {@link Refusal} instead. */
export class AssertionError extends Error {
  override readonly name = "AssertionError";
}

/** Stays on in production: a broken promise must stop the command, not spread. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new AssertionError(message);
}

/** The last branch of every switch over a union: compiles only when all cases are handled. */
export const unreachable = (value: never): never => {
  throw new AssertionError(`unreachable: ${JSON.stringify(value)}`);
};
