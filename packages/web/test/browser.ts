import { existsSync } from "node:fs";
import { chromium, type Browser, type Page } from "playwright-core";
import type { TestContext } from "vitest";

const usualPlaces = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/opt/google/chrome/chrome",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  String.raw`C:\Program Files\Google\Chrome\Application\chrome.exe`,
  String.raw`C:\Program Files (x86)\Google\Chrome\Application\chrome.exe`,
];

const findChromium = (): string | undefined =>
  process.env["PARLOR_TEST_CHROMIUM"] ?? usualPlaces.find((path) => existsSync(path));

/** The browser starts nothing of its own: no updates, no first-run pages, no calls home. */
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const launchBrowser = async (): Promise<Browser | undefined> => {
  const executablePath = findChromium();
  return executablePath === undefined
    ? undefined
    : chromium.launch({ executablePath, args: flags });
};

/** The browser, or a loud skip without one; where everything has to be there, in CI, a failure. */
export const neededBrowser = (browser: Browser | undefined, context: TestContext): Browser => {
  if (browser) return browser;
  const reason = "NO BROWSER: install Chromium, or name one with PARLOR_TEST_CHROMIUM";
  if (process.env["CI"] === "true") throw new Error(reason);
  return context.skip(reason);
};

/** Everything that the page complains of in its console. */
export const complaintsOf = (page: Page): readonly string[] => {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  return complaints;
};

/** What stands out of the page to the right; empty when there is nothing to scroll to. */
export const overflowing = async (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    return [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > clientWidth)
      .map((element) => `${element.tagName}.${element.className}`);
  });
