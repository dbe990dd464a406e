import { allows, type Action, type Choice, type Limits } from "@parlor/kit";

/** Fields that hold money are typed as "5" or "2.50", whatever the currency's smallest unit is. */
const moneyFields = new Set(["amount", "stake"]);

export interface Typing {
  readonly choices: readonly Choice[];
  /** Digits after the point in the session's currency; null for a game without money. */
  readonly scale: number | null;
}

const isRange = (domain: readonly unknown[] | Limits): domain is Limits => !Array.isArray(domain);
export const isMoney = (field: string, { scale }: Typing): boolean =>
  scale !== null && moneyFields.has(field);

/**
 * The action that a line such as `bet pass 10` means: the type, then the fields in the order of the
 * choice, or `field=value` in any order. A text says what is wrong with it.
 */
export const typedAction = (line: string, typing: Typing): Action | string => {
  const [type = "", ...words] = line.trim().split(/\s+/);
  const choices = typing.choices.filter((choice) => choice.type === type);
  if (choices.length === 0) {
    const types = [...new Set(typing.choices.map((choice) => choice.type))];
    return types.length === 0
      ? "You can do nothing right now."
      : `You can: ${types.join(", ")} (? shows how)`;
  }
  let problem = "";
  for (const choice of choices) {
    const action = read(choice, words, typing);
    if (typeof action === "string") problem ||= action;
    else if (allows(choice, action)) return action;
    else problem = `Not like that now. ${howTo(choice, typing)}`;
  }
  return problem;
};

const read = (choice: Choice, words: readonly string[], typing: Typing): Action | string => {
  const fields = Object.keys(choice.fields);
  const action: Record<string, unknown> = {};
  const unnamed = fields.filter((field) => !words.some((word) => word.startsWith(`${field}=`)));
  for (const word of words) {
    const [name = "", named] = word.split("=");
    const field = named === undefined ? unnamed.shift() : name;
    const domain = field === undefined ? undefined : choice.fields[field];
    if (field === undefined || domain === undefined)
      return `Too much: ${word}. ${howTo(choice, typing)}`;
    action[field] = valueOf(named ?? word, field, domain, typing);
  }
  return fields.some((field) => !(field in action))
    ? howTo(choice, typing)
    : { ...action, type: choice.type };
};

const valueOf = (
  text: string,
  field: string,
  domain: readonly unknown[] | Limits,
  typing: Typing,
): unknown => {
  if (isRange(domain))
    return isMoney(field, typing)
      ? Math.round(Number(text) * 10 ** (typing.scale ?? 0))
      : Number(text);
  return domain.find((value) => String(value) === text) ?? text;
};

/** `bet <pass|come|…> <amount from 1 to 500>` */
export const howTo = (choice: Choice, typing: Typing): string => {
  const fields = Object.entries(choice.fields).map(([field, domain]) => {
    if (!isRange(domain))
      return `<${domain.length > 12 ? `${field}: ${domain.slice(0, 12).join("|")}|…` : domain.join("|")}>`;
    const unit = isMoney(field, typing) ? 10 ** (typing.scale ?? 0) : 1;
    return `<${field}: ${domain.min / unit} to ${domain.max / unit}>`;
  });
  return [choice.type, ...fields].join(" ");
};
