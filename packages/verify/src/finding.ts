/**
 * Everything that can be wrong with an exported session, with a sentence for a person. Codes are only
 * ever added: programs tell faults apart by them.
 */
export const findingTexts = {
  not_an_export: "The file does not begin as an exported session does.",
  unknown_version: "The file is of a version that this verifier does not know.",
  not_text: "The line is not UTF-8 text.",
  line_too_long: "The line is longer than any entry.",
  line_shape: "The line is not one of an export, to the letter.",
  truncated: "The file ends before its end.",
  after_the_end: "There is more after the end of the journal.",
  head_mismatch: "The end line names another last entry than the journal has.",
  other_head: "No entry has the hash that was noted down.",
  hash_mismatch: "The entry's text does not have its hash.",
  entry_shape: "The text is not an entry.",
  session_mismatch: "The entry belongs to another session.",
  seq_mismatch: "The entry does not have the number that comes next.",
  chain_broken: "The entry does not carry the hash of the one before it.",
  time_reversed: "The entry is older than the one before it.",
  command_repeated: "The entry has the command id of an earlier one.",
  create_misplaced: "A session is opened by its first entry, and by no other.",
  unknown_game: "The rules of this game, at this version, are not at hand.",
  setup_not_allowed: "The game does not allow this configuration.",
  commitment_mismatch: "The commitment is not the hash of the seed that the round will have.",
  seed_mismatch: "The revealed seed is not the one that was committed to.",
  draw_mismatch: "A draw is not what the seeds and the rules give.",
  refused: "The rules refuse the command.",
  game_fault: "The rules fail at the command.",
  client_seed_mismatch: "The client seed is not the hash of the seats' seeds.",
  event_mismatch: "The events are not what the rules give.",
  transfer_mismatch: "The transfers are not what the rules give.",
  round_mismatch: "The round does not end, or the next one begin, as the rules say.",
  ending_mismatch: "The session does not end as the rules say.",
  deed_mismatch: "What the command did is not what the rules give.",
  state_mismatch: "The command leads to another state.",
  transfer_unsound: "A transfer is not between the accounts that its kind is for.",
  balance_mismatch: "The table's account does not hold what its transfers add up to.",
  table_overdrawn: "The table's account is below zero, though no house stands behind it.",
  table_not_swept: "The session has ended with money on the table's account.",
  check_failed: "The check itself cannot be carried out here.",
} as const;
export type FindingCode = keyof typeof findingTexts;

/** The first fault of a file. */
export interface Finding {
  readonly code: FindingCode;
  /**
   * The entry at fault, by its place in the file: 0 is the head line, and one more than the last entry
   * is whatever comes, or is missing, after it.
   */
  readonly seq: number;
  /** {@link findingTexts} has one for each code. */
  readonly text: string;
  /** What should stand there, where that can be told. */
  readonly expected?: string;
  readonly found?: string;
}

export const finding = (
  code: FindingCode,
  seq: number,
  facts: { readonly expected?: unknown; readonly found?: unknown } = {},
): Finding => ({
  code,
  seq,
  text: findingTexts[code],
  ...(facts.expected === undefined ? {} : { expected: factText(facts.expected) }),
  ...(facts.found === undefined ? {} : { found: factText(facts.found) }),
});

export const isFinding = (value: object): value is Finding =>
  "code" in value && "text" in value && "seq" in value;

const factLengthMax = 400;

const factText = (value: unknown): string => {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing");
  return text.length > factLengthMax ? `${text.slice(0, factLengthMax)} …` : text;
};
