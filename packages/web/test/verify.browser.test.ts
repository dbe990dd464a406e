import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi, type TestContext } from "vitest";
import { complaintsOf, launchBrowser, neededBrowser, overflowing } from "./browser.ts";
import { startServer, type RunningServer } from "./server.ts";

let browser: Browser | undefined;
let server: RunningServer | undefined;
const folder = mkdtempSync(join(tmpdir(), "parlor-verify-"));

beforeAll(async () => {
  browser = await launchBrowser();
  if (browser) server = await startServer();
}, 120_000);
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await browser?.close();
  await server?.stop();
});
vi.setConfig({ testTimeout: 60_000 });

const at = (page: Page, id: string) => page.getByTestId(id);
const phone = { width: 390, height: 844 };

const newPage = async (context: TestContext) => {
  const own = await neededBrowser(browser, context).newContext({ viewport: phone });
  context.onTestFinished(() => own.close());
  const page = await own.newPage();
  return { page, complaints: complaintsOf(page) };
};

/** Plays a session to its end in the page, which then shows it; gives the session's id. */
const playedToItsEnd = async (page: Page): Promise<string> => {
  await page.goto(server?.url ?? "");
  await at(page, "name").fill("Ann");
  await at(page, "sign-in").click();
  await at(page, "open-coin-flip").click();
  await at(page, "open-coin-flip-now").click();
  await at(page, "sit-0").click();
  for (const round of [1, 2, 3]) {
    await at(page, "call-heads").click();
    await at(page, `round-${round}`).waitFor();
  }
  expect(await at(page, "verify-session").count()).toBe(0);
  await at(page, "end").click();
  await at(page, "summary").waitFor();
  return page.url().split("/").at(-1) ?? "";
};

test("[R1] a whole session is verified beside its rounds, and from its file where there is no server any more", async (context) => {
  const { page, complaints } = await newPage(context);
  const session = await playedToItsEnd(page);
  await at(page, "verify-session").click();
  const verdict = at(page, "verdict");
  await verdict.waitFor();
  expect(await verdict.getAttribute("data-kind")).toBe("holds");
  const text = await verdict.textContent();
  expect(text).toContain(`session ${session}`);
  expect(text).toContain("6 entries in one chain");
  expect(text).toContain("3 rounds with the seed that was committed to, 3 draws worked out again");
  const head = await at(page, "verdict-head").textContent();
  expect(await overflowing(page)).toEqual([]);

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "its file" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(`${session}.jsonl`);
  const file = join(folder, "session.jsonl");
  await download.saveAs(file);

  await page.getByRole("link", { name: "here" }).click();
  await at(page, "verify-file").waitFor({ state: "attached" });
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/v1/")) asked.push(request.url());
  });
  await at(page, "verify-file").setInputFiles(file);
  await verdict.waitFor();
  expect(await verdict.getAttribute("data-kind")).toBe("holds");
  expect(await at(page, "verdict-head").textContent()).toBe(head);
  expect(asked).toEqual([]);
  expect(complaints).toEqual([]);
});

test("a file with a fault is told by its first entry at fault, and one that is no export as such", async (context) => {
  const { page, complaints } = await newPage(context);
  const session = await playedToItsEnd(page);
  const reply = await fetch(`${server?.url}/v1/sessions/${session}/export`);
  const lines = (await reply.text()).split("\n");
  const file = join(folder, "changed.jsonl");
  const changed = lines.with(
    4,
    lines[4]?.replace(String.raw`\"stake\":`, String.raw`\"stake\":1`) ?? "",
  );
  writeFileSync(file, changed.join("\n"));
  await page.goto(`${server?.url}/verify`);
  await at(page, "verify-file").setInputFiles(file);
  const verdict = at(page, "verdict");
  await verdict.getByText("Entry 4 is at fault.").waitFor();
  expect(await verdict.textContent()).toContain("hash_mismatch");
  expect(await verdict.textContent()).toContain("The 3 entries before it hold.");
  expect(await overflowing(page)).toEqual([]);

  writeFileSync(file, "something else");
  await at(page, "verify-file").setInputFiles(file);
  await verdict.getByText("not_an_export").waitFor();
  expect(complaints).toEqual([]);
});
