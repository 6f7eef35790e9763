// The least that must hold: both applications arrive, start, and keep to the content policy.
import { expect, test } from "../support/server.ts";

for (const path of ["/", "/desk/"]) {
  test(`${path} opens its application without a complaint in the console`, async ({ page }) => {
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => {
      // A visitor who is not logged in is told so by 401: the browser logs that by itself.
      if (message.type() === "error" && !message.text().includes("401")) {
        complaints.push(message.text());
      }
    });
    const wasm = page.waitForResponse((response) => response.url().endsWith(".wasm"));

    await page.goto(path);

    const answer = await wasm;
    expect(answer.status()).toBe(200);
    expect(answer.headers()["content-type"]).toBe("application/wasm");
    expect(answer.headers()["cache-control"]).toContain("immutable");
    await page.waitForLoadState("networkidle");
    await expect(page.locator("html")).not.toHaveClass(/boot-failed/);
    expect(complaints).toEqual([]);
  });
}
