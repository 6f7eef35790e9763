// As on the internet, behind a proxy that speaks TLS: a session's cookie belongs to its host alone, and what a log-out must
// take away is gone from the browser and worth nothing on the server.
import { request, type Cookie, type Page, type Response } from "@playwright/test";
import { CITIZEN, STAFF } from "../../support/people.ts";
import { Provider } from "../../support/provider.ts";
import { start, stop } from "../../support/server.ts";
import { expect, ready, test as base } from "../../support/test.ts";
import { certificate, Proxy } from "../../support/tls.ts";

const SESSION = "__Host-mingzheng";
/** The number of the demonstration's first citizen, who is invented as all of them are. */
const NUMBER = "990100198806179005";
const believed = certificate();

interface Houses {
  house: Proxy;
  /** Where the demonstration's own log-in gives way to a provider at another site. */
  sent: { house: Proxy; provider: Provider };
}

const test = base.extend<Omit<Houses, "house">, Pick<Houses, "house">>({
  launchOptions: [
    async ({ launchOptions }, use) => {
      await use({ ...launchOptions, args: [...(launchOptions.args ?? []), believed.flag] });
    },
    { scope: "worker" },
  ],
  house: [
    async ({}, use, worker) => {
      await open(`https-${worker.workerIndex}`, {}, use);
    },
    { scope: "worker", timeout: 70_000 },
  ],
  baseURL: async ({ house }, use) => use(house.url),
  sent: async ({}, use, info) => {
    const provider = await Provider.start();
    try {
      await open(`https-provider-${info.workerIndex}`, provider.environment, async (house) => {
        provider.knows(house.url, { zhou: { name: CITIZEN.fresh, id_number: NUMBER } });
        await use({ house, provider });
      });
    } finally {
      provider.stop();
    }
  },
});

/** A server that browsers reach by https alone. */
async function open(log: string, environment: Record<string, string>, use: (house: Proxy) => Promise<void>): Promise<void> {
  const house = await Proxy.start(believed);
  const known = { MINGZHENG__HTTP__PUBLIC_URL: house.url, MINGZHENG__HTTP__PROXIES: "1", ...environment };
  try {
    const { child, url } = await start({ log, arguments: ["--demo"], environment: known });
    house.handsOnTo(url);
    try {
      await use(house);
    } finally {
      await stop(child);
    }
  } finally {
    house.stop();
  }
}

async function logIn(page: Page): Promise<Response> {
  await page.goto("/");
  const told = page.waitForResponse((answer) => answer.url().endsWith("/session/citizen"));
  await page.getByRole("button", { name: CITIZEN.fresh }).click();
  await expect(page.getByRole("heading", { name: "我的证照", level: 1 })).toBeVisible();
  return told;
}

async function session(page: Page): Promise<Cookie | undefined> {
  const cookies = await page.context().cookies();
  return cookies.find(({ name }) => name === SESSION);
}

/** What the server answers to whoever has kept this cookie. */
async function replayed(house: Proxy, { name, value }: Cookie): Promise<number> {
  const context = await request.newContext({ ignoreHTTPSErrors: true, extraHTTPHeaders: { cookie: `${name}=${value}` } });
  const answer = await context.get(`${house.url}/api/v1/licences`);
  await context.dispose();
  return answer.status();
}

test("a citizen's session lives in a cookie of this host alone, and a log-out ends it here and there", async ({ page, house }) => {
  const asked = new Set<string>();
  page.context().on("request", (one) => asked.add(new URL(one.url()).origin));

  const entered = await (await logIn(page)).allHeaders();
  expect(entered["set-cookie"]).toMatch(new RegExp(`^${SESSION}=`));
  expect(entered["set-cookie"]).not.toMatch(/domain/i);
  expect(entered["strict-transport-security"]).toBe("max-age=31536000; includeSubDomains");
  const cookie = (await session(page))!;
  const facts = { secure: true, httpOnly: true, sameSite: "Strict", path: "/", domain: "localhost", expires: -1 };
  expect(cookie).toMatchObject(facts);
  expect(await page.evaluate(() => document.cookie)).toBe("");
  expect(await page.evaluate(async () => (await fetch("/api/v1/licences")).status)).toBe(200);
  expect(await replayed(house, cookie)).toBe(200);

  await page.goto("/me");
  await ready(page);
  const told = page.waitForResponse((answer) => answer.request().method() === "DELETE");
  await page.getByRole("button", { name: "退出登录" }).click();
  const left = await (await told).allHeaders();
  expect(left["clear-site-data"]).toBe('"cache"');
  expect(left["strict-transport-security"]).toBeDefined();
  await expect(page.getByRole("heading", { name: "登录", level: 1 })).toBeVisible();
  expect(await session(page)).toBeUndefined();
  expect(await replayed(house, cookie)).toBe(401);
  expect([...asked]).toEqual([house.url]);
});

