import { unreachable } from "@parlor/kit";

// The protocol of docs/SCALING.md by which money comes from a wallet in one database to a table in another, and back, as steps
// between states that are plain values. Everything that one transaction does is one step. What was sent stays sent: it may be
// delivered at any time, in any order, and again, or never.

export type Player = "A" | "B";

/** What a client asks of the table, under an id of its own. */
export interface Command {
  readonly id: string;
  readonly kind: "buy-in" | "cash-out";
  readonly player: Player;
  readonly amount: number;
}

/** What each rule is there for shows when it is left out. */
export interface Rules {
  /** A wallet that sees a hold's id again answers what became of it, and takes nothing. */
  readonly holdsOnce: boolean;
  /** A hold is let go only when the table's database has decided that it will not be used. */
  readonly asksBeforeVoiding: boolean;
  /** To ask the table's database about a hold that was not used is to decide that it never will be. */
  readonly asksForGood: boolean;
  /** An entry is not committed when it was decided that its hold is not used. */
  readonly checksDecision: boolean;
  /** A credit that comes again changes nothing. */
  readonly creditsOnce: boolean;
  /** A command that is in the journal is not done again. */
  readonly commandsOnce: boolean;
}
export const soundRules: Rules = {
  holdsOnce: true,
  asksBeforeVoiding: true,
  asksForGood: true,
  checksDecision: true,
  creditsOnce: true,
  commandsOnce: true,
};

export interface Setting {
  readonly rules: Rules;
  readonly commands: readonly Command[];
  readonly wallets: Readonly<Record<Player, number>>;
  /** What players have at the table to begin with; it came out of their wallets. */
  readonly purses: Readonly<Record<Player, number>>;
  /** How often the table's owner may die and be followed by another. */
  readonly crashesMax: number;
}

/** A wallet's database. Its accounts sum to what it began with. */
export interface Wallet {
  readonly free: number;
  readonly held: number;
  /** What went to the table's database, less what came from it. */
  readonly clearing: number;
  readonly holds: Readonly<Record<string, "pending" | "posted" | "voided">>;
  readonly credited: readonly string[];
}

/** The table's database. Its accounts sum to what it began with. */
export interface Table {
  readonly epoch: number;
  readonly head: number;
  readonly purses: Readonly<Record<Player, number>>;
  /** What the wallets' databases are owed, less what they owe. */
  readonly clearing: Readonly<Record<Player, number>>;
  /** Of each hold, once and for all. The journal's entry is written in the transaction that decides that it is used. */
  readonly decided: Readonly<Record<string, "used" | "refused">>;
  readonly done: readonly string[];
}

/** The process that owns the table, and what it keeps in memory. */
export type Owner =
  | { readonly stage: "idle"; readonly epoch: number; readonly head: number }
  | {
      readonly stage: "placing" | "committing";
      readonly epoch: number;
      readonly head: number;
      readonly command: string;
    };

export interface State {
  readonly wallets: Readonly<Record<Player, Wallet>>;
  readonly table: Table;
  readonly owner: Owner;
  /** In order, so that equal states are equal texts. */
  readonly sent: readonly Message[];
  readonly crashes: number;
}

/** A kind, the command, and where there is more a number of the journal, an epoch, or an answer. */
export type Message = `${Kind} ${string}`;
type Kind = "place" | "held" | "commit" | "verdict" | "decide" | "decided" | "credit";

export const beginningOf = ({ wallets, purses }: Setting): State => {
  const wallet = (player: Player): Wallet => ({
    free: wallets[player],
    held: 0,
    clearing: purses[player],
    holds: {},
    credited: [],
  });
  return {
    wallets: { A: wallet("A"), B: wallet("B") },
    table: {
      epoch: 1,
      head: 0,
      purses,
      clearing: { A: -purses.A, B: -purses.B },
      decided: {},
      done: [],
    },
    owner: { stage: "idle", epoch: 1, head: 0 },
    sent: [],
    crashes: 0,
  };
};

export const send = (state: State, ...messages: readonly Message[]): State => ({
  ...state,
  sent: [...new Set([...state.sent, ...messages])].toSorted(),
});

export const withWallet = (state: State, player: Player, wallet: Wallet): State => ({
  ...state,
  wallets: { ...state.wallets, [player]: wallet },
});

