import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));

export interface RunningServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Builds the page where it has changed, and starts the server as its users do: by its command. */
export const startServer = async (): Promise<RunningServer> => {
  // The tests' own NODE_ENV would put React's slow development build into the page.
  const env = { ...process.env, NODE_ENV: "production" };
  const options = { cwd: root, env, stdio: "inherit" } as const;
  const build = spawn(process.execPath, ["tools/build-web.mjs"], options);
  const [built] = await once(build, "exit");
  if (built !== 0) throw new Error("the page could not be built");
  const args = ["packages/cli/src/main.ts", "serve", "--port", "0", "--store", "memory"];
  const operator = ["--operator-token", "operator", "--log", "warn"];
  const server = spawn(process.execPath, [...args, ...operator], { cwd: root, stdio: "pipe" });
  server.stderr.pipe(process.stderr);
  return {
    url: await urlOf(server.stdout),
    stop: async () => {
      const gone = once(server, "exit");
      server.kill();
      await gone;
    },
  };
};

const urlOf = async (output: Readable): Promise<string> => {
  let said = "";
  for await (const chunk of output.iterator({ destroyOnReturn: false })) {
    said += String(chunk);
    const url = /open at (http:\S+)/.exec(said)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error(`the server did not start: ${said}`);
};
