import type { Action, Random } from "@parlor/kit";

const wrongAmounts = [0, -5, 0.5, 1_001, 2 ** 53, 1e15, "10", null];

/** An action that its game has to refuse, or to stand. */
export const tampered = (action: Action, random: Random): Action => {
  const fields = Object.keys(action).filter((field) => field !== "type");
  const field = fields.length === 0 ? undefined : random.pick(fields);
  if (field === undefined || random.int(4) === 0) return { ...action, extra: random.int(10) };
  if (random.int(4) === 0) {
    const { [field]: _left, ...rest } = action;
    return { ...rest, type: action.type };
  }
  return { ...action, [field]: random.pick(wrongAmounts) };
};