/** The wallet's database: money is set aside under the command's id, if there is enough. */
export const place = (state: State, rules: Rules, { id, player, amount }: Command): State => {
  const wallet = state.wallets[player];
  const known = wallet.holds[id];
  // Where it has ended, or there is too little, nobody can go on: an answer would change nothing.
  if (known !== undefined && rules.holdsOnce)
    return known === "pending" ? send(state, `held ${id}`) : state;
  if (wallet.free < amount) return state;
  const { free, held, holds } = wallet;
  const placed = { ...wallet, free: free - amount, held: held + amount };
  const next = { ...placed, holds: { ...holds, [id]: "pending" as const } };
  return send(withWallet(state, player, next), `held ${id}`);
};

/** The wallet's database: a hold that is pending ends as was decided; one that has ended stays as it is. */
export const finish = (
  state: State,
  { id, player, amount }: Command,
  how: "used" | "refused",
): State => {
  const wallet = state.wallets[player];
  if (wallet.holds[id] !== "pending") return state;
  const { held, free, clearing, holds } = wallet;
  const ended =
    how === "used"
      ? { clearing: clearing + amount, holds: { ...holds, [id]: "posted" as const } }
      : { free: free + amount, holds: { ...holds, [id]: "voided" as const } };
  return withWallet(state, player, { ...wallet, held: held - amount, ...ended });
};

/** The wallet's database: what was paid out at the table arrives. */
export const credit = (state: State, rules: Rules, { id, player, amount }: Command): State => {
  const wallet = state.wallets[player];
  if (wallet.credited.includes(id) && rules.creditsOnce) return state;
  const { free, clearing } = wallet;
  const credited = [...new Set([...wallet.credited, id])].toSorted();
  const arrived = { free: free + amount, clearing: clearing - amount, credited };
  return withWallet(state, player, { ...wallet, ...arrived });
};

/** The table's database: an entry with its money, under the owner's epoch, or the reason why not. */
export const commit = (
  state: State,
  rules: Rules,
  command: Command,
  { epoch, head }: { readonly epoch: number; readonly head: number },
): State => {
  const { table } = state;
  const { id, player, amount } = command;
  const answer = (verdict: "committed" | "refused", next = state): State =>
    send(next, `verdict ${id} ${head} ${verdict}`);
  // Another owner has the table, or this is not its newest command: nobody waits for an answer.
  if (epoch !== table.epoch) return state;
  if (table.done.includes(id) && rules.commandsOnce) return answer("refused");
  if (head !== table.head) return state;
  const isIn = command.kind === "buy-in";
  if (isIn && table.decided[id] === "refused" && rules.checksDecision) return answer("refused");
  if (!isIn && table.purses[player] < amount) return answer("refused");
  const moved = isIn ? amount : -amount;
  const next: Table = {
    ...table,
    head: head + 1,
    purses: { ...table.purses, [player]: table.purses[player] + moved },
    clearing: { ...table.clearing, [player]: table.clearing[player] - moved },
    decided: isIn ? { ...table.decided, [id]: "used" } : table.decided,
    done: [...new Set([...table.done, id])].toSorted(),
  };
  return answer("committed", { ...state, table: next });
};

/** The table's database: whether a hold is used; if it is not by now, it never will be. */
export const decide = (state: State, rules: Rules, { id }: Command): State => {
  const { table } = state;
  const decision = table.decided[id] ?? "refused";
  const decided = { ...table.decided, [id]: decision };
  const next = rules.asksForGood ? { ...state, table: { ...table, decided } } : state;
  return send(next, `decided ${id} ${decision}`);
};

/** What nobody will ever act on again is left out, so that states that cannot go on differently are the same. */
export const forgetful = (state: State): State => ({
  ...state,
  sent: state.sent.filter((message) => !/^(commit|verdict) /.test(message)),
});

/** What a message does where it is delivered; what is an answer is looked at by the owner when it wants to. */
export const deliver = (state: State, { rules, commands }: Setting, message: Message): State => {
  const [kind, id, ...rest] = message.split(" ") as [Kind, string, ...string[]]; // as they are made
  const command = commands.find((one) => one.id === id);
  if (!command) throw new Error(`no command is called ${id}`);
  switch (kind) {
    case "place":
      return place(state, rules, command);
    case "commit":
      return commit(state, rules, command, { epoch: Number(rest[0]), head: Number(rest[1]) });
    case "decide":
      return decide(state, rules, command);
    case "decided":
      return finish(state, command, rest[0] === "used" ? "used" : "refused");
    case "credit":
      return credit(state, rules, command);
    case "held":
    case "verdict":
      return state;
    default:
      return unreachable(kind);
  }
};
