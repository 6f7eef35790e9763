// Where and how the journeys run: a phone and a desk, both in Debian's headless Chromium.
import { defineConfig, devices } from "@playwright/test";

const chromium = {
  browserName: "chromium" as const,
  launchOptions: {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium-headless-shell",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  },
};

export default defineConfig({
  testDir: "tests",
  outputDir: "test-results",
  fullyParallel: true,
  workers: 2,
  forbidOnly: !!process.env.CI,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // `cargo xtask test` counts from the JSON, whose file it names in the environment.
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [["list"], ["json"]] : [["list"]],
  use: {
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    // Every fourth second of the journeys went into traces; `-- --trace on` takes one.
    trace: "off",
    screenshot: "only-on-failure",
  },
  // A test for one of the two alone lies in tests/phone or tests/desk, one without a browser in tests/api, one that
  // runs only when it is asked for in tests/by-request (by-request.config.ts); the others run on both.
  projects: [
    {
      name: "phone",
      testIgnore: ["**/tests/desk/**", "**/tests/api/**", "**/by-request/**"],
      use: { ...devices["Pixel 7"], viewport: { width: 390, height: 844 }, ...chromium },
    },
    {
      name: "desk",
      testIgnore: ["**/tests/phone/**", "**/tests/api/**", "**/by-request/**"],
      use: { ...devices["Desktop Chrome"], viewport: { width: 1280, height: 800 }, ...chromium },
    },
    { name: "api", testMatch: "**/tests/api/**" },
  ],
});
