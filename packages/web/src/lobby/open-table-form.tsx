import type { Limits } from "@parlor/kit";
import { isRefusal, type Parlor } from "@parlor/client";
import type { GameInfo, OpenRequest, RefusalReply } from "@parlor/protocol";
import { useId, useState, type FormEvent } from "react";
import { usePage, useSigned, useWallet } from "../page-context.tsx";
import { tableLink } from "../route.ts";
import { wordOf } from "../words.ts";

const titleLengthMax = 60;

interface OpenTableFormProps {
  readonly game: GameInfo;
  readonly cancel: () => void;
}

/** Opens a table and goes there. What is left empty is the server's to choose. */
export const OpenTableForm = ({ game, cancel }: OpenTableFormProps) => {
  const { client, tell } = usePage();
  const signed = useSigned();
  const currency = Object.keys(useWallet() ?? {})[0] ?? "PLAY/0";
  const [busy, setBusy] = useState(false);
  const open = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const form = new FormData(event.currentTarget);
    const answer = await client.parlor.open(requestOf(game, currency, form));
    const bot = form.get("bot");
    const refused = isRefusal(answer)
      ? answer
      : await sitWith(client.parlor, answer.info.id, typeof bot === "string" ? bot : "");
    setBusy(false);
    if (refused) tell(refused);
    if (!isRefusal(answer)) location.hash = tableLink(answer.info.id);
  };
  return (
    <form className="open-form" onSubmit={(event) => void open(event)}>
      <Field
        label="Title"
        name="title"
        defaultValue={`${signed?.name ?? "Somebody"}'s table`}
        maxLength={titleLengthMax}
      />
      {game.bank !== "none" && <LimitFields />}
      {game.seats.min !== game.seats.max && (
        <Field
          label="Seats"
          name="seats"
          type="number"
          min={game.seats.min}
          max={game.seats.max}
          placeholder={String(game.seats.max)}
        />
      )}
      {game.bots && game.seats.max > 1 && <BotField bots={game.bots} />}
      <div className="form-buttons">
        <button
          type="submit"
          className="primary"
          disabled={busy}
          data-testid={`open-${game.id}-now`}
        >
          Open
        </button>
        <button type="button" className="quiet" onClick={cancel}>
          Cancel
        </button>
      </div>
    </form>
  );
};

const LimitFields = () => (
  <div className="field-pair">
    <Field label="Smallest bet" name="min" type="number" min={0} step="any" placeholder="usual" />
    <Field label="Largest bet" name="max" type="number" min={0} step="any" placeholder="usual" />
  </div>
);

/** Sits down and has bots take the other seats, where that was wished. */
const sitWith = async (
  parlor: Parlor,
  session: string,
  bot: string,
): Promise<RefusalReply | undefined> => {
  if (bot === "") return undefined;
  const joined = await parlor.table(session).join();
  if (isRefusal(joined)) return joined;
  const seated = await parlor.addBots(session, { bot, fill: true });
  return isRefusal(seated) ? seated : undefined;
};

const BotField = ({ bots }: { readonly bots: readonly string[] }) => {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>Other seats</label>
      <select id={id} name="bot" data-testid="open-with-bots">
        <option value="">for whoever comes</option>
        {bots.map((bot) => (
          <option key={bot} value={bot}>
            {wordOf(bot)} bots; I sit down first
          </option>
        ))}
      </select>
    </div>
  );
};

interface FieldProps {
  readonly label: string;
  readonly name: string;
  readonly type?: "text" | "number";
  readonly defaultValue?: string;
  readonly placeholder?: string;
  readonly min?: number;
  readonly max?: number;
  readonly step?: "any";
  readonly maxLength?: number;
}

const Field = ({ label, ...input }: FieldProps) => {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} {...input} />
    </div>
  );
};

const requestOf = (game: GameInfo, currency: string, form: FormData): OpenRequest => {
  const text = (name: string): string => {
    const value = form.get(name);
    return typeof value === "string" ? value.trim() : "";
  };
  const [title, seats, min, max] = [text("title"), text("seats"), text("min"), text("max")];
  return {
    game: game.id,
    ...(title === "" ? {} : { title }),
    ...(seats === "" ? {} : { seatCount: Number(seats) }),
    ...(min === "" || max === "" ? {} : { limits: limitsOf(Number(min), Number(max), currency) }),
  };
};

/** The limits in minor units, in whole units where the smallest bet is a number of them. */
const limitsOf = (min: number, max: number, currency: string): Limits => {
  const unit = 10 ** Number(currency.split("/")[1] ?? 0);
  const [least, most] = [Math.round(min * unit), Math.round(max * unit)];
  return { min: least, max: most, step: least % unit === 0 ? unit : 1 };
};
