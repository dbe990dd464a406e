import {
  beginningOf,
  deliver,
  finish,
  forgetful,
  send,
  type Command,
  type Message,
  type Setting,
  type State,
} from "./protocol.ts";

interface Step {
  readonly name: string;
  readonly state: State;
}

/** What the owner does of its own, with what it has in memory and what was answered. */
const ownerSteps = (state: State, { commands }: Setting): readonly Step[] => {
  const { owner, sent } = state;
  const { epoch, head } = owner;
  const idle = (next: State, at = head): State => ({
    ...next,
    owner: { stage: "idle", epoch, head: at },
  });
  if (owner.stage === "idle") {
    // A client sends a command, for the first time or again.
    return commands.map(({ id, kind }) => {
      const stage = kind === "buy-in" ? "placing" : "committing";
      const message: Message = kind === "buy-in" ? `place ${id}` : `commit ${id} ${epoch} ${head}`;
      const taken: State = { ...state, owner: { stage, epoch, head, command: id } };
      return { name: `the owner takes ${id}`, state: send(taken, message) };
    });
  }
  const id = owner.command;
  if (owner.stage === "placing") {
    const commits: State = { ...state, owner: { stage: "committing", epoch, head, command: id } };
    const held: Message = `held ${id}`;
    return [
      // The player has too little, or the hold has ended, or nothing was heard for long enough.
      { name: `the owner gives ${id} up`, state: idle(state) },
      ...(sent.includes(held)
        ? [
            {
              name: `the owner commits ${id}`,
              state: send(commits, `commit ${id} ${epoch} ${head}`),
            },
          ]
        : []),
    ];
  }
  const verdict = (kind: string): boolean => sent.includes(`verdict ${id} ${head} ${kind}`);
  const steps: Step[] = [];
  if (verdict("committed"))
    steps.push({ name: `the owner hears that ${id} is committed`, state: idle(state, head + 1) });
  if (verdict("refused"))
    steps.push({ name: `the owner hears that ${id} is not committed`, state: idle(state) });
  return steps;
};

/** The owner dies, and another one takes the table and reads where the journal ends. */
const takeover = (state: State): Step => {
  const epoch = state.table.epoch + 1;
  return {
    name: `an owner with epoch ${epoch} takes over`,
    // What was sent to the table under the epoch before changes nothing any more, and nobody waits for its answers.
    state: {
      ...forgetful(state),
      table: { ...state.table, epoch },
      owner: { stage: "idle", epoch, head: state.table.head },
      crashes: state.crashes + 1,
    },
  };
};

/** What looks after what was left: it keeps nothing in memory, and any process may do it at any time, also several at once. */
const reconcilingSteps = (state: State, { rules, commands }: Setting): readonly Step[] =>
  commands.flatMap((command): Step[] => {
    const { id, player, kind } = command;
    if (kind === "cash-out") {
      const isDone = state.table.done.includes(id);
      return isDone
        ? [{ name: `${id} is to be credited`, state: send(state, `credit ${id}`) }]
        : [];
    }
    if (state.wallets[player].holds[id] !== "pending") return [];
    const asked = { name: `it is asked what became of ${id}`, state: send(state, `decide ${id}`) };
    if (rules.asksBeforeVoiding) return [asked];
    return [asked, { name: `the hold of ${id} expires`, state: finish(state, command, "refused") }];
  });

const stepsFrom = (state: State, setting: Setting): readonly Step[] => [
  ...ownerSteps(state, setting),
  ...(state.crashes < setting.crashesMax ? [takeover(state)] : []),
  ...reconcilingSteps(state, setting),
  ...state.sent.map((message) => ({
    name: `${message} is delivered`,
    state: deliver(state, setting, message),
  })),
];

/** Of the hold that an entry uses, the money is at the table already. */
const heldFor = (state: State, command: Command): number => {
  const isPending = state.wallets[command.player].holds[command.id] === "pending";
  return isPending && state.table.decided[command.id] !== "used" ? command.amount : 0;
};
const owedFor = ({ table, wallets }: State, { id, kind, player, amount }: Command): number =>
  kind === "cash-out" && table.done.includes(id) && !wallets[player].credited.includes(id)
    ? amount
    : 0;

