// An upgrade is seen at the next load, and what is kept for a time without a connection is of one build.
import type { Page } from "@playwright/test";
import { expect, ready, test } from "../../support/test.ts";
import { upgradable } from "../../support/upgrade.ts";

test("after an upgrade nobody is served the application of before, with or without a connection", async ({
  page,
  server,
  complaints,
}) => {
  complaints.expect(/ERR_INTERNET_DISCONNECTED/);
  const site = await upgradable(server.url, "first");
  const build = page.locator("html");
  await page.goto(site.url);
  await ready(page);
  await register(page);
  await expect.poll(() => builds(page)).toEqual(["first"]);
  await page.reload();
  expect(await page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);

  site.become("second");
  // The worker of before is still in charge, and yet the page is the new one.
  await page.goto(`${site.url}/catalogue`);
  await expect(build).toHaveAttribute("data-build", "second");
  await ready(page);
  await register(page);
  await expect.poll(() => builds(page)).toEqual(["second"]);

  await page.context().setOffline(true);
  for (const path of ["/", "/me"]) {
    await page.goto(site.url + path);
    await expect(build).toHaveAttribute("data-build", "second");
    await expect(page.getByRole("alert")).toContainText("网络没有连上");
  }
  await page.context().setOffline(false);
  await site.close();
});

/** As the page does when it has long been quiet: a new worker is looked for, and takes over when it has everything. */
async function register(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const found = await navigator.serviceWorker.register("/service-worker.js");
    await found.update();
    await navigator.serviceWorker.ready;
  });
}

/** Of which builds something is kept. */
function builds(page: Page): Promise<string[]> {
  return page.evaluate(() => caches.keys());
}
