// The least that must hold: both applications arrive and start; that nothing complains holds for every test.
import { CITIZEN } from "../support/people.ts";
import { expect, ready, test } from "../support/test.ts";

for (const path of ["/", "/desk/"]) {
  test(`${path} opens its application`, async ({ page }) => {
    const wasm = page.waitForResponse((response) => response.url().endsWith(".wasm"));

    await page.goto(path);

    const answer = await wasm;
    expect(answer.status()).toBe(200);
    expect(answer.headers()["content-type"]).toBe("application/wasm");
    expect(answer.headers()["cache-control"]).toContain("immutable");
    await ready(page);
    await expect(page.locator("html")).not.toHaveClass(/boot-failed/);
  });
}

test("whoever is chosen far down in the list begins at the top of the licences", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 480 });
  await page.goto("/");
  await page.getByRole("button", { name: CITIZEN.mixed }).click();
  await expect(page.getByRole("heading", { name: "我的证照", level: 1 })).toBeVisible();
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
});
