// A case that is no objection to a licence, from a department's letter to the answer told by hand.
import { expectAccessible } from "../support/axe.ts";
import { answerPoints } from "../support/deciding.ts";
import { STAFF } from "../support/people.ts";
import { expect, ready, test } from "../support/test.ts";

test("a department's query is registered, fed back to the provider, answered there and told by hand", async ({
  page,
  staff,
  become,
  complaints,
}) => {
  // A registration without a name is refused.
  complaints.expect(/422/);
  const handler = await staff(STAFF.handler);
  await become(handler);
  await page.goto("/desk/");
  await ready(page);
  await page.getByRole("link", { name: "登记来件" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "登记来件" })).toBeVisible();
  await page.getByRole("radio", { name: "数据疑义" }).check();
  await expectAccessible(page);
  await page.getByRole("button", { name: "登记来件" }).click();
  await expect(page.locator("#name-error")).not.toBeEmpty();
  await page.getByLabel("异议人", { exact: true }).fill("某某街道办事处");
  await page.getByLabel("联系方式").fill("0931-0000000");
  await page.getByLabel("数据", { exact: true }).fill("人口基础信息");
  await page.getByLabel("理由类别").selectOption({ label: "准确性" });
  await page.getByLabel("说明", { exact: true }).fill("同一人有两条记录");
  await page.getByRole("button", { name: "登记来件" }).click();

  await expect(page.getByRole("heading", { level: 2, name: "人口基础信息" })).toBeVisible();
  await expect(page.locator(".open-case")).toContainText("数据疑义");
  await page.getByRole("button", { name: "转交" }).first().click();
  await page.getByLabel("由谁答复").selectOption({ label: "兰州新区自然资源局" });
  await page.getByLabel("转交说明").fill("请核对人口基础信息");
  await expectAccessible(page);
  await page.locator("form button.primary", { hasText: "转交" }).click();
  await expect(page.getByText("已转交").first()).toBeVisible();
  const address = page.url();

  await become(await staff(STAFF.strangeHandler));
  await page.goto(address);
  await ready(page);
  await page.getByRole("button", { name: "答复" }).first().click();
  await answerPoints(page);
  await page.getByRole("radio", { name: /予以更正/ }).first().check();
  await page.getByLabel("理由", { exact: true }).fill("已合并重复记录");
  await page.locator("form button.primary", { hasText: "答复" }).click();
  await expect(page.getByText("已答复").first()).toBeVisible();

  await become(handler);
  await page.goto(address);
  await ready(page);
  await page.getByRole("button", { name: "已告知异议人" }).first().click();
  await page.getByLabel("怎样告知的").fill("已电话告知街道办事处");
  await page.locator("form button.primary", { hasText: "已告知异议人" }).click();
  await expect(page.locator(".open-case")).toContainText("已办结");
});
