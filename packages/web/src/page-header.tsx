import type { Currency } from "@parlor/kit";
import { formatAmount } from "@parlor/kit";
import { useState, type FormEvent } from "react";
import { usePage, useSigned, useWallet } from "./page-context.tsx";
import { lobbyLink } from "./route.ts";

const nameLengthMax = 32;

export const PageHeader = () => {
  const signed = useSigned();
  return (
    <header className="page-header">
      <a className="brand" href={lobbyLink} aria-label="Parlor: to the lobby">
        Parlor
      </a>
      {signed ? <SignedIn name={signed.name} /> : <SignIn />}
    </header>
  );
};

const SignedIn = ({ name }: { readonly name: string }) => {
  const { client } = usePage();
  return (
    <div className="who">
      <Balances />
      <span className="who-name" data-testid="player-name">
        {name}
      </span>
      <button
        type="button"
        className="quiet"
        onClick={() => client.signOut()}
        title="Play under another name: a new guest"
      >
        Sign out
      </button>
    </div>
  );
};

const Balances = () => {
  const wallet = useWallet();
  if (!wallet) return null;
  return (
    <span className="balance" data-testid="balance" title="Your balance, play money">
      {Object.entries(wallet)
        // The server names its currencies by the kit's own pattern.
        .map(([currency, minor]) => formatAmount(minor, currency as Currency))
        .join(" · ")}
    </span>
  );
};

const SignIn = () => {
  const { client, tell } = usePage();
  const [name, setName] = useState("");
  const [busy, setBusy] = useState(false);
  const signIn = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const refusal = await client.signIn(name.trim());
    setBusy(false);
    if (refusal) tell(refusal);
  };
  return (
    <form className="sign-in" onSubmit={(event) => void signIn(event)}>
      <label>
        <span className="unseen">Your name</span>
        <input
          value={name}
          onChange={(event) => setName(event.target.value)}
          placeholder="Your name"
          required
          pattern=".*\S.*"
          maxLength={nameLengthMax}
          autoComplete="nickname"
          data-testid="name"
        />
      </label>
      <button type="submit" className="primary" disabled={busy} data-testid="sign-in">
        Play as guest
      </button>
    </form>
  );
};
