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

const at = (page: Page, id: string) => page.getByTestId(id);
/** On a busy two-core machine a page takes its time. */
const soon = { timeout: 10_000 };
vi.setConfig({ testTimeout: 60_000 });
const shownRoundsMax = 20;
const phone = { width: 390, height: 844 };

/** Somebody with a browser of their own, signed in and in the lobby. */
const newPlayer = async (
  context: TestContext,
  name: string,
  viewport = { width: 1280, height: 900 },
) => {
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

const openTable = async (page: Page, game: string): Promise<void> => {
  await at(page, `open-${game}`).click();
  await at(page, `open-${game}-now`).click();
  await at(page, "table-page").waitFor();
};
const sit = async (page: Page, seat: number): Promise<void> => {
  await at(page, `sit-${seat}`).click();
  await at(page, "leave").waitFor();
};
const seqOf = async (page: Page): Promise<number> =>
  Number(await at(page, "table-page").getAttribute("data-seq"));
/** Clicks, and waits until the page shows a later entry. */
const clickAndSee = async (page: Page, id: string): Promise<void> => {
  const before = await seqOf(page);
  await at(page, id).click();
  await expect.poll(() => seqOf(page), soon).toBeGreaterThan(before);
};

test("a pass line bet in craps, from the first chip to its end, and every roll of it checked", async (context) => {
  const { page, complaints } = await newPlayer(context, "Ann");
  expect(await at(page, "balance").textContent()).toBe("1,000.00 PLAY");
  await openTable(page, "craps");
  await sit(page, 0);
  expect(await at(page, "roll").isDisabled()).toBe(true);

  await at(page, "chip-500").check();
  await clickAndSee(page, "bet-pass");
  await expect.poll(() => at(page, "balance").textContent(), soon).toBe("995.00 PLAY");
  let rolls = 0;
  while ((await at(page, "own-pass").count()) > 0) {
    await clickAndSee(page, "roll");
    rolls += 1;
  }
  const result = await at(page, "roll-result").textContent();
  const won = result?.includes("Pass line won 5.00 PLAY") ?? false;
  expect(won || result?.includes("Pass line lost 5.00 PLAY")).toBe(true);
  await expect
    .poll(() => at(page, "balance").textContent(), soon)
    .toBe(won ? "1,005.00 PLAY" : "995.00 PLAY");

  await expect
    .poll(() => at(page, "rounds").locator("> li").count(), soon)
    .toBe(Math.min(rolls, shownRoundsMax));
  const fair = await page
    .locator("[data-fair]")
    .evaluateAll((rounds) => rounds.map((round) => round.getAttribute("data-fair")));
  expect(fair).toEqual(fair.map(() => "true"));
  expect(complaints).toEqual([]);
});

test("bets are taken down and called off and on, and a refusal is told", async (context) => {
  const { page, complaints } = await newPlayer(context, "Cleo");
  await openTable(page, "craps");
  await sit(page, 3);
  await clickAndSee(page, "bet-place-6");
  await clickAndSee(page, "bet-hard-8");
  await clickAndSee(page, "working-hard-8");
  await at(page, "own-hard-8").getByText("Working").waitFor();
  await clickAndSee(page, "take-down-place-6");
  await expect.poll(() => at(page, "own-place-6").count(), soon).toBe(0);

  await at(page, "pause").click();
  const toast = at(page, "toast");
  await toast.waitFor();
  expect(await toast.getAttribute("data-code")).toBe("stakes_open");
  await clickAndSee(page, "take-down-hard-8");
  await clickAndSee(page, "pause");
  await at(page, "status").getByText("Paused").waitFor();
  await clickAndSee(page, "resume");
  await clickAndSee(page, "end");
  await at(page, "summary").waitFor();
  await expect.poll(() => at(page, "balance").textContent(), soon).toBe("1,000.00 PLAY");
  expect(complaints).toEqual([]);
});

test("two browsers play tic-tac-toe to the end while a third looks on", async (context) => {
  const ann = await newPlayer(context, "Ann");
  const bo = await newPlayer(context, "Bo", phone);
  const cy = await newPlayer(context, "Cy");
  await openTable(ann.page, "tic-tac-toe");
  const address = ann.page.url();
  await sit(ann.page, 0);
  for (const { page } of [bo, cy]) await page.goto(address);
  await sit(bo.page, 1);

  for (const [turn, cell] of [4, 0, 2, 1, 6].entries()) {
    const { page } = turn % 2 === 0 ? ann : bo;
    await at(page, `cell-${cell}`).click();
    await expect
      .poll(() => at(cy.page, `cell-${cell}`).textContent(), soon)
      .toBe(turn % 2 === 0 ? "X" : "O");
  }
  await expect.poll(() => at(ann.page, "ttt-status").textContent(), soon).toBe("You have won!");
  for (const { page } of [bo, cy]) {
    await expect.poll(() => at(page, "ttt-status").textContent(), soon).toBe("Ann has won.");
    expect(await at(page, "places").locator("li").allTextContents()).toEqual(["Ann", "Bo"]);
  }
  expect(await overflowing(bo.page)).toEqual([]);
  expect([...ann.complaints, ...bo.complaints, ...cy.complaints]).toEqual([]);
});

test("no page is wider than a phone", async (context) => {
  const { page, complaints } = await newPlayer(context, "A name that is thirty-two long .", phone);
  expect(await overflowing(page)).toEqual([]);
  for (const game of ["craps", "roulette", "baccarat", "coin-flip", "tic-tac-toe"]) {
    await page.goto(server?.url ?? "");
    await openTable(page, game);
    await sit(page, 0);
    expect([game, await overflowing(page)]).toEqual([game, []]);
  }
  expect(complaints).toEqual([]);
});

test("a cut connection comes back by itself, and the table goes on", async (context) => {
  const { page, complaints } = await newPlayer(context, "Dan");
  const cuts: (() => Promise<void>)[] = [];
  await page.routeWebSocket(/\/v1\/socket$/, (socket) => {
    socket.connectToServer();
    cuts.push(() => socket.close({ code: 1001 }));
  });
  await page.reload();
  await at(page, "balance").waitFor();
  await openTable(page, "coin-flip");
  await sit(page, 0);
  await cuts[0]?.();
  await at(page, "connection-banner").waitFor();
  await at(page, "call-heads").click();
  await expect.poll(() => at(page, "connection-banner").count(), soon).toBe(0);
  await at(page, "round-1").waitFor();
  expect(cuts).toHaveLength(2);
  expect(complaints).toEqual([]);
});

test("a game without a table of its own is played with what is legal", async (context) => {
  const { page, complaints } = await newPlayer(context, "Fay");
  // The page is told of a game that it does not know; to the server it stays the coin.
  await page.routeWebSocket(/\/v1\/socket$/, (socket) => {
    const real = socket.connectToServer();
    real.onMessage((message) => socket.send(String(message).replaceAll(`"coin-flip"`, `"other"`)));
  });
  await page.reload();
  await openTable(page, "coin-flip");
  await sit(page, 0);
  expect(await at(page, "game-view").textContent()).toContain(`"last": null`);
  await page.getByLabel("call").selectOption({ label: "tails" });
  await page.getByLabel("stake").fill("300");
  await page.getByRole("button", { name: "flip" }).click();
  await at(page, "round-1").waitFor();
  expect(await at(page, "game-view").textContent()).not.toContain("null");
  // The server does not know the made-up game either, and says so once.
  expect(complaints).toEqual([expect.stringContaining("404")]);
});

test("a reload of an ended table tells how it ended", async (context) => {
  const { page } = await newPlayer(context, "Gil");
  await openTable(page, "coin-flip");
  await sit(page, 0);
  await at(page, "end").click();
  await at(page, "summary").waitFor();
  await page.reload();
  await at(page, "summary").waitFor();
  expect(await at(page, "summary").textContent()).toContain("It was closed");
});

test("a table that is not there says so", async (context) => {
  const { page } = await newPlayer(context, "Hal");
  await page.goto(`${server?.url ?? ""}/#/table/nowhere`);
  await expect
    .poll(() => page.locator("main").textContent(), soon)
    .toContain("There is no session with this id.");
});

test("/table/<id> leads to the same table as /#/table/<id>", async (context) => {
  const { page } = await newPlayer(context, "Eve");
  await openTable(page, "coin-flip");
  const id = page.url().split("/").at(-1) ?? "";
  await page.goto(`${server?.url ?? ""}/table/${id}`);
  await at(page, "table-page").waitFor();
  expect(await at(page, "table-page").getAttribute("data-game")).toBe("coin-flip");
});
