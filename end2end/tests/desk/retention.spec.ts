// Old records go as two people permit: one asks, another one grants, and a case before a court holds its own.
import type { Page } from "@playwright/test";
import { expectAccessible } from "../../support/axe.ts";
import { CITIZEN, STAFF } from "../../support/people.ts";
import { expect, ready, test } from "../../support/test.ts";

/** Who supervises beside the other one. */
const SECOND = "dating-choucha";

async function fits(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
}

for (const width of [390, 1280]) {
  test(`a permit is asked for by one person and granted by another, at ${width} px`, async ({ page, staff, become }) => {
    const reason = `满三年，按规定清理(${width})。`;
    await page.setViewportSize({ width, height: 900 });
    await become(await staff(STAFF.supervisor));
    await page.goto("/desk/retention");
    await ready(page);
    await expect(page.getByRole("heading", { name: "操作记录的保存" })).toBeVisible();
    const rules = page.getByRole("table", { name: "保存多久" });
    await expect(rules).toContainText("长期");
    await expect(rules).toContainText("兰安第四十条");
    await expectAccessible(page);
    await page.getByText("申请清理").first().click();
    await page.getByRole("button", { name: "申请清理" }).click();
    await expect(page.getByText("请选择清理哪一类")).toBeVisible();
    await page.getByRole("radio", { name: "查阅记录" }).check();
    await page.getByRole("textbox", { name: "理由" }).first().fill(reason);
    await page.getByRole("button", { name: "申请清理" }).click();
    const row = page.getByRole("row").filter({ hasText: reason });
    await expect(row).toContainText("等待另一人批准");
    await expect(row.getByRole("button")).toHaveCount(0);
    await fits(page);

    await become(await staff(SECOND));
    await page.goto("/desk/retention");
    await ready(page);
    await row.getByRole("button", { name: "批准清理" }).click();
    const dialog = page.getByRole("dialog", { name: "批准清理这些记录" });
    await expect(dialog).toContainText(reason);
    const confirm = dialog.getByRole("button", { name: "批准清理" });
    await expect(confirm).toBeDisabled();
    await expectAccessible(page);
    await dialog.getByRole("checkbox").check();
    await confirm.click();
    await expect(row).toContainText("已批准，待执行");
    await expect(row).toContainText("mingzheng prune --permit");
    await fits(page);
    await expectAccessible(page);
  });
}

test("a case before a court holds its records until somebody lifts the hold", async ({
  page,
  staff,
  become,
  citizen,
  complaints,
}) => {
  // A number that no case has.
  complaints.expect(/422 .*\/retention\/holds/);
  const person = await citizen(CITIZEN.corrected);
  const { items } = await person.get<{ items: { case_number: string }[] }>("/objections");
  const number = items[0]!.case_number;
  await become(await staff(SECOND));
  await page.goto("/desk/retention");
  await ready(page);
  await expect(page.getByText("没有保全的案件")).toBeVisible();
  await page.getByText("保全记录").first().click();
  await page.getByRole("textbox", { name: "案件编号" }).fill("YY00000000-000000-0");
  await page.getByRole("textbox", { name: "理由" }).last().fill("行政诉讼，按法院通知保全。");
  await page.getByRole("button", { name: "保全记录" }).click();
  await expect(page.getByRole("textbox", { name: "案件编号" })).toHaveAttribute("aria-invalid", "true");
  await page.getByRole("textbox", { name: "案件编号" }).fill(number);
  await page.getByRole("button", { name: "保全记录" }).click();
  const row = page.getByRole("row").filter({ hasText: number });
  await expect(row).toContainText("行政诉讼，按法院通知保全。");
  await expectAccessible(page);

  await row.getByRole("button", { name: "解除保全" }).click();
  const dialog = page.getByRole("dialog", { name: "解除这个案件的保全" });
  await dialog.getByRole("textbox", { name: "理由" }).fill("判决已经生效。");
  await dialog.getByRole("checkbox").check();
  await dialog.getByRole("button", { name: "解除保全" }).click();
  await expect(row).toHaveCount(0);
});

test("in English it says the same", async ({ page, staff, become }) => {
  await become(await staff(STAFF.supervisor));
  await page.addInitScript(() => localStorage.setItem("mz.lang", "en"));
  await page.goto("/desk/retention");
  await ready(page);
  await expect(page.getByRole("heading", { name: "Keeping of records" })).toBeVisible();
  await expect(page.getByRole("table", { name: "How long" })).toContainText("For good");
  await expectAccessible(page);
});

test("a handler has no such page", async ({ page, staff, become }) => {
  await become(await staff(STAFF.handler));
  await page.goto("/desk/retention");
  await ready(page);
  await expect(page.getByRole("heading", { name: "您的角色不用这个页面" })).toBeVisible();
});
