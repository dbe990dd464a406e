// Installs the dependencies when they are missing or out of date, and does nothing otherwise.
// It runs on whatever Node the machine has, before anything is installed, so it is plain
// JavaScript without dependencies.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stampPath = join(root, "node_modules", ".parlor-setup");
const wanted = createHash("sha256")
  .update(readFileSync(join(root, "package-lock.json")))
  .update(`${process.platform}-${process.arch}`)
  .digest("hex");

if (process.argv.includes("--stamp")) writeStamp();
else if (readStamp() !== wanted) install();

function readStamp() {
  try {
    return readFileSync(stampPath, "utf8").trim();
  } catch {
    return undefined;
  }
}

function writeStamp() {
  mkdirSync(dirname(stampPath), { recursive: true });
  writeFileSync(stampPath, `${wanted}\n`);
}

function install() {
  const why = readStamp() === undefined ? "are not installed yet" : "have changed";
  console.log(`Dependencies ${why}: running "npm install" (about half a minute).`);
  // The install replaces node_modules, and with it the Node 24 that may be running this file,
  // so npm is started on the machine's own Node.
  const path = (process.env.PATH ?? "")
    .split(delimiter)
    .filter((entry) => !entry.includes(`node_modules${sep}.bin`))
    .join(delimiter);
  // Packages ask for Node 24, which comes with this very install; at a lower log level npm
  // warns of each of them.
  //
  // Not "npm ci": it refuses a lock file that lacks optional packages of other platforms, and a
  // mirror that does not carry those cannot write a full one. Without saving, an install keeps to
  // the lock file just as well, and tools/tidy.test.ts checks that the lock file is up to date.
  // The Node that Parlor runs on is a development dependency, which npm leaves out where NODE_ENV
  // says "production".
  const result = spawnSync("npm", ["install", "--no-save", "--include=dev", "--loglevel=error"], {
    cwd: root,
    env: { ...process.env, PATH: path },
    shell: process.platform === "win32",
    stdio: "inherit",
  });
  if (result.error) fail(`npm could not be started (${result.error.message}). Is it installed?`);
  if (result.status !== 0) {
    fail(
      `"npm install" failed (${result.signal ?? `exit code ${result.status}`}); its message is above.`,
    );
  }
  writeStamp();
  console.log("Dependencies installed.");
}

function fail(message) {
  console.error(`Setup failed: ${message}`);
  process.exit(1);
}
