// Accounts of staff: the security administrator gives one, hands its password over, and ends it.
import { Person } from "../../support/api.ts";
import { expectAccessible } from "../../support/axe.ts";
import { STAFF } from "../../support/people.ts";
import { expect, ready, test } from "../../support/test.ts";

const AGENCY = "兰州新区教育体育局";

for (const width of [390, 1280]) {
  test(`an account is given, its password shown once, and ended, at ${width} px`, async ({
    page,
    staff,
    become,
    server,
    complaints,
  }) => {
    complaints.expect(/422/);
    await page.setViewportSize({ width, height: 900 });
    await become(await staff(STAFF.security));
    await page.goto("/desk/staff");
    await ready(page);
    await expect(page.getByRole("heading", { name: "工作人员账号" })).toBeVisible();
    const username = `xin-ren${width}`;
    const form = page.locator("form");
    await form.getByRole("textbox", { name: "姓名" }).fill("新任职");
    await form.getByRole("textbox", { name: "用户名" }).fill("Xin Ren");
    await form.getByRole("combobox", { name: "单位" }).selectOption({ label: AGENCY });
    await form.getByRole("combobox", { name: "角色" }).selectOption("经办人");
    await form.getByRole("button", { name: "开通账号" }).click();
    await expect(page.locator("#username-error")).not.toBeEmpty();
    // What is typed stays, also when the list comes anew.
    await expect(form.getByRole("textbox", { name: "姓名" })).toHaveValue("新任职");
    await form.getByRole("textbox", { name: "用户名" }).fill(username);
    await form.getByRole("button", { name: "开通账号" }).click();
    const given = page.getByRole("status").filter({ hasText: "初始密码" });
    const password = (await given.locator("code").textContent())!;
    expect(password).toMatch(/^[a-z0-9]{4}(-[a-z0-9]{4}){3}$/);
    const row = page.getByRole("row").filter({ hasText: username });
    await expect(row).toContainText("尚未修改初始密码");
    await expect(form.getByRole("textbox", { name: "姓名" })).toHaveValue("");
    await expectAccessible(page);

    const nobody = await Person.nobody(server.url);
    const logIn = () => nobody.send("POST", "/session/staff", { body: { username, password } });
    expect((await (await logIn()).json()).who.must_change_password).toBe(true);
    await page.reload();
    await ready(page);
    await expect(page.getByText(password)).toHaveCount(0);

    await row.getByRole("button", { name: "停用" }).click();
    const dialog = page.getByRole("dialog", { name: "停用这个账号？" });
    await dialog.getByRole("button", { name: "停用" }).click();
    await expect(row).toContainText("已停用");
    expect((await logIn()).status()).toBe(401);
    expect((await nobody.send("GET", "/notices")).status()).toBe(401);
    await nobody.dispose();
    const fits = await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
    expect(fits).toBe(true);

    await page.getByRole("button", { name: "English" }).click();
    await expect(page.getByRole("heading", { name: "Staff accounts" })).toBeVisible();
    await expectAccessible(page);
  });
}

test("a handler has no such page", async ({ page, staff, become }) => {
  await become(await staff("shichang-jingban1"));
  await page.goto("/desk/staff");
  await ready(page);
  await expect(page.getByRole("heading", { name: "您的角色不用这个页面" })).toBeVisible();
});
