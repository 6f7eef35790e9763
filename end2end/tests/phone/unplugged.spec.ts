// Without a connection: what was seen last opens, dated and not taken for live; what was sent waits and is sent once.
import { expectAccessible } from "../../support/axe.ts";
import { freeLicence } from "../../support/api.ts";
import { everythingKept, filedOnce, kept, leaveWaiting, NO_CONNECTION, openSheltered } from "../../support/kept.ts";
import { CITIZEN } from "../../support/people.ts";
import { expect, ready, test } from "../../support/test.ts";
import type { LicenceDetail, LicenceSummary } from "../../support/wire.ts";

test("who opens the application without a connection finds what was seen last, dated and not taken for live", async ({
  page,
  citizen,
  become,
  complaints,
}) => {
  complaints.expect(NO_CONNECTION);
  const person = await citizen(CITIZEN.fresh);
  await become(person);
  await openSheltered(page);
  await page.getByRole("link", { name: "营业执照" }).click();
  await expect(page.getByRole("heading", { name: "营业执照", level: 1 })).toBeVisible();
  await kept(page, /\/licences\/.+/);

  await page.context().setOffline(true);
  await page.goto("/");
  const mark = page.getByRole("region", { name: "不是实时信息" });
  await expect(mark).toContainText(/取得于\s*\d+月\d+日 \d+:\d\d/);
  await expect(page.getByRole("article").first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "营业执照" }).click();
  await expect(page.getByText("照面信息")).toBeVisible();
  await expect(mark).toBeInViewport();
  await expectAccessible(page);
  // What was never shown is not there, and nothing pretends that it is.
  await page.goto("/messages");
  await expect(page.getByRole("alert")).toContainText("网络没有连上");
  await expect(mark).toHaveCount(0);

  await page.goto("/");
  await expect(mark).toBeVisible();
  await page.context().setOffline(false);
  await expect(mark).toHaveCount(0);
  await expect(page.getByRole("article").first()).toBeVisible();
});

test("what is kept can't be read without its key, the key not at all, and sensitive values are never kept", async ({
  page,
  citizen,
  become,
}) => {
  const holder = await citizen(CITIZEN.corrected);
  const list = await holder.all<LicenceSummary>("/licences");
  const details = await Promise.all(list.map(({ id }) => holder.get<LicenceDetail>(`/licences/${id}`)));
  const licence = details.find(({ face }) => face.some(({ sensitive }) => sensitive))!;
  await become(holder);
  await page.goto(`/licences/${licence.id}`);
  await ready(page);
  await kept(page, /\/licences\/.+/);
  const reveal = page.getByRole("button", { name: "显示完整信息" });
  await reveal.click();
  await expect(page.getByRole("button", { name: "隐藏部分信息" })).toBeVisible();
  const all = await everythingKept(page);
  expect(all.map(({ name }) => name).filter((name) => name.includes("reveal"))).toEqual([]);
  const lock = all.find(({ name }) => name === "lock")!;
  expect(lock.extractable).toBe(false);
  for (const one of all.filter(({ name }) => name !== "lock")) {
    expect(one.text).not.toContain(licence.type_name);
    expect(one.text).not.toContain(licence.holder_name);
  }
});

test("after the log-out nothing is kept, and the next person finds nothing of the one before", async ({
  page,
  citizen,
  become,
  complaints,
}) => {
  complaints.expect(NO_CONNECTION);
  await become(await citizen(CITIZEN.corrected));
  await openSheltered(page);
  await kept(page, /\/licences$/);
  await page.goto("/me");
  await page.getByRole("button", { name: "退出登录" }).click();
  await expect(page.getByRole("heading", { name: "登录", level: 1 })).toBeVisible();
  expect(await everythingKept(page)).toEqual([]);

  await page.context().setOffline(true);
  await page.goto("/");
  await expect(page.getByRole("alert")).toContainText("网络没有连上");
  await expect(page.getByText(CITIZEN.corrected)).toHaveCount(0);
  await page.context().setOffline(false);
});

test("somebody else who logs in, without a log-out before, takes the place of what was kept", async ({
  page,
  citizen,
  become,
  complaints,
}) => {
  complaints.expect(NO_CONNECTION);
  const [first, second] = [await citizen(CITIZEN.corrected), await citizen(CITIZEN.refused)];
  await become(first);
  await openSheltered(page);
  await kept(page, /\/licences$/);
  await become(second);
  await page.goto("/me");
  await ready(page);
  await kept(page, /\/session$/);
  await page.context().setOffline(true);
  await page.goto("/");
  await expect(page.getByText("网络没有连上").first()).toBeVisible();
  await expect(page.getByRole("article")).toHaveCount(0);
  await expect(page.getByText(CITIZEN.corrected)).toHaveCount(0);
  await page.context().setOffline(false);
});

