// Is this screen usable by everybody, as far as a program can tell?
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/**
 * No rule of axe is broken; in elder mode contrast must be 7:1.
 *
 * The window is as tall as the page meanwhile: what lies half under the fixed navigation until
 * one scrolls would else be called too small to touch, and which line that is changes with every
 * day's text.
 */
export async function expectAccessible(page: Page, mode: { elder?: boolean } = {}): Promise<void> {
  const window = page.viewportSize();
  const whole = await page.evaluate(() => document.documentElement.scrollHeight);
  if (window !== null && whole > window.height) {
    await page.setViewportSize({ width: window.width, height: whole });
    await judge(page, mode);
    await page.setViewportSize(window);
  } else {
    await judge(page, mode);
  }
}

async function judge(page: Page, mode: { elder?: boolean }): Promise<void> {
  const builder = new AxeBuilder({ page })
    // One frame only: there is nothing to merge in a page of its own.
    .setLegacyMode(true)
    .options({
      // Of what passes, one element of each rule is enough.
      resultTypes: ["violations"],
      rules: {
        "target-size": { enabled: true },
        "color-contrast-enhanced": { enabled: mode.elder ?? false },
      },
    });
  const { violations } = await builder.analyze();
  const told = violations.map(
    ({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map((node) => node.html).join("\n  ")}`,
  );
  expect(told).toEqual([]);
}
