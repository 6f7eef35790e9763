// What runs when it is asked for: other engines (`cargo xtask test --only browsers`) and Lighthouse (`--only lighthouse`).
import { defineConfig, devices } from "@playwright/test";
import base from "./playwright.config.ts";

const desk = base.projects!.find(({ name }) => name === "desk")!.use;

export default defineConfig({
  ...base,
  testIgnore: [],
  outputDir: "test-results/by-request",
  workers: 1,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  // Firefox's screenshots put a style into the page, which the content policy refuses and the page then complains about.
  use: { ...base.use, screenshot: "off", trace: "off" },
  projects: [
    {
      // By BiDi, which plays no touch.
      name: "firefox",
      testMatch: ["phone/story.spec.ts", "phone/evidence.spec.ts", "phone/saving.spec.ts"],
      use: {
        browserName: "firefox",
        channel: "moz-firefox",
        viewport: { width: 390, height: 844 },
        launchOptions: { executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr" },
      },
    },
    // Without its window Chromium doesn't say whether an application can be installed.
    { name: "chromium", testMatch: "by-request/install.spec.ts", use: { ...devices["Pixel 7"] } },
    { name: "webkit", testMatch: "by-request/webkit.spec.ts" },
    {
      name: "sheet",
      testMatch: "by-request/sheet.spec.ts",
      use: { ...desk },
    },
    { name: "lighthouse", testMatch: "by-request/lighthouse.spec.ts" },
  ],
});
