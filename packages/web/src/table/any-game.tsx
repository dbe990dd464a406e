import type { AnyTableProps } from "@parlor/games/tables";
import type { Action, Choice, Limits } from "@parlor/kit";
import { useId, type FormEvent } from "react";

/** A choice of more combinations than this is a form and not a row of buttons. */
const buttonCountMax = 12;

type Act = (action: Action) => void;

/** For a game without a table of its own: its view as it is, and what is legal as buttons and forms. */
export const AnyGame = ({ view, legal, busy, act }: AnyTableProps) => (
  <section className="any-game felt" aria-label="Game">
    <pre data-testid="game-view">{JSON.stringify(view, null, 2)}</pre>
    {legal.length === 0 && <p className="muted">There is nothing for you to do now.</p>}
    {legal.map((choice) => (
      <AnyChoice key={JSON.stringify(choice)} choice={choice} busy={busy} act={act} />
    ))}
  </section>
);

interface AnyChoiceProps {
  readonly choice: Choice;
  readonly busy: boolean;
  readonly act: Act;
}

const AnyChoice = ({ choice, busy, act }: AnyChoiceProps) => {
  const actions = concrete(choice);
  if (!actions) return <ChoiceForm choice={choice} busy={busy} act={act} />;
  return (
    <div className="choice-buttons">
      {actions.map((action) => (
        <button
          key={JSON.stringify(action)}
          type="button"
          disabled={busy}
          onClick={() => act(action)}
        >
          {labelOf(action)}
        </button>
      ))}
    </div>
  );
};

const ChoiceForm = ({ choice, busy, act }: AnyChoiceProps) => {
  const send = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const fields = Object.entries(choice.fields).map(([name, domain]) => [
      name,
      valueOf(domain, form.get(name)),
    ]);
    act({ ...Object.fromEntries(fields), type: choice.type });
  };
  return (
    <form className="choice-form" onSubmit={send}>
      {Object.entries(choice.fields).map(([name, domain]) => (
        <ChoiceField key={name} name={name} domain={domain} />
      ))}
      <button type="submit" className="primary" disabled={busy}>
        {choice.type}
      </button>
    </form>
  );
};

type FieldDomain = readonly unknown[] | Limits;

const ChoiceField = ({ name, domain }: { readonly name: string; readonly domain: FieldDomain }) => {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{name}</label>
      {isList(domain) ? (
        <select id={id} name={name}>
          {domain.map((value, index) => (
            <option key={JSON.stringify(value)} value={index}>
              {textOf(value)}
            </option>
          ))}
        </select>
      ) : (
        <input
          id={id}
          name={name}
          type="number"
          required
          min={domain.min}
          max={domain.max}
          step={domain.step ?? 1}
          defaultValue={domain.min}
        />
      )}
    </div>
  );
};

const isList = (domain: FieldDomain): domain is readonly unknown[] => Array.isArray(domain);
const textOf = (value: unknown): string =>
  typeof value === "string" ? value : JSON.stringify(value);
const labelOf = ({ type, ...fields }: Action): string =>
  [type, ...Object.values(fields).map(textOf)].join(" ");

/** The value of a form's field; a list is chosen from by the place in it, so that its values keep their types. */
const valueOf = (domain: FieldDomain, entry: FormDataEntryValue | null): unknown =>
  isList(domain) ? domain[Number(entry)] : Number(entry);

/** Every single action of the choice, unless there are too many or a range among its fields. */
const concrete = (choice: Choice): readonly Action[] | undefined => {
  let actions: Action[] = [{ type: choice.type }];
  for (const [name, domain] of Object.entries(choice.fields)) {
    if (!isList(domain) || actions.length * domain.length > buttonCountMax) return undefined;
    actions = actions.flatMap((action) => domain.map((value) => ({ ...action, [name]: value })));
  }
  return actions;
};
