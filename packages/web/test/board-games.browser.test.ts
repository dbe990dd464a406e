import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi, type TestContext } from "vitest";
import { complaintsOf, launchBrowser, neededBrowser, overflowing } from "./browser.ts";
import { startServer, type RunningServer } from "./server.ts";

let browser: Browser | undefined;
let server: RunningServer | undefined;

beforeAll(async () => {
  browser = await launchBrowser();
  if (browser) server = await startServer();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});
vi.setConfig({ testTimeout: 60_000 });

const soon = { timeout: 10_000 };
const at = (page: Page, id: string) => page.getByTestId(id);

const newPlayer = async (context: TestContext, name: string, width: number) => {
  const viewport = { width, height: 900 };
  const own = await neededBrowser(browser, context).newContext({ viewport });
  context.onTestFinished(() => own.close());
  const page = await own.newPage();
  const complaints = complaintsOf(page);
  await page.goto(server?.url ?? "");
  await at(page, "name").fill(name);
  await at(page, "sign-in").click();
  await at(page, "balance").waitFor();
  return { page, complaints };
};

/** Two players at a table of this game, the second one on a phone. */
const seated = async (context: TestContext, game: string) => {
  const ann = await newPlayer(context, "Ann", 1280);
  const bo = await newPlayer(context, "Bo", 390);
  await at(ann.page, `open-${game}`).click();
  await at(ann.page, `open-${game}-now`).click();
  await at(ann.page, "sit-0").click();
  await at(ann.page, "leave").waitFor();
  await bo.page.goto(ann.page.url());
  await at(bo.page, "sit-1").click();
  await at(bo.page, "leave").waitFor();
  return { ann, bo };
};

test("connect four in two browsers, to the line that wins", async (context) => {
  const { ann, bo } = await seated(context, "connect-four");
  for (const [turn, column] of [3, 3, 2, 2, 4, 4, 5].entries()) {
    const { page } = turn % 2 === 0 ? ann : bo;
    await at(page, `column-${column}`).click();
  }
  await expect.poll(() => at(ann.page, "cf-status").textContent(), soon).toBe("You have won!");
  await expect.poll(() => at(bo.page, "cf-status").textContent(), soon).toBe("Ann has won.");
  expect(await ann.page.locator(".cf-wins").count()).toBe(4);
  expect(await overflowing(bo.page)).toEqual([]);
  expect([...ann.complaints, ...bo.complaints]).toEqual([]);
});

/** Moves what may be moved, as far as it goes, without sending it. */
const putTogether = async (page: Page): Promise<void> => {
  while ((await page.locator(".bg-movable").count()) > 0) {
    await page.locator(".bg-movable").first().click();
    await page.locator(".bg-target").first().click();
  }
};
const placesOf = (page: Page): Promise<string[]> =>
  page
    .locator(".bg-place")
    .evaluateAll((places) =>
      places.map((place) => (place.getAttribute("aria-label") ?? "").replace(/;.*/, "")),
    );

test("backgammon in two browsers: a play is put together, undone, made again and confirmed", async (context) => {
  const { ann, bo } = await seated(context, "backgammon");
  await at(ann.page, "roll").click();
  await expect
    .poll(async () => {
      const buttons = [at(ann.page, "confirm").count(), at(bo.page, "confirm").count()];
      return (await Promise.all(buttons)).join("");
    }, soon)
    .toMatch(/10|01/);
  const [first, second] = (await at(ann.page, "confirm").count()) ? [ann, bo] : [bo, ann];
  const before = await placesOf(first.page);
  await putTogether(first.page);
  expect(await placesOf(first.page)).not.toEqual(before);
  for (let steps = 0; await at(first.page, "undo").isEnabled(); steps++) {
    expect(steps).toBeLessThan(3);
    await at(first.page, "undo").click();
  }
  expect(await placesOf(first.page)).toEqual(before);
  expect(await at(first.page, "confirm").isDisabled()).toBe(true);
  await putTogether(first.page);
  await at(first.page, "confirm").click();

  await at(second.page, "double").click();
  await at(first.page, "take").click();
  await expect
    .poll(() => at(second.page, "cube").getAttribute("aria-label"), soon)
    .toMatch(/^The cube is at 2, with (Ann|Bo)$/);
  await second.page.getByText("Resign …").click();
  await at(second.page, "resign-single").click();
  await at(first.page, "accept").click();
  await expect
    .poll(() => at(first.page, "bg-status").textContent(), soon)
    .toMatch(/^You have won the game: 2 points\. (Roll|Ann|Bo)/);
  for (const { page } of [ann, bo]) expect(await overflowing(page)).toEqual([]);
  expect([...ann.complaints, ...bo.complaints]).toEqual([]);
});

test("[V1] a hand of Kuhn poker is shown as a sealed round, with nothing to work it out from", async (context) => {
  const { ann, bo } = await seated(context, "kuhn-poker");
  await ann.page.getByRole("button", { name: /^Bet/ }).click();
  await bo.page.getByRole("button", { name: /^Fold/ }).click();
  for (const { page } of [ann, bo]) {
    const round = at(page, "round-1");
    await round.waitFor(soon);
    expect(await round.textContent()).toContain("sealed: the operator can prove it");
    await round.click();
    const checked = at(page, "rounds").getByText("The commitment was shown here before");
    await checked.waitFor(soon);
    expect(await page.locator("[data-fair]").count()).toBe(0);
    expect(await at(page, "verify-session").count()).toBe(0);
  }
  expect(await overflowing(bo.page)).toEqual([]);
  expect([...ann.complaints, ...bo.complaints]).toEqual([]);
});
