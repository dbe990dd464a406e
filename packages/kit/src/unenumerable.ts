/** What was asked has too many cases to look at each: it has to be simulated instead. */
export class Unenumerable extends Error {
  override readonly name = "Unenumerable";
}
