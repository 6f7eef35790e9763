// Logging in with a real identity provider: there and back, and what is told to whom that does not work for.
import { expectAccessible } from "../support/axe.ts";
import { CITIZEN } from "../support/people.ts";
import { Provider } from "../support/provider.ts";
import { start, stop } from "../support/server.ts";
import { expect, ready, test as base } from "../support/test.ts";
import type { Page } from "@playwright/test";

/** The number of the demonstration's first citizen, who is invented as all of them are. */
const NUMBER = "990100198806179005";
const ACCOUNTS = {
  zhou: { name: CITIZEN.fresh, id_number: NUMBER },
  nobody: { name: "无名", id_number: "990100199202020027" },
  unverified: { name: CITIZEN.fresh },
};

const test = base.extend<{ house: { url: string; provider: Provider } }>({
  /** A server of its own whose citizens log in at a provider of its own. */
  house: async ({}, use, info) => {
    const provider = await Provider.start();
    const log = `provider-${info.project.name}`;
    const { environment } = provider;
    const { child, url } = await start({ log, arguments: ["--demo"], environment });
    provider.knows(url, ACCOUNTS);
    await use({ url, provider });
    await stop(child);
    provider.stop();
  },
  baseURL: async ({ house }, use) => use(house.url),
});

test.beforeEach(({ complaints, house }) => {
  // What the provider's own pages do is theirs.
  complaints.expect(new RegExp(house.provider.url));
  complaints.expect(/^Failed to load resource: .* https:\/\/fonts\./);
  complaints.expect(/^cookie: _(interaction|session)/);
});

async function go(page: Page): Promise<void> {
  await page.goto("/");
  await ready(page);
  await page.getByRole("link", { name: "使用统一身份认证登录" }).click();
  await expect(page.getByPlaceholder("Enter any login")).toBeVisible();
}

async function logIn(page: Page, account: string): Promise<void> {
  await page.getByPlaceholder("Enter any login").fill(account);
  await page.getByPlaceholder("and password").fill("any");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
}

test("a citizen logs in with the provider, and the address back is of use once", async ({ page, house }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await go(page);
  await logIn(page, "zhou");
  await expect(page.getByRole("heading", { name: "我的证照" })).toBeVisible();
  expect(asked.filter((url) => url.includes(NUMBER))).toEqual([]);

  const back = asked.find((url) => url.startsWith(`${house.url}/log-in/oidc/callback`))!;
  await page.goto(back);
  await expect(page.getByRole("heading", { name: "这次登录没有完成" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "返回首页" }).click();
  await expect(page.getByRole("heading", { name: "我的证照" })).toBeVisible();
});

test("who logs out here logs out at the provider too, which asks again the next time", async ({ page, house }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await go(page);
  await logIn(page, "zhou");
  await page.goto("/me");
  await ready(page);
  await page.getByRole("button", { name: "退出登录" }).click();
  await page.getByRole("button", { name: "Yes, sign me out" }).click();
  await expect(page.getByRole("heading", { name: "已退出登录，统一身份认证也已退出" })).toBeVisible();
  await expectAccessible(page);
  expect(asked.filter((url) => url.includes("id_token"))).toEqual([]);
  expect(await page.evaluate(async () => (await (await fetch("/api/v1/session")).json()).who)).toBeUndefined();

  await page.getByRole("link", { name: "重新登录" }).click();
  await expect(page.getByPlaceholder("Enter any login")).toBeVisible();
  expect(new URL(page.url()).origin).toBe(house.provider.url);
});

test("who goes back at the provider is told so, and can begin again", async ({ page }) => {
  await go(page);
  await page.getByRole("link", { name: "Cancel" }).click();
  await expect(page.getByRole("heading", { name: "您取消了登录" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "重新登录" }).click();
  await expect(page.getByPlaceholder("Enter any login")).toBeVisible();
});

for (const [account, title] of [
  ["nobody", "身份已核实，这里还没有您名下的证照"],
  ["unverified", "您的账号还没有完成实名认证"],
]) {
  test(`who is ${account} here is told what to do`, async ({ page }) => {
    await go(page);
    await logIn(page, account!);
    await expect(page.getByRole("heading", { name: title! })).toBeVisible();
    await page.goto("/");
    await expect(page.getByRole("link", { name: "使用统一身份认证登录" })).toBeVisible();
  });
}
