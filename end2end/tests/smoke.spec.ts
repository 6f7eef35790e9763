// The least that must hold: both applications arrive and start; that nothing complains holds for every test.
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
