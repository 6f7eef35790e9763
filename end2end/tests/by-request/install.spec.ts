// Can the application be put on a phone's first screen? Only a whole Chromium says, and only outside a private window.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { expect, test } from "../../support/test.ts";

test("a browser finds nothing that keeps the application from being installed", async ({ server }) => {
  const profile = mkdtempSync(join(tmpdir(), "profile-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.WHOLE_CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run"],
  });
  try {
    const page = await context.newPage();
    await page.goto(server.url);
    const cdp = await context.newCDPSession(page);
    const { installabilityErrors } = await cdp.send("Page.getInstallabilityErrors");
    expect(installabilityErrors).toEqual([]);
    const { errors, url } = await cdp.send("Page.getAppManifest");
    expect(errors).toEqual([]);
    expect(url).toContain("/manifest.webmanifest");
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
});