test("what was seen goes when the session has ended", async ({ page, citizen, become, complaints }) => {
  complaints.expect(/401/);
  await become(await citizen(CITIZEN.corrected));
  await page.goto("/");
  await ready(page);
  await kept(page, /\/licences$/);
  await page.context().clearCookies();
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "登录", level: 1 })).toBeVisible();
  await expect.poll(async () => (await everythingKept(page)).map(({ name }) => name)).toEqual(["lock"]);
});

test("what was kept too long ago is not shown", async ({ page, citizen, become, complaints }) => {
  complaints.expect(NO_CONNECTION);
  await become(await citizen(CITIZEN.corrected));
  await openSheltered(page);
  await kept(page, /\/licences$/);
  await page.context().setOffline(true);
  await page.addInitScript(() => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + 31 * 60_000;
  });
  await page.goto("/");
  await expect(page.getByRole("alert")).toContainText("网络没有连上");
  await expect(page.getByRole("article")).toHaveCount(0);
  await page.context().setOffline(false);
});

test("an objection sent without a connection waits, outlives the page, and is sent once", async ({
  page,
  server,
  become,
  complaints,
}) => {
  complaints.expect(NO_CONNECTION);
  const { holder, licence } = await freeLicence(server.url);
  const draft = await holder.draft(licence);
  await become(holder);
  await openSheltered(page, `/drafts/${draft.id}/reasons`);
  await page.context().setOffline(true);
  const words = "断网时写的：门牌号与租赁合同不一致，请按合同更正。";
  await page.locator("#explanation").fill(words);
  await page.getByRole("button", { name: "下一步" }).click();
  await leaveWaiting(page);
  await expectAccessible(page);
  await expect.poll(async () => (await everythingKept(page)).map(({ name }) => name)).toContain("waiting");
  const context = page.context();
  await page.close();

  const again = await context.newPage();
  await again.goto("/");
  const strip = again.getByRole("region", { name: "等着提交的异议" });
  await expect(strip).toContainText("连上网络后自动提交一次");
  await strip.getByRole("link", { name: "查看" }).click();
  await expect(again.locator("dl.answers")).toContainText(words);
  await again.goto("/");
  await expect(strip).toBeVisible();
  await context.setOffline(false);
  await expect(strip).toContainText("已经提交");
  await filedOnce(holder, licence, words);
  await strip.getByRole("link", { name: "查看回执" }).click();
  await expect(again.getByRole("heading", { name: "您的异议已提交" })).toBeVisible();
  expect((await everythingKept(again)).map(({ name }) => name)).not.toContain("waiting");
  await holder.dispose();
});

test("an objection whose answer was lost on the way is not filed a second time", async ({ page, server, become, complaints }) => {
  complaints.expect(NO_CONNECTION);
  complaints.expect(/404/);
  const { holder, licence } = await freeLicence(server.url);
  const draft = await holder.draft(licence);
  await become(holder);
  await page.goto(`/drafts/${draft.id}/check`);
  await ready(page);
  let lost = 0;
  await page.route("**/api/v1/objections", async (route) => {
    if (route.request().method() === "POST" && lost === 0) {
      lost += 1;
      await route.fetch();
      await route.abort();
    } else {
      await route.continue();
    }
  });
  await leaveWaiting(page);
  await page.getByRole("button", { name: "现在再试" }).click();
  await expect(page.getByRole("heading", { name: "您的异议已提交" })).toBeVisible();
  expect(lost).toBe(1);
  await filedOnce(holder, licence, draft.body.explanation);
  await holder.dispose();
});

test("who changes what waits sends it again by hand", async ({ page, server, become, complaints }) => {
  complaints.expect(NO_CONNECTION);
  const { holder, licence } = await freeLicence(server.url);
  const draft = await holder.draft(licence);
  await become(holder);
  await page.goto(`/drafts/${draft.id}/check`);
  await ready(page);
  await page.context().setOffline(true);
  await leaveWaiting(page);
  await page.getByRole("link", { name: "上一步" }).click();
  await page.locator("#explanation").fill("又想了想，改成这样说：门牌号写错了。");
  await page.getByRole("button", { name: "下一步" }).click();
  await expect(page.getByRole("button", { name: "提交异议" })).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByText(/^已保存/)).toBeVisible({ timeout: 15_000 });
  expect((await holder.get<LicenceDetail>(`/licences/${licence.id}`)).open_objection).toBeUndefined();
  await page.getByRole("button", { name: "提交异议" }).click();
  await expect(page.getByRole("heading", { name: "您的异议已提交" })).toBeVisible();
  await holder.dispose();
});