test("who ends all log-ins leaves nothing in this browser, and the other device is out as well", async ({ page, house, browser }) => {
  const other = await browser.newContext({ baseURL: house.url, locale: "zh-CN" });
  const elsewhere = await other.newPage();
  await logIn(elsewhere);
  const there = (await session(elsewhere))!;
  await logIn(page);
  const here = (await session(page))!;

  await page.goto("/me");
  await ready(page);
  await page.evaluate(() => localStorage.setItem("mz.elder", "1"));
  const told = page.waitForResponse((answer) => answer.url().endsWith("/session/devices/end"));
  await page.getByRole("button", { name: "全部退出" }).click();
  expect((await (await told).allHeaders())["clear-site-data"]).toBe('"cache", "cookies", "storage"');
  await expect(page.getByRole("heading", { name: "登录", level: 1 })).toBeVisible();
  expect(await page.context().cookies()).toEqual([]);
  expect(await page.evaluate(() => localStorage.getItem("mz.elder"))).toBeNull();
  for (const cookie of [here, there]) {
    expect(await replayed(house, cookie)).toBe(401);
  }
  await other.close();
});

test("a log-in at another site comes back to a session, though its cookie is sent along from no other site", async ({
  page,
  sent: { house, provider },
  complaints,
}) => {
  // What the provider's own pages do is theirs.
  complaints.expect(new RegExp(provider.url));
  complaints.expect(/^Failed to load resource: .* https:\/\/fonts\./);
  complaints.expect(/^cookie: _(interaction|session)/);
  await page.goto(house.url);
  await page.getByRole("link", { name: "使用统一身份认证登录" }).click();
  await page.getByPlaceholder("Enter any login").fill("zhou");
  await page.getByPlaceholder("and password").fill("any");
  const begun = await page.context().cookies(house.url);
  expect(begun.map(({ name, sameSite, secure }) => [name, sameSite, secure])).toEqual([[`${SESSION}-log-in`, "Lax", true]]);
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("heading", { name: "我的证照" })).toBeVisible();
  const names = (await page.context().cookies(house.url)).map(({ name }) => name);
  expect(names).toEqual([SESSION]);
});

test("one of the staff who logs out takes the cookie and the cache away", async ({ page, house }) => {
  await page.goto("/desk/log-in");
  await ready(page);
  await page.locator("#username").fill(STAFF.handler);
  await page.locator("#password").fill("yanshi2026");
  await page.locator("#log-in").click();
  await expect(page.getByRole("heading", { name: "异议办理" })).toBeVisible();
  const cookie = (await session(page))!;
  expect(await askedAnew(page, house)).toEqual([]);

  await page.getByRole("button", { name: /^菜单/ }).click();
  const told = page.waitForResponse((answer) => answer.request().method() === "DELETE");
  await page.getByRole("button", { name: "退出", exact: true }).click();
  expect((await (await told).allHeaders())["clear-site-data"]).toBe('"cache"');
  expect(await session(page)).toBeUndefined();
  expect(await replayed(house, cookie)).toBe(401);
  expect(await askedAnew(page, house)).not.toEqual([]);
});

/** Which files of the applications were asked for by a page that is opened now. */
async function askedAnew(page: Page, house: Proxy): Promise<string[]> {
  house.asked.length = 0;
  const opened = await page.context().newPage();
  await opened.goto("/desk/");
  await ready(opened);
  await opened.close();
  return house.asked.filter((path) => path.startsWith("/assets/"));
}
