/** Fields that hold money in games' views, events and actions: shown and typed as "5" or "2.50". */
const moneyFields = new Set(["amount", "stake", "commission", "won", "paid", "back"]);

/** Digits behind the point of the session's currency; null for a game without money. */
export type Scale = number | null;

export const isMoney = (field: string, scale: Scale): scale is number =>
  scale !== null && moneyFields.has(field);

/** "10.00" for 1000 hundredths. */
export const moneyText = (minor: number, scale: number): string => {
  const digits = String(Math.abs(minor)).padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  return `${minor < 0 ? "-" : ""}${whole}${scale > 0 ? `.${digits.slice(-scale)}` : ""}`;
};

/** Minor units for what was typed, or not a number: an amount is never rounded to another one. */
export const typedMoney = (text: string, scale: number): number => {
  const [, whole = "", cents = ""] = /^(\d+)(?:\.(\d*))?$/.exec(text) ?? [];
  return whole === "" || cents.length > scale
    ? Number.NaN
    : Number(whole + cents.padEnd(scale, "0"));
};
