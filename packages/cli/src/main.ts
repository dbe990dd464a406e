#!/usr/bin/env node
import { CommanderError } from "commander";
import { testChance } from "./chance.ts";
import { exportJournal } from "./export.ts";
import { play } from "./play.ts";
import { exitCodeOf, newProgram } from "./program.ts";
import { prove } from "./prove.ts";
import { listSessions } from "./sessions.ts";
import { serve } from "./serve.ts";
import { simulate } from "./simulate.ts";
import { verify } from "./verify.ts";

const program = newProgram({
  serve,
  play,
  sessions: listSessions,
  export: exportJournal,
  verify,
  prove,
  simulate,
  chance: testChance,
});

await program.parseAsync().catch((error: unknown) => {
  if (error instanceof CommanderError) {
    process.exitCode = exitCodeOf(error);
    return;
  }
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
