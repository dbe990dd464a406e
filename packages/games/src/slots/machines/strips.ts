/** A strip out of its symbols, each written as one letter. */
export const stripOf =
  (names: Readonly<Record<string, string>>) =>
  (letters: string): string[] =>
    Array.from(letters, (letter) => names[letter] ?? letter);
