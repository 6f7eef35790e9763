// One's own account: a password of one's own, the second factor, passkeys, and where one is logged in.
import type { Page } from "@playwright/test";
import { createHmac } from "node:crypto";
import { expectAccessible } from "../../support/axe.ts";
import { expect, ready, test } from "../../support/test.ts";

const PASSWORD = "yanshi2026";
// Accounts that no other journey plays: each test has its own, since setting one up logs all its sessions out.
const OF = { 390: ["jiaoti-jingban1", "jiaoti-jingban2"], 1280: ["weijian-jingban1", "weijian-jingban2"] } as const;

/** The code of a moment, as an authenticator makes it (RFC 6238). */
function code(key: string, at: number): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...key.replace(/ /g, "")].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const secret = Buffer.from(bits.match(/.{8}/g)!.map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const mac = createHmac("sha1", secret).update(step).digest();
  const place = mac[mac.length - 1]! & 15;
  return String((mac.readUInt32BE(place) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

async function logIn(page: Page, username: string): Promise<void> {
  await page.goto("/desk/log-in");
  await ready(page);
  await page.locator("#username").fill(username);
  await page.locator("#password").fill(PASSWORD);
  await page.locator("#log-in").click();
}

async function clean(page: Page): Promise<void> {
  await expectAccessible(page);
  const fits = await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
  expect(fits).toBe(true);
}

for (const width of [390, 1280] as const) {
  test(`an authenticator is set up, proved, and a recovery code used in its place, at ${width} px`, async ({
    page,
    staff,
    become,
    complaints,
  }, info) => {
    complaints.expect(/401/);
    const username = OF[width][0];
    await page.setViewportSize({ width, height: 900 });
    await become(await staff(username));
    await page.goto("/desk/account");
    await ready(page);
    await expect(page.getByRole("heading", { name: "账号与安全" })).toBeVisible();
    await page.getByRole("button", { name: "添加验证器" }).click();
    await expect(page.getByRole("img", { name: "用验证器扫描这个图" }).locator("svg")).toBeVisible();
    const key = (await page.locator(".authenticator code").textContent())!;
    await clean(page);
    await page.screenshot({ path: info.outputPath("offer.png"), fullPage: true });
    const used = Date.now();
    await page.locator("#code").fill(code(key, used));
    await page.getByRole("button", { name: "确认" }).click();
    const codes = page.getByRole("status").filter({ hasText: "备用码" });
    await expect(codes.locator("li")).toHaveCount(10);
    const recovery = (await codes.locator("code").first().textContent())!;
    await clean(page);
    await page.screenshot({ path: info.outputPath("codes.png"), fullPage: true });
    await page.getByRole("button", { name: "我已抄好" }).click();
    await expect(page.getByText("剩余备用码 10")).toBeVisible();

    await logIn(page, username);
    await expect(page.getByRole("heading", { name: "第二步验证" })).toBeVisible();
    await clean(page);
    // The code that set it up is used; that of the next half minute is good already.
    await page.locator("#code").fill(code(key, used));
    await page.getByRole("button", { name: "继续" }).click();
    await expect(page.getByRole("alert")).toContainText("验证码不对，或已经用过");
    await page.screenshot({ path: info.outputPath("prove.png"), fullPage: true });
    await page.locator("#code").fill(code(key, used + 30_000));
    await page.getByRole("button", { name: "继续" }).click();
    await expect(page.getByRole("heading", { name: "异议办理" })).toBeVisible();

    await logIn(page, username);
    await page.locator("#code").fill(recovery);
    await page.getByRole("button", { name: "继续" }).click();
    await expect(page.getByRole("heading", { name: "异议办理" })).toBeVisible();
    await page.goto("/desk/account");
    await ready(page);
    await expect(page.getByText("剩余备用码 9")).toBeVisible();
    await page.getByRole("button", { name: "换发备用码" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "换发", exact: true }).click();
    await expect(codes.locator("li")).toHaveCount(10);
    await clean(page);
    await page.getByRole("button", { name: "我已抄好" }).click();
    await expect(page.getByText("剩余备用码 10")).toBeVisible();
    await page.getByRole("button", { name: "移除验证器" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "移除", exact: true }).click();
    await expect(page.getByRole("button", { name: "添加验证器" })).toBeVisible();
    await page.getByRole("button", { name: "English" }).click();
    await expect(page.getByRole("heading", { name: "Account and security" })).toBeVisible();
    await clean(page);
  });

  test(`a password is changed and devices are ended, at ${width} px`, async ({ page, staff, become, complaints }, info) => {
    complaints.expect(/401|422/);
    const username = OF[width][1];
    await page.setViewportSize({ width, height: 900 });
    await become(await staff(username));
    await staff(username);
    const third = await staff(username);
    await page.goto("/desk/account");
    await ready(page);
    const devices = page.locator("section").filter({ has: page.getByRole("heading", { name: "登录的设备" }) });
    await expect(devices.getByRole("listitem")).toHaveCount(3);
    await page.screenshot({ path: info.outputPath("account.png"), fullPage: true });
    await devices.getByRole("listitem").getByRole("button").first().click();
    await expect(devices.getByRole("listitem")).toHaveCount(2);
    await devices.getByRole("button", { name: "退出其他设备" }).click();
    await expect(devices.getByRole("listitem")).toHaveCount(1);
    expect((await third.send("GET", "/notices")).status()).toBe(401);

    const next = `another-secret-${width}`;
    await page.locator("#current").fill(PASSWORD);
    await page.locator("#new").fill(PASSWORD);
    await page.locator("#again").fill(PASSWORD);
    await page.getByRole("button", { name: "保存" }).click();
    await expect(page.locator("#new-error")).not.toBeEmpty();
    await page.locator("#new").fill(next);
    await page.locator("#again").fill(next);
    await page.getByRole("button", { name: "保存" }).click();
    await expect(page.locator("#current")).toHaveValue("");
    await expect(page.getByText("已保存")).toBeVisible();

    await devices.getByRole("button", { name: "全部退出" }).click();
    await expect(page.getByRole("heading", { name: "工作人员登录" })).toBeVisible();
    expect((await page.context().cookies()).map((cookie) => cookie.name)).toEqual([]);
    await page.getByRole("button", { name: "English" }).click();
    await page.locator("#username").fill(username);
    await page.locator("#password").fill(next);
    await page.locator("#log-in").click();
    await expect(page.getByRole("heading", { name: "Account and security" })).toBeVisible();
    await expect(page.getByRole("heading", { name: "Where you are logged in" })).toBeVisible();
    await clean(page);
  });
}
