import { allows, type Action, type Choice, type Limits } from "@parlor/kit";
import { isMoney, moneyText, typedMoney, type Scale } from "./typed-money.ts";

export interface Typing {
  readonly choices: readonly Choice[];
  readonly scale: Scale;
}

const helpWidth = 76;

const isRange = (domain: readonly unknown[] | Limits): domain is Limits => !Array.isArray(domain);

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
    else problem = `Not like that now: ${usage(choice)} (? shows how)`;
  }
  return problem;
};

const read = (choice: Choice, words: readonly string[], typing: Typing): Action | string => {
  const fields = Object.keys(choice.fields);
  const action: Record<string, unknown> = {};
  const unnamed = fields.filter((field) => !words.some((word) => word.startsWith(`${field}=`)));
  for (const word of words) {
    const at = word.indexOf("=");
    const field = at < 0 ? unnamed.shift() : word.slice(0, at);
    // A player may type anything: only what the choice itself has is a field.
    const isField = field !== undefined && Object.hasOwn(choice.fields, field);
    const domain = isField ? choice.fields[field] : undefined;
    if (field === undefined || domain === undefined) return `Too much: ${word} (? shows how)`;
    action[field] = valueOf(word.slice(at + 1), field, domain, typing);
  }
  return fields.some((field) => !Object.hasOwn(action, field))
    ? `Something is missing: ${usage(choice)} (? shows how)`
    : { ...action, type: choice.type };
};

const valueOf = (
  text: string,
  field: string,
  domain: readonly unknown[] | Limits,
  { scale }: Typing,
): unknown => {
  if (!isRange(domain)) return domain.find((value) => String(value) === text) ?? text;
  return isMoney(field, scale) ? typedMoney(text, scale) : typedMoney(text, 0);
};

/** `bet <bet> <amount>` */
const usage = ({ type, fields }: Choice): string =>
  [type, ...Object.keys(fields).map((field) => `<${field}>`)].join(" ");

/** How a choice is typed, and what each of its fields may be, in lines. */
export const howTo = (choice: Choice, { scale }: Typing): string[] => {
  const fields = Object.entries(choice.fields).flatMap(([field, domain]) =>
    wrapped(
      `      ${field}: `,
      isRange(domain) ? rangeText(field, domain, scale) : domain.map(String),
    ),
  );
  return [`  ${usage(choice)}`, ...fields];
};

const rangeText = (field: string, { min, max, step = 1 }: Limits, scale: Scale): string[] => {
  const text = (value: number): string =>
    isMoney(field, scale) ? moneyText(value, scale) : String(value);
  return [`${text(min)} to ${text(max)}${step > 1 ? ` in steps of ${text(step)}` : ""}`];
};

/** The words behind a title, on as many lines as they need. */
const wrapped = (title: string, words: readonly string[]): string[] => {
  const lines: string[] = [];
  let line = title;
  for (const [index, word] of words.entries()) {
    const last = index === words.length - 1;
    const text = last ? word : `${word}, `;
    if (line !== title && line.length + text.length > helpWidth) {
      lines.push(line.trimEnd());
      line = " ".repeat(title.length);
    }
    line += text;
  }
  return [...lines, line];
};
