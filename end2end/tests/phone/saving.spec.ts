// What is typed is saved in the background; sending must not overtake it.
import { freeLicence } from "../../support/api.ts";
import { CITIZEN, MARKET, STAFF } from "../../support/people.ts";
import { expect, logIn, ready, test } from "../../support/test.ts";
import type { Draft } from "../../support/wire.ts";

test("who sends while the last words are still being saved meets no conflict", async ({ page, server, become }) => {
  const { holder, licence } = await freeLicence(server.url);
  const draft = await holder.draft(licence);
  await become(holder);
  await page.goto(`/drafts/${draft.id}/reasons`);
  await ready(page);

  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  let saves = 0;
  await page.route("**/api/v1/drafts/*", async (route) => {
    if (route.request().method() === "PUT") {
      saves += 1;
      await released;
    }
    await route.continue();
  });
  const saving = page.waitForRequest((request) => request.method() === "PUT");
  await page.locator("#explanation").fill("门牌号与租赁合同不一致，请按合同更正。");
  await saving;
  await page.getByRole("button", { name: "下一步" }).click();
  await page.getByRole("button", { name: "提交异议" }).click();
  await expect(page.getByRole("button", { name: "正在提交" })).toBeVisible();
  release();

  // A conflict would be complained about, and fail this test.
  await expect(page.getByRole("heading", { name: "您的异议已提交" })).toBeVisible();
  expect(saves).toBe(1);
  await holder.dispose();
});

test("who comes back to one of two tabs with the same draft goes on with what the other has written", async ({
  page,
  server,
  become,
}) => {
  const { holder, licence } = await freeLicence(server.url);
  const draft = await holder.draft(licence);
  await become(holder);
  const other = await page.context().newPage();
  for (const tab of [page, other]) {
    await tab.goto(`/drafts/${draft.id}/reasons`);
    await ready(tab);
  }
  const saved = other.waitForResponse((answer) => answer.request().method() === "PUT" && answer.ok());
  await other.locator("#explanation").fill("在另一个标签页里写的。");
  await saved;

  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange", { bubbles: true })));
  await expect(page.locator("#explanation")).toHaveValue("在另一个标签页里写的。");
  await page.getByRole("radio", { name: "写漏了" }).check();
  await expect.poll(async () => (await holder.get<Draft>(`/drafts/${draft.id}`)).body.ground).toBe("completeness");
  expect((await holder.get<Draft>(`/drafts/${draft.id}`)).body.explanation).toBe("在另一个标签页里写的。");
  await holder.dispose();
});

test("who goes back after sending is told where the objection is", async ({ page, server, become, complaints }) => {
  complaints.expect(/404/);
  const { holder, licence } = await freeLicence(server.url);
  const draft = await holder.draft(licence);
  await become(holder);
  await page.goto(`/drafts/${draft.id}/reasons`);
  await ready(page);
  await page.getByRole("button", { name: "下一步" }).click();
  await page.getByRole("button", { name: "提交异议" }).click();
  await expect(page.getByRole("heading", { name: "您的异议已提交" })).toBeVisible();

  await page.goBack();
  await expect(page.getByRole("heading", { name: "这份草稿已经提交或删除" })).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "我的异议" }).click();
  await expect(page.getByRole("link", { name: licence.type_name }).first()).toBeVisible();
  await holder.dispose();
});

test("a session that runs out while somebody writes loses nothing and says why the log-in appears", async ({
  page,
  server,
  become,
  complaints,
}) => {
  complaints.expect(/401/);
  const { holder, licence } = await freeLicence(server.url);
  const draft = await holder.draft(licence);
  await become(holder);
  await page.goto(`/drafts/${draft.id}/reasons`);
  await ready(page);
  await page.context().clearCookies();
  await page.locator("#explanation").fill("登录过期以后写的。");
  await expect(page.getByRole("status").filter({ hasText: "登录已过期" })).toContainText("已填写的内容都还在");

  await logIn(holder, page);
  await page.getByRole("button", { name: licence.holder_name }).click();
  await expect(page.locator("#explanation")).toHaveValue("登录过期以后写的。");
  await holder.dispose();
});

test("who sends a supplement twice in a hurry is told once, on top, that it was sent", async ({ page, server, staff, become }) => {
  const { holder, licence } = await freeLicence(server.url, MARKET);
  const receipt = await holder.file(await holder.draft(licence));
  await (await staff(STAFF.handler)).move(receipt.id, "return", { note: "请补充租赁合同的照片。" });
  await become(holder);
  await page.goto(`/objections/${receipt.id}`);
  await ready(page);
  await page.getByRole("textbox", { name: "您的补充" }).fill("合同在 2024 年签的，门牌 12 号。");
  await page.getByRole("button", { name: "提交补充" }).dblclick();
  const told = page.getByText("您的补充已提交");
  await expect(told).toBeInViewport();
  await expect(page.getByRole("alert")).toHaveCount(0);
  const { history } = await holder.case(receipt.id);
  expect(history.filter(({ event }) => event === "supplement")).toHaveLength(1);
  await holder.dispose();
});

test("a log-out that does not reach the server says that it is none", async ({ page, citizen, become, complaints }) => {
  complaints.expect(/ERR_INTERNET_DISCONNECTED/);
  await become(await citizen(CITIZEN.mixed));
  await page.goto("/me");
  await ready(page);
  await page.context().setOffline(true);
  await page.getByRole("button", { name: "退出登录" }).click();
  await expect(page.getByRole("alert")).toContainText("还没有退出登录");
  await page.context().setOffline(false);
  await page.getByRole("button", { name: "退出登录" }).click();
  await expect(page.getByRole("heading", { name: "登录", level: 1 })).toBeVisible();
});
