// Builds the page when its sources differ from those of the last build, so that starting the
// server and running the tests cost nothing when nothing has changed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const page = join(root, "packages", "web");
const stampPath = join(root, "node_modules", ".cache", "parlor-web");
const sources = ["web", "client", "protocol", "kit", "games", "verify"];
const ignored = new Set(["node_modules", "dist", "test", "testing"]);

const wanted = hashSources();
const built = existsSync(join(page, "dist", "index.html")) && readStamp() === wanted;
if (!built || process.argv.includes("--force")) build();

function hashSources() {
  const hash = createHash("sha256");
  const directories = sources.map((name) => join(root, "packages", name));
  const files = [...directories.flatMap(filesUnder), join(root, "package-lock.json")];
  for (const file of files.toSorted((a, b) => (a < b ? -1 : 1))) {
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update("\0");
  }
  return hash.digest("hex");
}

function filesUnder(directory) {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return ignored.has(entry.name) ? [] : filesUnder(path);
    return /\.(test\.tsx?|md)$/.test(entry.name) ? [] : [path];
  });
}

function readStamp() {
  try {
    return readFileSync(stampPath, "utf8").trim();
  } catch {
    return undefined;
  }
}

function build() {
  console.log("Building the web page.");
  // A build that fails half way must not pass for a finished one at the next start.
  rmSync(stampPath, { force: true });
  const vite = join(root, "node_modules", "vite", "bin", "vite.js");
  const result = spawnSync(process.execPath, [vite, "build", "--logLevel", "warn"], {
    cwd: page,
    stdio: "inherit",
    // Called from a test runner, the build would otherwise be React's slow one for developers.
    env: { ...process.env, NODE_ENV: "production" },
  });
  if (result.error || result.status !== 0) {
    console.error(`The web page could not be built: ${result.error?.message ?? "see above"}.`);
    process.exit(1);
  }
  mkdirSync(dirname(stampPath), { recursive: true });
  writeFileSync(stampPath, `${wanted}\n`);
}
