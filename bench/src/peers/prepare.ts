import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
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

/** Copies and installs the other frameworks with their load generator, and enters Parlor; says why where it cannot. */
export const preparePeers = (root: string): string | undefined => {
  const source = resolve(root, process.env["PARLOR_PEERS"] ?? "../shared/peers");
  if (!existsSync(join(source, "run.mjs")))
    return "the other frameworks are not there: PARLOR_PEERS names the folder of their load generator";
  mkdirSync(peersFolder, { recursive: true });
  // The files may be write-protected where they come from; their contents are all that is wanted.
  cpSync(source, peersFolder, {
    recursive: true,
    force: true,
    filter: (path) => !path.includes("node_modules"),
  });
  const peers = join(peersFolder, "peers.mjs");
  appendFileSync(peers, registration);
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
