import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** Installed once for all runs: it is more than a gigabyte. */
export const peersFolder = join(tmpdir(), "parlor-bench-peers");

const inOurs = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const registration = `
PEERS['parlor'] = { server: ${JSON.stringify(inOurs("./server.ts"))}, load: ${JSON.stringify(inOurs("./load.ts"))}, env: (d) => ({ DIR: d }) };
`;

/** Where they come from they may be write-protected, and copies are as their originals. */
const makeWritable = (path: string): void => {
  const isFolder = statSync(path).isDirectory();
  chmodSync(path, isFolder ? 0o755 : 0o644);
  if (isFolder) for (const name of readdirSync(path)) makeWritable(join(path, name));
};

/** Copies and installs the other frameworks with their load generator, and enters Parlor; says why where it cannot. */
export const preparePeers = (root: string): string | undefined => {
  const source = resolve(root, process.env["PARLOR_PEERS"] ?? "../shared/peers");
  if (!existsSync(join(source, "run.mjs")))
    return "the other frameworks are not there: PARLOR_PEERS names the folder of their load generator";
  mkdirSync(peersFolder, { recursive: true });
  for (const name of readdirSync(source).filter((one) => one !== "node_modules")) {
    cpSync(join(source, name), join(peersFolder, name), { recursive: true, force: true });
    makeWritable(join(peersFolder, name));
  }
  appendFileSync(join(peersFolder, "peers.mjs"), registration);
  const manifest = readFileSync(join(source, "package.json"), "utf8");
  const stamp = join(peersFolder, "installed.json");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === manifest) return undefined;
  console.error(`Installing the other frameworks in ${peersFolder}; this takes minutes.`);
  const install = spawnSync("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund"], {
    cwd: peersFolder,
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (install.status !== 0) return "the other frameworks could not be installed";
  writeFileSync(stamp, manifest);
  return undefined;
};
