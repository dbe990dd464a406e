import { z } from "zod";
import { exactRatioOf } from "../fraction.ts";
import { declaredEdge, declaredSeed, type Game } from "../game.ts";
import { seatCountMax } from "../limits.ts";
import { platformEventTypes } from "../platform-events.ts";
import { platformRefusals } from "../refusal.ts";
import { messageOf, type Note } from "./report.ts";

const kebabCase = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
// A pool is a part of its account's name, where colons and spaces divide.
const poolName = /^[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*$/;
const snakeCase = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;
// The grammar of semver.org, without the parts that no game needs a check of.
const semver = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/;

/**
 * Checks what a game says of itself, before anything of it runs. True when it is sound enough to be
 * played: the rest of the suite needs functions and schemas.
 */
export const checkDeclaration = (game: Game, configs: readonly unknown[], note: Note): boolean => {
  checkIdentity(game, note);
  const seated = checkSeats(game, note);
  const playable = checkSchemas(game, configs, note) && checkFunctions(game, note);
  checkNames(game, note);
  checkBets(game, configs, note);
  checkPools(game, configs, note);
  return seated && playable;
};

const isText = (value: unknown): value is string =>
  typeof value === "string" && value.trim() !== "";

const checkIdentity = (game: Game, note: Note): void => {
  if (!isText(game.id) || !kebabCase.test(game.id))
    note("identity", `the id ${game.id} is not kebab-case`);
  if (!isText(game.version) || !semver.test(game.version)) {
    note("identity", `the version ${game.version} is not a semantic version`);
  }
  if (!isText(game.title)) note("identity", "the title is empty");
  if (!isText(game.summary)) note("identity", "the summary is empty");
};

const checkSeats = ({ seats }: Game, note: Note): boolean => {
  const { min, max } = seats;
  const sound = Number.isInteger(min) && Number.isInteger(max) && 1 <= min && min <= max;
  if (sound && max <= seatCountMax) return true;
  note("seats", `seats from ${min} to ${max} are not within 1 to ${seatCountMax}`);
  return false;
};

const isSchema = (value: unknown): value is z.ZodType => value instanceof z.ZodType;

/** A schema becomes JSON Schema for clients in any language, so it may only say what that can say. */
const checkJsonSchema = (what: string, schema: unknown, note: Note): schema is z.ZodType => {
  if (!isSchema(schema)) {
    note("schemas", `${what} has no zod schema`);
    return false;
  }
  try {
    z.toJSONSchema(schema, { io: "input" });
    return true;
  } catch (error) {
    note("schemas", `${what} cannot become JSON Schema: ${messageOf(error)}`);
    return false;
  }
};

const checkSchemas = (game: Game, configs: readonly unknown[], note: Note): boolean => {
  let sound = checkJsonSchema("config", game.config, note);
  if (sound) {
    for (const config of [{}, ...configs]) {
      const parsed = game.config.safeParse(config);
      if (parsed.success) continue;
      note("schemas", `config does not accept ${JSON.stringify(config)}: ${parsed.error.message}`);
      sound = false;
    }
  }
  for (const [type, schema] of Object.entries(game.actions)) {
    const name = `the action ${type}`;
    if (!checkJsonSchema(name, schema, note)) sound = false;
    else if (!(schema instanceof z.ZodObject)) {
      note("schemas", `${name} is not an object`);
      sound = false;
    } else if ("type" in schema.shape) {
      note("schemas", `${name} has a field type, which is the action's own name`);
      sound = false;
    }
  }
  for (const [type, schema] of Object.entries(game.events ?? {})) {
    if (!checkJsonSchema(`the event ${type}`, schema, note)) sound = false;
  }
  return sound;
};

const checkFunctions = (game: Game, note: Note): boolean => {
  const problems = (["setup", "legal", "view"] as const)
    .filter((name) => typeof game[name] !== "function")
    .map((name) => `there is no function ${name}`);
  for (const type of Object.keys(game.actions)) {
    if (!Object.hasOwn(game.act, type)) problems.push(`the action ${type} has no reducer`);
  }
  for (const [type, reducer] of Object.entries(game.act)) {
    if (!Object.hasOwn(game.actions, type)) problems.push(`the reducer ${type} has no action`);
    if (typeof reducer !== "function") problems.push(`the reducer ${type} is no function`);
  }
  for (const type of game.concessions ?? []) {
    if (!Object.hasOwn(game.actions, type)) problems.push(`the concession ${type} is no action`);
  }
  for (const problem of problems) note("schemas", problem);
  return problems.length === 0;
};

const checkNames = (game: Game, note: Note): void => {
  for (const type of Object.keys(game.events ?? {})) {
    if (platformEventTypes.some((reserved) => reserved === type)) {
      note("names", `the event ${type} has a name of the platform's own`);
    }
    if (!kebabCase.test(type)) note("names", `the event ${type} is not kebab-case`);
  }
  for (const [code, text] of Object.entries(game.refusals ?? {})) {
    if (Object.hasOwn(platformRefusals, code)) {
      note("names", `the refusal ${code} is a code of the platform's own`);
    }
    if (!snakeCase.test(code)) note("names", `the refusal ${code} is not snake_case`);
    if (!isText(text)) note("names", `the refusal ${code} has no sentence`);
  }
};

const checkBets = (game: Game, configs: readonly unknown[], note: Note): void => {
  if (!["house", "players", "none"].includes(game.bank))
    note("bets", `there is no bank ${game.bank}`);
  const bets = Object.keys(game.bets ?? {});
  if (game.bank === "none" && bets.length > 0) note("bets", "a game without money declares bets");
  if (game.bank !== "none" && bets.length === 0) note("bets", "a game for money declares no bets");
  for (const bet of bets) {
    if (!isText(game.bets?.[bet]?.title)) note("bets", `the bet ${bet} has no title`);
    for (const config of [{}, ...configs]) checkEdge(game, bet, config, note);
  }
};

const checkEdge = (game: Game, bet: string, config: unknown, note: Note): void => {
  try {
    const declared = declaredEdge(game, bet, game.config.parse(config));
    if (declared === undefined) return;
    const { edge } = declared;
    const { numerator, denominator } = exactRatioOf(edge); // throws on what is no fraction
    if (numerator >= denominator) note("bets", `the edge ${edge} of the bet ${bet} is 1 or more`);
  } catch (error) {
    note("bets", `the edge of the bet ${bet} is unknown: ${messageOf(error)}`);
  }
};

const checkPools = (game: Game, configs: readonly unknown[], note: Note): void => {
  const pools = Object.keys(game.pools ?? {});
  if (game.bank === "none" && pools.length > 0)
    note("pools", "a game without money declares pools");
  for (const pool of pools) {
    if (!poolName.test(pool)) note("pools", `${pool} is no name of a pool`);
    if (!isText(game.pools?.[pool]?.title)) note("pools", `the pool ${pool} has no title`);
    for (const config of [{}, ...configs]) checkSeed(game, pool, config, note);
  }
};

const checkSeed = (game: Game, pool: string, config: unknown, note: Note): void => {
  try {
    declaredSeed(game, pool, game.config.parse(config)); // throws on what is no amount
  } catch (error) {
    note("pools", `the seed of the pool ${pool} is unknown: ${messageOf(error)}`);
  }
};
