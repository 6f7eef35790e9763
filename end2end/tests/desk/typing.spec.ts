// What a clerk is writing is lost neither with a reload nor with the session, and is nobody else's.
import type { Page } from "@playwright/test";
import { freeLicence, Person } from "../../support/api.ts";
import { answerPoints } from "../../support/deciding.ts";
import { MARKET, STAFF } from "../../support/people.ts";
import { expect, ready, test } from "../../support/test.ts";
import type { DemoAccounts } from "../../support/wire.ts";

const REASONS = "经核实档案，登记信息确有笔误。";

test("it outlives a reload and a session that runs out, is shown to no colleague, and goes with logging out", async ({
  page,
  server,
  staff,
  become,
  complaints,
}) => {
  complaints.expect(/401/);
  const { holder, licence } = await freeLicence(server.url, MARKET);
  const receipt = await holder.file(await holder.draft(licence));
  const handler = await staff(STAFF.handler);
  await handler.move(receipt.id, "mark");
  await handler.move(receipt.id, "verify");
  await become(handler);
  await page.goto(`/desk/?case=${receipt.id}`);
  await ready(page);
  const reasons = page.getByRole("textbox", { name: "理由" });
  const upheld = page.getByRole("radio", { name: "予以更正" });
  await page.keyboard.press("a");
  await answerPoints(page);
  await upheld.check();
  await reasons.fill(REASONS);

  await page.reload();
  await expect(reasons).toHaveValue(REASONS);
  await expect(upheld).toBeChecked();

  await page.context().clearCookies();
  await page.locator("form").getByRole("button", { name: "提出处理意见" }).click();
  await expect(page.getByRole("alert")).toContainText("登录已过期");
  await logIn(page, server.url, STAFF.otherHandler);
  await expect(page.locator("#case-title")).toBeVisible();
  await expect(reasons).toHaveCount(0);
  await page.locator(".deeds").getByRole("button", { name: "退回补充" }).click();
  await page.getByRole("textbox", { name: "需要补充什么" }).fill("请补充租赁合同。");
  await page.context().clearCookies();
  await page.locator("form").getByRole("button", { name: "退回补充" }).click();
  await expect(page.getByRole("alert")).toContainText("登录已过期");
  await logIn(page, server.url, STAFF.handler);
  await expect(reasons).toHaveValue(REASONS);

  await page.getByRole("button", { name: "退出" }).click();
  await expect(page.getByRole("heading", { name: "工作人员登录" })).toBeVisible();
  await expect(page).toHaveURL(/\/desk\/$/);
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  await logIn(page, server.url, STAFF.handler);
  await expect(page.getByRole("heading", { name: "异议办理" })).toBeVisible();
  await page.goto(`/desk/?case=${receipt.id}`);
  await expect(page.locator("#case-title")).toBeVisible();
  await expect(reasons).toHaveCount(0);
  await holder.dispose();
});

test("a correction of the validity says in which form, and refuses another before it is sent", async ({
  page,
  server,
  staff,
  become,
}) => {
  const { holder, licence } = await freeLicenceWithValidity(server.url);
  const key = licence.face.find((field) => field.key === "valid" || field.key === "valid_to")!;
  const draft = await holder.draft(licence, {
    claims: [{ key: key.key, claimed: "再延长五年" }],
    ground: "accuracy",
    explanation: "有效期比纸质证照少了五年。",
  });
  const receipt = await holder.file(draft);
  const accounts = await holder.get<DemoAccounts>("/demonstration");
  const account = accounts.staff.find((one) => one.agency_name === licence.issuer_name && one.role === "handler")!;
  const handler = await staff(account.username);
  await handler.move(receipt.id, "mark");
  await handler.move(receipt.id, "verify");
  await become(handler);
  await page.goto(`/desk/?case=${receipt.id}`);
  await ready(page);
  await page.keyboard.press("a");
  await answerPoints(page);
  await page.getByRole("radio", { name: "予以更正" }).check();
  const value = page.getByRole("textbox", { name: key.label });
  await expect(value).toHaveAccessibleDescription(/写成 2024年3月5日/);
  await expect(value).toHaveAccessibleDescription(/格式或内容不符合要求/);
  await value.fill(key.key === "valid" ? "2024年3月5日至长期" : "长期");
  await expect(value).not.toHaveAccessibleDescription(/格式或内容不符合要求/);
  await page.locator("form").getByRole("button", { name: "提出处理意见" }).click();
  await expect(page.getByText("处理意见已送审批")).toBeVisible();
  await holder.dispose();
});

async function freeLicenceWithValidity(url: string) {
  const nobody = await Person.nobody(url);
  const { persons } = await nobody.get<DemoAccounts>("/demonstration");
  await nobody.dispose();
  for (const { name } of persons) {
    const holder = await Person.citizen(url, name);
    const licence = (await holder.freeLicences()).find(({ face }) =>
      face.some(({ key, value }) => (key === "valid" || key === "valid_to") && /\d年.*\d日$/.test(value)),
    );
    if (licence) {
      return { holder, licence };
    }
    await holder.dispose();
  }
  throw new Error("no free licence says a validity");
}

async function logIn(page: Page, url: string, username: string): Promise<void> {
  const nobody = await Person.nobody(url);
  const { staff } = await nobody.get<DemoAccounts>("/demonstration");
  await nobody.dispose();
  await page.getByRole("textbox", { name: "用户名" }).fill(username);
  await page.getByLabel("密码").fill(staff.find((one) => one.username === username)!.password);
  await page.getByRole("button", { name: "登录", exact: true }).click();
}
