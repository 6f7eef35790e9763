// Every screen of both applications, on a phone and on a desk: usable by everybody, nothing beside the window, nothing
// complained about (as in every test), and a picture of each in test-results/screens.
import type { Page } from "@playwright/test";
import { expectAccessible } from "../support/axe.ts";
import { CITIZENS } from "../support/screens/citizens.ts";
import { DESKS } from "../support/screens/desks.ts";
import { LIBRARY } from "../support/screens/library.ts";
import { failing, type Screen } from "../support/screens/screen.ts";
import { test } from "../support/screens/world.ts";
import { expect, ready } from "../support/test.ts";

/** The pictures of the README. */
const PICTURES = "../server/docs/screenshots";

/** How somebody may have set the display. */
interface Mode {
  suffix: string;
  settings: Record<string, string>;
  elder?: boolean;
  /** Dark, and nothing moves. */
  dark?: boolean;
  /** In pixels of the page, where it is not the window's own. */
  width?: number;
}
const STANDARD: Mode = { suffix: "", settings: {} };
const ELDER: Mode = { suffix: "-elder", settings: { "mz.elder": "1" }, elder: true };
const ENGLISH: Mode = { suffix: "-en", settings: { "mz.lang": "en" } };
const DARK: Mode = { suffix: "-dark", settings: {}, dark: true };
/** 200 % in a window of 640 pixels. */
const ZOOMED: Mode = { suffix: "-zoomed", settings: {}, width: 320 };

for (const [app, screens] of [
  ["citizen", CITIZENS],
  ["desk", [...DESKS, ...LIBRARY]],
] as const) {
  for (const screen of screens) {
    test(`${app}: ${screen.name} is usable by everybody and fits its window`, async ({ page, world, become, complaints }) => {
      if (screen.complaint) {
        complaints.expect(screen.complaint);
      }
      if (screen.who) {
        await become(screen.who(world.people));
      }
      await screen.prepare?.(page);
      for (const mode of modesOf(app, page)) {
        await test.step(`${screen.name}${mode.suffix}`, async () => {
          await set(page, mode);
          await page.goto(screen.path(world));
          await ready(page);
          if (mode !== ENGLISH) {
            await expect(page.getByText(screen.shows).filter({ visible: true }).first()).toBeVisible();
          }
          await screen.then?.(page);
          await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
          if (mode === STANDARD) {
            await takeForReadme(page, screen);
          }
          await unfold(page, async () => {
            await take(page, app, `${screen.name}${mode.suffix}`);
            await expectNothingBeside(page);
            await expectAccessible(page, mode);
          });
        });
      }
    });
  }
}

test("after a fault of ours the way to try again leads to what was wanted", async ({ page, world, become, complaints }) => {
  complaints.expect(/500/);
  await become(world.people.fresh);
  await page.route("**/api/v1/licences*", failing);
  await page.goto("/");
  const problem = page.getByRole("alert");
  await expect(problem).toContainText("请稍后");
  await expect(problem).toContainText("0197a5b0");
  await page.unroute("**/api/v1/licences*", failing);
  await problem.getByRole("button", { name: "重试" }).click();
  await expect(page.getByRole("article").first()).toBeVisible();
  await expect(problem).toHaveCount(0);
});

test("without a connection a screen says so and comes back with it", async ({ page, world, become, complaints }) => {
  complaints.expect(/ERR_INTERNET_DISCONNECTED/);
  await become(world.people.fresh);
  await page.goto("/objections");
  await ready(page);
  await page.context().setOffline(true);
  await page.getByRole("link", { name: /^消息/ }).click();
  const problem = page.getByRole("alert");
  await expect(problem).toContainText("网络没有连上");
  await take(page, "citizen", "offline");
  await expectAccessible(page);
  await page.context().setOffline(false);
  await problem.getByRole("button", { name: "重试" }).click();
  await expect(problem).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "消息", level: 1 })).toBeVisible();
});

test("what is typed without a connection is kept, and saved when it is back", async ({ page, world, become, complaints }) => {
  complaints.expect(/ERR_INTERNET_DISCONNECTED/);
  await become(world.people.writer);
  await page.goto(`/drafts/${world.draft}/reasons`);
  await ready(page);
  await page.context().setOffline(true);
  const words = `断网时写的 ${Date.now()}`;
  await page.locator("#explanation").fill(words);
  await expect(page.getByText("还没有保存到服务器")).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByText(/^已保存/)).toBeVisible({ timeout: 15_000 });
  await page.reload();
  await expect(page.locator("#explanation")).toHaveValue(words);
});

/** What stands in larger type or in English is looked at where there is least room. */
function modesOf(app: "citizen" | "desk", page: Page) {
  const narrow = page.viewportSize()!.width < 720;
  if (!narrow) {
    return [STANDARD];
  }
  return app === "citizen" ? [STANDARD, ELDER, ENGLISH, DARK, ZOOMED] : [STANDARD, ENGLISH];
}

/** Remembers settings as this device would, and is a device like that. */
async function set(page: Page, { settings, dark, width }: Mode): Promise<void> {
  await page.emulateMedia({ colorScheme: dark ? "dark" : "light", reducedMotion: dark ? "reduce" : "no-preference" });
  if (width) {
    await page.setViewportSize({ width, height: page.viewportSize()!.height });
  }
  await page.addInitScript((settings) => {
    for (const name of ["mz.lang", "mz.elder"]) {
      const value = settings[name];
      if (value === undefined) {
        localStorage.removeItem(name);
      } else {
        localStorage.setItem(name, value);
      }
    }
  }, settings);
}

/** Makes the window as long as the page, so that nothing is hidden under the bar at the bottom. */
async function unfold(page: Page, look: () => Promise<void>): Promise<void> {
  const window = page.viewportSize()!;
  const length = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: window.width, height: Math.max(window.height, length) });
  await look();
  await page.setViewportSize(window);
}

async function take(page: Page, app: string, name: string): Promise<void> {
  const path = `test-results/screens/${app}-${page.viewportSize()!.width}/${name}.png`;
  await page.screenshot({ path, animations: "disabled", scale: "css" });
}

/** With `UPDATE_SCREENSHOTS=1` some screens become the pictures of the README, in a window of the usual size. */
async function takeForReadme(page: Page, { picture }: Screen): Promise<void> {
  const wanted = process.env.UPDATE_SCREENSHOTS === "1";
  if (wanted && picture?.endsWith(`-${page.viewportSize()!.width}`)) {
    await page.screenshot({ path: `${PICTURES}/${picture}.png`, animations: "disabled", scale: "css" });
  }
}

/** Nobody has to scroll sideways. */
async function expectNothingBeside(page: Page): Promise<void> {
  const wide = await page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) {
      return [];
    }
    return [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1)
      .map((element) => element.outerHTML.slice(0, 120));
  });
  expect(wide).toEqual([]);
}
