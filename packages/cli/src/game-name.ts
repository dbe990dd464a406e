/** The forms that a game's name takes in its files. */
export interface GameName {
  /** `my-game`: the id, and the folder. */
  readonly kebab: string;
  /** `myGame`: the constant that it is exported as. */
  readonly camel: string;
  /** `MyGame`: what its table is called after. */
  readonly pascal: string;
  /** `My game`: for people. */
  readonly title: string;
  /** `my game`: within a sentence. */
  readonly words: string;
  /** `MYGAME`: what the rules of its specification begin with. */
  readonly rules: string;
}

const pattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const lengthMax = 40;

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);

/** The forms of a name that is fit for a game; undefined where it is not in kebab-case, or too long. */
export const gameNameOf = (kebab: string): GameName | undefined => {
  if (!pattern.test(kebab) || kebab.length > lengthMax) return undefined;
  const parts = kebab.split("-");
  const pascal = parts.map(capital).join("");
  const words = parts.join(" ");
  return {
    kebab,
    camel: pascal.slice(0, 1).toLowerCase() + pascal.slice(1),
    pascal,
    title: capital(words),
    words,
    rules: parts.join("").toUpperCase(),
  };
};

/** A template's text with one name in the place of another, in all its forms. */
export const renamed = (text: string, from: GameName, to: GameName): string => {
  const forms = ["kebab", "camel", "pascal", "title", "words", "rules"] as const;
  const byForm = new Map(forms.map((form) => [from[form], to[form]]));
  // In one pass, so that what was put in is not looked at again; as whole words only.
  const any = new RegExp(`(?<![A-Za-z0-9])(?:${[...byForm.keys()].join("|")})`, "g");
  return text.replaceAll(any, (found) => byForm.get(found) ?? found);
};
