import { CommanderError } from "commander";
import { exitCodeOf, newProgram } from "./program.ts";

// Each command loads what it needs, and nothing of the others.
const program = newProgram({
  serve: async (...given) => (await import("./serve.ts")).serve(...given),
  migrate: async (...given) => (await import("./migrate.ts")).migrateStore(...given),
  nodes: async (...given) => (await import("./nodes.ts")).listNodes(...given),
  movePartitions: async (...given) => (await import("./nodes.ts")).movePartitions(...given),
  freePartitions: async (...given) => (await import("./nodes.ts")).freePartitions(...given),
  play: async (...given) => (await import("./play.ts")).play(...given),
  sessions: async (...given) => (await import("./sessions.ts")).listSessions(...given),
  export: async (...given) => (await import("./export.ts")).exportJournal(...given),
  verify: async (...given) => (await import("./verify.ts")).verify(...given),
  prove: async (...given) => (await import("./prove.ts")).prove(...given),
  simulate: async (...given) => (await import("./simulate.ts")).simulate(...given),
  arena: async (...given) => (await import("./arena.ts")).arena(...given),
  new: async (...given) => (await import("./new.ts")).newGame(...given),
  chance: async (...given) => (await import("./chance.ts")).testChance(...given),
});

await program.parseAsync().catch((error: unknown) => {
  if (error instanceof CommanderError) {
    process.exitCode = exitCodeOf(error);
    return;
  }
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
