import { expect, test } from "vitest";

import { checkBans } from "./tidy/bans.ts";
import {
  checkBarrels,
  checkBuiltins,
  checkDeclared,
  checkDirections,
  checkGames,
  checkServer,
} from "./tidy/imports.ts";
import { checkLock } from "./tidy/lock.ts";
import { existsInRepository, readRepository } from "./tidy/repository.ts";
import { checkLengths, checkNames } from "./tidy/shape.ts";
import type { Finding, SourceFile } from "./tidy/source.ts";
import { describeFinding } from "./tidy/source.ts";
import { checkSpecs } from "./tidy/specs.ts";
import { checkLinks, checkMachine } from "./tidy/texts.ts";

/** Files that were longer than the limit when it came, with their lengths. It may only shrink. */
const longFiles: Readonly<Record<string, number>> = {};

const files = readRepository();

test.each<[string, (files: readonly SourceFile[]) => readonly Finding[]]>([
  ["imports between packages go one way", checkDirections],
  ["what runs in a page imports nothing of Node", checkBuiltins],
  ["no game imports another", checkGames],
  ["the server's domains meet at contracts and its adapters know only ports", checkServer],
  ["what a package imports it declares", checkDeclared],
  ["an index.ts is a public entry", checkBarrels],
  ["time and chance come in as parameters", checkBans],
  ["files are named in kebab-case", checkNames],
  ["files are short", (all) => checkLengths(all, longFiles)],
  ["rules have tests, and tests name rules that exist", checkSpecs],
  ["nothing names one machine or registry", checkMachine],
  ["the lock file is up to date and has no addresses", checkLock],
  ["links in the documentation lead somewhere", (all) => checkLinks(all, existsInRepository)],
])("%s", (_, check) => {
  expect(check(files).map(describeFinding)).toEqual([]);
});
