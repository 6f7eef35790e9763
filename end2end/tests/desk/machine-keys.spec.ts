// Who manages the library gives another system a key, hands its secret over, and ends it.
import { STAFF } from "../../support/people.ts";
import { expect, ready, test } from "../../support/test.ts";

const HOTLINE = "市场监管热线接入系统";

for (const width of [390, 1280]) {
  test(`a key is given, its secret shown once, and ended after a second look, at ${width} px`, async ({
    page,
    staff,
    become,
    server,
  }) => {
    await page.setViewportSize({ width, height: 900 });
    await become(await staff(STAFF.supervisor));
    await page.goto("/desk/machine-keys");
    await ready(page);
    await expect(page.getByRole("heading", { name: "系统密钥" })).toBeVisible();
    const name = `${HOTLINE}${width}`;
    await page.getByText("发放密钥").first().click();
    await page.getByRole("button", { name: "发放密钥" }).click();
    await expect(page.getByText("请选择用途")).toBeVisible();
    await page.getByRole("textbox", { name: "单位的统一社会信用代码" }).fill("11990100MB99000131");
    await page.getByRole("combobox", { name: "用途" }).selectOption("work-orders");
    await page.getByRole("textbox", { name: "系统名称" }).fill(name);
    await page.getByRole("button", { name: "发放密钥" }).click();
    const secret = page.locator("#key-secret");
    await expect(secret).toHaveText(/^mzk_/);
    const key = (await secret.textContent())!;
    const asks = () =>
      fetch(`${server.url}/api/v1/work-orders/none`, { headers: { Authorization: `Bearer ${key}` } });
    expect((await asks()).status).toBe(404);
    await page.getByRole("button", { name: "已经保存，不再显示" }).click();
    await expect(secret).toHaveCount(0);

    const row = page.getByRole("row").filter({ hasText: name });
    await expect(row).toContainText("报送热线工单");
    await row.getByRole("button", { name: "收回" }).click();
    const dialog = page.getByRole("dialog", { name: "收回这把密钥" });
    const confirm = dialog.getByRole("button", { name: "收回" });
    await expect(confirm).toBeDisabled();
    await dialog.getByRole("checkbox").check();
    await confirm.click();
    await expect(row).toContainText("已收回");
    expect((await asks()).status).toBe(401);
    const fits = await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
    expect(fits).toBe(true);
  });
}

test("a handler has no such page", async ({ page, staff, become }) => {
  await become(await staff(STAFF.handler));
  await page.goto("/desk/machine-keys");
  await ready(page);
  await expect(page.getByRole("heading", { name: "您的角色不用这个页面" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "系统密钥" })).toHaveCount(0);
});
