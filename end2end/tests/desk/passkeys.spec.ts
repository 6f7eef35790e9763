// Logging in with a device and no password, by the browser's own virtual authenticator.
import type { CDPSession, Page } from "@playwright/test";
import { expectAccessible } from "../../support/axe.ts";
import { start, stop } from "../../support/server.ts";
import { expect, ready, test as base } from "../../support/test.ts";

/** Browsers know passkeys at names alone: a demonstration that calls itself by one. */
const test = base.extend<object, { named: string }>({
  named: [
    async ({}, use, worker) => {
      const log = `server-passkeys-${worker.project.name}-${worker.workerIndex}`;
      const { child, url } = await start({ log, arguments: ["--demo"], named: true });
      try {
        await use(url);
      } finally {
        await stop(child);
      }
    },
    { scope: "worker", timeout: 70_000 },
  ],
});

async function device(page: Page): Promise<{ cdp: CDPSession; id: string }> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId: id } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { cdp, id };
}

for (const [width, username] of [
  [390, "jiaoti-shenpi"],
  [1280, "weijian-shenpi"],
] as const) {
  test(`a passkey is made, logs in without a password, and is removed, at ${width} px`, async ({
    page,
    named,
    complaints,
  }, info) => {
    complaints.expect(/401/);
    await page.setViewportSize({ width, height: 900 });
    const { cdp, id } = await device(page);
    await page.goto(`${named}/desk/log-in`);
    await ready(page);
    // The device knows nothing of this site yet.
    await page.locator("#username").fill(username);
    await page.locator("#password").fill("yanshi2026");
    await page.locator("#log-in").click();
    await expect(page.getByRole("heading", { name: "异议办理" })).toBeVisible();
    await page.goto(`${named}/desk/account`);
    await ready(page);
    await page.locator("#passkey-name").fill("办公室电脑");
    await page.getByRole("button", { name: "添加通行密钥" }).click();
    const own = page.getByRole("listitem").filter({ hasText: "办公室电脑" });
    await expect(own).toBeVisible();
    const { credentials } = await cdp.send("WebAuthn.getCredentials", { authenticatorId: id });
    expect(credentials.map((one) => one.isResidentCredential)).toEqual([true]);
    await expectAccessible(page);
    await page.screenshot({ path: info.outputPath("passkeys.png"), fullPage: true });

    await page.goto(`${named}/desk/log-in`);
    await ready(page);
    await page.screenshot({ path: info.outputPath("log-in.png"), fullPage: true });
    await page.getByRole("button", { name: "用通行密钥登录" }).click();
    await expect(page.getByRole("heading", { name: "异议办理" })).toBeVisible();

    // Who comes by password proves the rest by it.
    await page.goto(`${named}/desk/log-in`);
    await ready(page);
    await page.locator("#username").fill(username);
    await page.locator("#password").fill("yanshi2026");
    await page.locator("#log-in").click();
    await expect(page.getByRole("heading", { name: "第二步验证" })).toBeVisible();
    await expect(page.locator("#code")).toHaveCount(0);
    await expectAccessible(page);
    await page.getByRole("button", { name: "用通行密钥确认" }).click();
    await expect(page.getByRole("heading", { name: "异议办理" })).toBeVisible();

    // Who isn't seen to be its owner doesn't come in.
    await cdp.send("WebAuthn.setUserVerified", { authenticatorId: id, isUserVerified: false });
    await page.goto(`${named}/desk/log-in`);
    await ready(page);
    await page.getByRole("button", { name: "用通行密钥登录" }).click();
    await expect(page.getByRole("alert")).toContainText("这台设备没有完成");
    await cdp.send("WebAuthn.setUserVerified", { authenticatorId: id, isUserVerified: true });

    await page.goto(`${named}/desk/account`);
    await ready(page);
    await expect(own).toContainText("最近使用");
    await own.getByRole("button", { name: "移除 办公室电脑" }).or(own.getByRole("button", { name: "移除办公室电脑" })).click();
    await page.getByRole("dialog").getByRole("button", { name: "移除", exact: true }).click();
    await expect(own).toHaveCount(0);
    await page.goto(`${named}/desk/log-in`);
    await ready(page);
    await page.getByRole("button", { name: "用通行密钥登录" }).click();
    await expect(page.getByRole("alert")).toContainText("通行密钥不能用");
  });
}
