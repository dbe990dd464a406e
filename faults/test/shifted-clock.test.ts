import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";

const module = fileURLToPath(new URL("../src/shifted-clock.ts", import.meta.url));
/** Says at every line that comes in how far its clock is from the one that it is told. */
const program = `process.stdin.on("data", (line) => {
  const told = Number(String(line));
  const said = [Date.now() - told, new Date().getTime() - told, new Date(5).getTime()];
  console.log(said.map((ms) => Math.round(ms / 1000)).join(), new Date() instanceof Date);
});
process.on("SIGUSR2", () => console.log("read"));
console.log("ready");`;

test("a program's clock is wrong by what the file says, from the next signal on", async () => {
  const folder = mkdtempSync(join(tmpdir(), "parlor-clock-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "clock");
  writeFileSync(file, "0");
  const child = spawn(process.execPath, ["--import", module, "-e", program], {
    env: { ...process.env, PARLOR_FAULTS_CLOCK: file },
    stdio: ["pipe", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill());
  const lines = child.stdout.setEncoding("utf8")[Symbol.asyncIterator]();
  const next = async (): Promise<string> => String((await lines.next()).value).trim();
  const asked = async (): Promise<string> => {
    child.stdin.write(`${Date.now()}`);
    return next();
  };
  expect(await next()).toBe("ready");
  expect(await asked()).toBe("0,0,0 true");
  writeFileSync(file, "-3600000");
  expect(await asked()).toBe("0,0,0 true");
  child.kill("SIGUSR2");
  expect(await next()).toBe("read");
  expect(await asked()).toBe("-3600,-3600,0 true");
});
