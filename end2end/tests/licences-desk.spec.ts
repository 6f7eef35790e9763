// The issuing desk's list: found by a number, a name, a state; chosen, moved together, taken home.
import { Person } from "../support/api.ts";
import { expectAccessible } from "../support/axe.ts";
import { STAFF } from "../support/people.ts";
import { expect, ready, test } from "../support/test.ts";
import type { CaseSummary } from "../support/wire.ts";

interface Row {
  id: string;
  number: string;
  type_name: string;
  holder_name: string;
}

/** Valid licences of the handler's agency that nobody objects to, as the API lists them. */
async function valid(person: Person): Promise<Row[]> {
  const answer = await person.context.get("/api/v1/desk/licences?standing=valid&limit=100");
  const { items } = (await answer.json()) as { items: (Row & { pledged?: boolean; disputed: boolean })[] };
  return items.filter((item) => !item.pledged && !item.disputed);
}

test("a clerk finds a licence by what is typed, and the box says how it took it", async ({ page, staff, become }) => {
  const handler = await staff(STAFF.handler);
  const rows = await valid(handler);
  const row = rows.find((one) => /^[A-Z0-9]{10,17}$/.test(one.number)) ?? rows[0]!;
  await become(handler);
  await page.goto("/desk/licences");
  await ready(page);
  await expect(page.getByRole("heading", { name: "证照查询" })).toBeVisible();
  await expectAccessible(page);

  const box = page.getByRole("searchbox", { name: "号码或持证主体名称" });
  const list = page.locator("tbody tr");
  await box.fill(row.number);
  await expect(page.getByText("按证照编号查找")).toBeVisible();
  await box.press("Enter");
  await expect(list.first()).toContainText(row.number);
  await expect(page).toHaveURL(/q=/);

  await box.fill(row.holder_name);
  await expect(page.getByText("按持证主体名称的开头查找")).toBeVisible();
  await box.press("Enter");
  await expect(list.first()).toContainText(row.holder_name);

  // A holder's number stays out of the address; an opaque id stands in it.
  const answer = await handler.context.get(`/api/v1/licences/${row.id}?reveal=true`);
  const { face } = (await answer.json()) as { face: { value: string }[] };
  const number = face.map(({ value }) => value).find((value) => /^990100\d{11}[\dX]$/.test(value));
  if (number) {
    await box.fill(number);
    await expect(page.getByText("号码不进入网址")).toBeVisible();
    await box.press("Enter");
    await expect(page).toHaveURL(/holder=/);
    expect(page.url()).not.toContain(number);
    await expect(page.locator(".whose")).toContainText(row.holder_name);
    await expect(page.locator("main")).not.toContainText(number);
    await page.getByRole("link", { name: "看全部" }).click();
    await expect(page).not.toHaveURL(/holder=/);
  }

  await box.fill("990100190001010000");
  await box.press("Enter");
  await expect(page.getByText("没有这个号码的证照")).toBeVisible();

  await page.getByRole("link", { name: "已过期" }).click();
  await expect(page).toHaveURL(/standing=expired/);
  await expect(list.first()).toContainText("已过期");
  await box.fill("没有这样的人");
  await box.press("Enter");
  await expect(page.getByText("没有这样的证照")).toBeVisible();
});

test("one event is entered for several licences after a second look, and each says what became of it", async ({
  page,
  staff,
  become,
}) => {
  const handler = await staff(STAFF.handler);
  await become(handler);
  await page.goto("/desk/licences?standing=valid");
  await ready(page);
  const ticks = page.locator("tbody input[type=checkbox]");
  await ticks.nth(0).check();
  // By keys: to the second row, choose it.
  await page.locator("tbody [data-row]").nth(1).focus();
  await page.keyboard.press("x");
  await expect(ticks.nth(1)).toBeChecked();
  await expect(page.getByText("已选 2 个证照")).toBeVisible();

  await page.getByRole("button", { name: "下一步：核对" }).click();
  await expect(page.getByText("请选择办理事项")).toBeVisible();
  await page.getByLabel("办理事项").selectOption({ label: "年检" });
  await page.getByLabel("依据或文号").fill("新市监字〔2026〕8号");
  await expectAccessible(page);
  await page.getByRole("button", { name: "下一步：核对" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("办理“年检”");
  await expect(dialog.getByRole("button", { name: "年检" })).toBeDisabled();
  await dialog.getByRole("checkbox").check();
  await dialog.getByRole("button", { name: "年检" }).click();
  await expect(page.getByText(/已办理 \d 个证照/)).toBeVisible();
  await expectAccessible(page);
});

test("the list is taken home as it is filtered, under a name with its day", async ({ page, staff, become }) => {
  const handler = await staff(STAFF.handler);
  await become(handler);
  await page.goto("/desk/licences?standing=expired");
  await ready(page);
  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name: "导出 CSV" }).click();
  const file = await coming;
  expect(file.suggestedFilename()).toMatch(/^证照清单-\d{4}-\d{2}-\d{2}\.csv$/);
});

test("keys find the box, walk the rows and open one", async ({ page, staff, become, isMobile }) => {
  test.skip(isMobile, "there are no keys on a phone");
  await become(await staff(STAFF.handler));
  await page.goto("/desk/licences");
  await ready(page);
  await page.locator("h1").focus();
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.keyboard.press("Tab");
  await page.locator("h1").focus();
  await page.keyboard.press("j");
  await expect(page.locator("tbody [data-row]").first()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/desk\/licences\/[0-9a-f-]{36}$/);
});

test("the page of a licence lists every objection with what became of it, and who read it", async ({
  page,
  staff,
  become,
}) => {
  const handler = await staff(STAFF.handler);
  const ended = await handler.all<CaseSummary>("/desk/objections", { filter: "finished" });
  const { id, case_number: number } = ended.find((one) => one.state === "closed")!;
  const { licence } = await handler.case(id);
  await become(handler);
  await page.goto(`/desk/licences/${licence.id}`);
  await ready(page);
  const row = page.getByRole("table", { name: "异议" }).getByRole("row").filter({ hasText: number });
  await expect(row).toContainText(/予以更正|部分更正|不予更正/);
  await page.getByText("谁在什么时候看过、用过这份证照").click();
  const uses = page.getByRole("table", { name: "用证记录" });
  await expect(uses.getByRole("row").nth(1)).toContainText("您本人");
  await expectAccessible(page);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(wide).toBeLessThanOrEqual(0);
  await row.getByRole("link", { name: number }).click();
  await expect(page.locator("#case-title")).toBeVisible();
});
