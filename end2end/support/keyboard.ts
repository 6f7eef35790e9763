// A person without a mouse: goes from stop to stop, and has to see where.
import { expect, type Locator, type Page } from "@playwright/test";

const MOST_STOPS = 80;

/** Presses Tab until this is reached. Every stop on the way must be visible. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    await page.keyboard.press("Tab");
    await expectVisibleFocus(page);
    if (await target.evaluate((element) => element === document.activeElement)) {
      return;
    }
  }
  throw new Error(`${target} was not reached with ${MOST_STOPS} stops`);
}

/** What has the focus is marked by a ring of at least two pixels, on itself or on its label, and nothing covers it. */
export async function expectVisibleFocus(page: Page): Promise<void> {
  const fault = await page.evaluate(() => {
    const focused = document.activeElement;
    if (!focused || focused === document.body) {
      return undefined;
    }
    const shown = focused.matches(".visually-hidden") ? (focused.closest("label") ?? focused) : focused;
    const style = getComputedStyle(shown);
    if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) {
      return `no ring: ${shown.outerHTML.slice(0, 200)}`;
    }
    const box = shown.getBoundingClientRect();
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height, 40) / 2);
    const seen = top !== null && (shown.contains(top) || top.contains(shown));
    return seen ? undefined : `under something else: ${shown.outerHTML.slice(0, 200)}`;
  });
  expect(fault).toBeUndefined();
}
