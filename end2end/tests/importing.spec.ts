// The stock of what was issued on paper: a file is looked through, its bad rows are mended, and what enters is found.
import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "../support/axe.ts";
import { cells, csv } from "../support/csv.ts";
import { STAFF } from "../support/people.ts";
import { expect, ready, test } from "../support/test.ts";

const FOOD = "食品经营许可证";
const RIGHT = "990100199001010012";
/** The same with another check digit. */
const WRONG = "990100199001010011";

async function fits(page: Page): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(wide).toBeLessThanOrEqual(0);
}

/** What a link brings home, as text. */
async function taken(page: Page, link: string): Promise<{ name: string; text: string }> {
  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name: link }).click();
  const file = await coming;
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
}

async function handIn(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.getByLabel("证照类型").selectOption({ label: FOOD });
  await page.locator("input[type=file]").setInputFiles({ name, mimeType: "text/csv", buffer });
  await expect(page.getByText(name)).toBeVisible();
  await page.getByRole("button", { name: "上传并检查" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByText("检查完毕，等待入库")).toBeVisible();
}

/** The figure of this name. */
function figure(page: Page, name: string): Locator {
  return page.locator(".figure").filter({ hasText: name }).locator("b");
}

async function letIn(page: Page): Promise<void> {
  await page.getByRole("button", { name: "开始入库" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("版本和事件写入后不能删除");
  await expectAccessible(page);
  const start = dialog.getByRole("button", { name: "开始入库" });
  await expect(start).toBeDisabled();
  await dialog.getByRole("checkbox", { name: "我已看过检查结果" }).check();
  await start.click();
  // A few rows may be in before the page has asked how far it is.
  const done = page.getByText("已完成");
  await expect(page.getByRole("progressbar", { name: "正在入库" }).or(done).first()).toBeVisible();
  await expect(done).toBeVisible();
}

test("a file with bad rows is looked through, its refused rows come back mended, and what entered is found", async ({
  page,
  staff,
  become,
}) => {
  await become(await staff(STAFF.handler));
  await page.goto("/desk/imports");
  await ready(page);
  await expectAccessible(page);
  await fits(page);
  await page.getByRole("button", { name: "上传并检查" }).click();
  await expect(page.getByRole("alert")).toContainText("请选择证照类型和文件");
  await expectAccessible(page);

  // The template of the type says which columns there are, with a row that would enter.
  await page.getByLabel("证照类型").selectOption({ label: FOOD });
  const template = await taken(page, "下载模板");
  const [header, example] = cells(template.text) as [string[], string[]];
  const stamp = `${Date.now()}`;
  const row = (place: number, change: Record<string, string>): string[] => {
    const said: Record<string, string> = { ZZBH: `JY${stamp}${place}`, KZ_place: `纬三路${place}号`, ...change };
    return example.map((value, column) => said[header[column]!] ?? value);
  };
  const bad = [
    row(2, { CZZTDM: WRONG }),
    row(3, { ZZZT: "停用" }),
    row(4, { KZ_place: "" }),
  ];
  await handIn(page, "存量.csv", csv([header, row(1, {}), ...bad]));
  await expect(figure(page, "新增")).toHaveText("1");
  await expect(figure(page, "未通过")).toHaveText("3");

  // Each refused row says its line, its column, what stands there as far as it may be shown, and what to do.
  const refused = page.getByRole("table", { name: "未通过的行" }).locator("tbody tr");
  await expect(refused).toHaveCount(3);
  await expect(refused.nth(0)).toContainText("3");
  await expect(refused.nth(0)).toContainText(/CZZTDM.*990\*+0011/);
  await expect(refused.nth(1)).toContainText(/ZZZT.*停用.*请从代码表中选择.*有效/);
  await expect(refused.nth(2)).toContainText(/KZ_place.*需要填写/);
  await expect(page.locator("main")).not.toContainText(WRONG);
  await expectAccessible(page);
  await fits(page);

  const given = await taken(page, "下载未通过的行");
  const [heads, ...rows] = cells(given.text) as [string[], ...string[][]];
  expect(rows).toHaveLength(3);
  expect(heads).toEqual(expect.arrayContaining(["行号", "原因"]));
  const at = (column: string): number => heads.indexOf(column);
  expect(rows.map((line) => line[at("行号")])).toEqual(["3", "4", "5"]);
  rows[0]![at("CZZTDM")] = RIGHT;
  rows[1]![at("ZZZT")] = "有效";
  rows[2]![at("KZ_place")] = "纬三路4号";

  await letIn(page);
  await expect(figure(page, "新增")).toHaveText("1");
  await expectAccessible(page);

  await page.goto("/desk/imports");
  await ready(page);
  await expect(page.getByRole("table", { name: "归集记录" })).toContainText("存量.csv");
  await handIn(page, "改好的.csv", csv([heads, ...rows]));
  await expect(figure(page, "新增")).toHaveText("3");
  await expect(figure(page, "未通过")).toHaveText("0");
  await expect(page.getByRole("heading", { name: "未通过的行" })).toHaveCount(0);
  await letIn(page);
  await expect(figure(page, "新增")).toHaveText("3");
  await fits(page);

  await page.goto("/desk/licences");
  await ready(page);
  const box = page.getByRole("searchbox", { name: "号码或持证主体名称" });
  await box.fill(`JY${stamp}3`);
  await box.press("Enter");
  const found = page.locator("tbody tr");
  await expect(found).toHaveCount(1);
  await expect(found).toContainText(FOOD);
  await found.getByRole("link").first().click();
  await expect(page.locator(".face")).toContainText("纬三路3号");
  await expect(page.locator(".timeline").first()).toContainText("归集");
});

test("a file that is no list of such licences is refused with what is wrong, and what was typed stays", async ({
  page,
  staff,
  become,
  complaints,
}) => {
  complaints.expect(/422/);
  await become(await staff(STAFF.handler));
  await page.goto("/desk/imports");
  await ready(page);
  await page.getByLabel("证照类型").selectOption({ label: FOOD });
  await page.locator("input[type=file]").setInputFiles({
    name: "别的.csv",
    mimeType: "text/csv",
    buffer: csv([["证照编号", "电话"], ["1", "2"]]),
  });
  await page.getByRole("button", { name: "上传并检查" }).click();
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("文件无法读取");
  await expect(alert).toContainText("没有这些列：电话");
  await expect(page.getByLabel("证照类型")).not.toHaveValue("");
  await expectAccessible(page);
});
