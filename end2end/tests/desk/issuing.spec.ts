// A version is made and approved without a mouse.
import { freeLicence } from "../../support/api.ts";
import { expectVisibleFocus, tabTo } from "../../support/keyboard.ts";
import { MARKET, STAFF } from "../../support/people.ts";
import { expect, ready, test } from "../../support/test.ts";

test("a handler and an approver renew a licence by keys alone", async ({ page, server, staff, become }) => {
  const { holder, licence } = await freeLicence(server.url, MARKET);
  await holder.dispose();
  await become(await staff(STAFF.handler));

  // From anywhere to a new licence, through the list of types, and to the keys.
  await page.goto(`/desk/licences/${licence.id}`);
  await ready(page);
  await page.keyboard.press("e");
  await expect(page.locator("#events")).toBeFocused();
  await page.keyboard.press("?");
  await expect(page.locator(".key-list")).toContainText("提交表单");
  await page.keyboard.press("?");
  await page.keyboard.press("i");
  await expect(page.getByRole("heading", { name: "制发哪一类证照？" })).toBeFocused();
  await expect(page.locator("[data-row]").first()).toBeVisible();
  await page.keyboard.press("j");
  await expectVisibleFocus(page);
  await page.keyboard.press("Enter");
  await expect(page.locator("#number")).toBeVisible();

  await page.goto(`/desk/licences/${licence.id}/renewed`);
  await ready(page);
  const basis = page.getByLabel("依据或文号");
  await tabTo(page, basis);
  await page.keyboard.type("新市监延字〔2026〕3号");
  const end = page.locator("#valid_to");
  await tabTo(page, end);
  await page.keyboard.press("Control+A");
  await page.keyboard.type("2039年12月31日");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("heading", { name: "核对后提交审批" })).toBeFocused();
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("heading", { name: "已提交审批" })).toBeFocused();
  const link = page.getByRole("link", { name: "查看这件申请" });
  await tabTo(page, link);
  await page.keyboard.press("Enter");
  await expect(page.getByText("等待本单位审批人核对")).toBeVisible();

  await become(await staff(STAFF.approver));
  await page.goto("/desk/approvals");
  await ready(page);
  // Others may wait, too.
  const rows = page.locator("[data-row]");
  const mine = page.locator("tr", { hasText: licence.number }).locator("[data-row]");
  await expect(mine).toBeVisible();
  const before = await rows.evaluateAll(
    (all, number) => all.findIndex((row) => row.closest("tr")?.textContent?.includes(number)),
    licence.number,
  );
  for (let at = 0; at <= before; at += 1) {
    await page.keyboard.press("j");
    await expect(rows.nth(at)).toBeFocused();
  }
  await expect(mine).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator(".compare")).toContainText("2039年12月31日");
  await page.keyboard.press("a");
  await expect(page.getByText("已通过，证照已入库")).toBeVisible();
  await expect(page).toHaveURL(/\/desk\/approvals/);
  await page.goto(`/desk/licences/${licence.id}`);
  await expect(page.getByText("新市监延字〔2026〕3号")).toBeVisible();
});