/** What must hold in every state, whoever is dead and whatever is on its way; undefined when it does. */
const problemIn = (state: State, { commands, wallets, purses }: Setting): string | undefined => {
  for (const player of ["A", "B"] as const) {
    const { free, held, clearing, holds } = state.wallets[player];
    const { table } = state;
    const began = wallets[player] + purses[player];
    if (free < 0 || table.purses[player] < 0) return `${player} is below zero`;
    if (free + held + clearing !== began) return `the wallet of ${player} does not add up`;
    if (table.purses[player] + table.clearing[player] !== 0) return "the table does not add up";
    const own = commands.filter((command) => command.player === player);
    const outside = own.reduce((sum, one) => sum + heldFor(state, one) + owedFor(state, one), 0);
    const has = free + table.purses[player] + outside;
    if (has !== began) return `${player} has ${has} of ${began}`;
    for (const { id } of own) {
      const hold = holds[id];
      const decision = table.decided[id];
      if (hold === "voided" && decision === "used") return `${id} was used, and its hold is void`;
      if (hold === "posted" && decision !== "used") return `${id} was posted and not used`;
      if (hold === undefined && decision === "used") return `${id} was used and never held`;
    }
  }
  return undefined;
};

/** Everybody is dead but who looks after what was left: what is pending comes to an end. */
const reconciled = (from: State, setting: Setting): State => {
  let state = from;
  for (const { id, kind, player } of setting.commands) {
    if (kind === "cash-out" && state.table.done.includes(id))
      state = deliver(state, setting, `credit ${id}`);
    if (kind === "buy-in" && state.wallets[player].holds[id] === "pending") {
      state = deliver(state, setting, `decide ${id}`);
      state = deliver(state, setting, `decided ${id} ${state.table.decided[id] ?? "refused"}`);
    }
  }
  return state;
};

const endProblem = (from: State, setting: Setting): string | undefined => {
  const state = reconciled(from, setting);
  const problem = problemIn(state, setting);
  if (problem !== undefined) return `in the end ${problem}`;
  for (const player of ["A", "B"] as const) {
    const { held, clearing } = state.wallets[player];
    if (held !== 0) return `in the end ${held} of ${player} is still held`;
    if (clearing + state.table.clearing[player] !== 0) return "in the end the databases disagree";
  }
  return undefined;
};

export interface Explored {
  readonly stateCount: number;
  /** What went wrong, after which steps; null when nothing does. */
  readonly violation: { readonly problem: string; readonly steps: readonly string[] } | null;
  /** Commands that are done in at least one of the states. */
  readonly everDone: ReadonlySet<string>;
}

interface Found {
  readonly state: State;
  readonly before: Found | null;
  readonly name: string;
}

const pathOf = (found: Found): readonly string[] =>
  found.before ? [...pathOf(found.before), found.name] : [];

/** Every state that can be reached, breadth first, so that what goes wrong is told in as few steps as can be. */
export const explore = (setting: Setting): Explored => {
  const seen = new Set<string>();
  const found: Found[] = [];
  const everDone = new Set<string>();
  const add = (state: State, before: Found | null, name: string): void => {
    const key = JSON.stringify(state);
    if (seen.has(key)) return;
    seen.add(key);
    found.push({ state, before, name });
  };
  add(beginningOf(setting), null, "");
  for (let at = 0; at < found.length; at++) {
    const one = found[at];
    if (!one) break;
    const problem = problemIn(one.state, setting) ?? endProblem(one.state, setting);
    if (problem !== undefined)
      return { stateCount: at + 1, violation: { problem, steps: pathOf(one) }, everDone };
    for (const id of one.state.table.done) everDone.add(id);
    for (const { name, state } of stepsFrom(one.state, setting)) add(state, one, name);
  }
  return { stateCount: found.length, violation: null, everDone };
};
