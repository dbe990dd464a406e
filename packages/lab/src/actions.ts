import {
  callGame,
  expandChoice,
  type Action,
  type Choice,
  type Limits,
  type Seat,
} from "@parlor/kit";
import { legalAt, type Position, type Setting } from "./position.ts";

/** An action as its author's code gets it: through the schema, which fills in what may be left out. */
const parsedBy = ({ game }: Setting, action: Action): Action => {
  const fields: unknown = callGame(game.id, "actions", () =>
    game.actions[action.type]?.parse(action),
  );
  return { ...(fields as object), type: action.type }; // every action's schema is an object's
};

/**
 * What the seat may do here other than make bets as this one was made, a ranged field being either end
 * of its range. Whatever is of that action's type and asks for an amount is such a bet.
 */
export const actionsBeside = (
  setting: Setting,
  position: Position,
  seat: Seat,
  placing: Action,
): readonly Action[] =>
  legalAt(setting, position, seat)
    .filter(({ type, fields }) => type !== placing.type || !Object.values(fields).some(isRange))
    .flatMap(expandChoice)
    .map((action) => parsedBy(setting, action));

/** What the seat may do here, with every ranged field at its least: the smallest of each bet. */
export const smallestActionsAt = (
  setting: Setting,
  position: Position,
  seat: Seat,
): readonly Action[] =>
  legalAt(setting, position, seat)
    .flatMap((choice) => expandChoice(atLeast(choice)))
    .map((action) => parsedBy(setting, action));

const isRange = (domain: readonly unknown[] | Limits): domain is Limits => !Array.isArray(domain);

const atLeast = (choice: Choice): Choice => ({
  type: choice.type,
  fields: Object.fromEntries(
    Object.entries(choice.fields).map(([field, domain]) => [
      field,
      isRange(domain) ? [domain.min] : domain,
    ]),
  ),
});

/** The action that another table's action is here, with every ranged field at its least. */
export const actionLike = (
  setting: Setting,
  position: Position,
  seat: Seat,
  like: Action,
): Action | undefined => {
  for (const choice of legalAt(setting, position, seat)) {
    if (choice.type !== like.type) continue;
    const fields = Object.entries(choice.fields);
    const fits = fields.every(
      ([field, domain]) => isRange(domain) || domain.some((value) => isSame(value, like[field])),
    );
    if (!fits) continue;
    const values = fields.map(([field, domain]) => [
      field,
      isRange(domain) ? domain.min : like[field],
    ]);
    return parsedBy(setting, { ...Object.fromEntries(values), type: choice.type });
  }
  return undefined;
};

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
