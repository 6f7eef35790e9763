// The desk without a mouse: every deed has a key, and one always sees where one is.
import { freeLicence } from "../../support/api.ts";
import { rejection } from "../../support/deciding.ts";
import { expectVisibleFocus, tabTo } from "../../support/keyboard.ts";
import { MARKET, STAFF } from "../../support/people.ts";
import { expect, ready, test } from "../../support/test.ts";

test("a clerk finds, opens, marks and verifies a case by keys, and folds a form without losing its text", async ({
  page,
  server,
  staff,
  become,
}) => {
  const { holder, licence } = await freeLicence(server.url, MARKET);
  const receipt = await holder.file(await holder.draft(licence));
  await become(await staff(STAFF.handler));
  await page.goto("/desk/?filter=unmarked");
  await ready(page);

  // From row to row and back.
  const rows = page.locator(".rows a");
  await page.keyboard.press("j");
  await expect(rows.nth(0)).toBeFocused();
  await expectVisibleFocus(page);
  await page.keyboard.press("j");
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press("k");
  await expect(rows.nth(0)).toBeFocused();

  await page.keyboard.press("?");
  await expect(page.locator(".key-list")).toContainText("下一件");
  await page.keyboard.press("?");
  await expect(page.locator(".key-list")).toHaveCount(0);

  const search = page.getByRole("searchbox", { name: "案号或证照编号" });
  await search.focus();
  await page.keyboard.type(receipt.case_number);
  await page.keyboard.press("Enter");
  await expect(rows).toHaveCount(1);
  await page.keyboard.press("Tab");
  await page.keyboard.press("j");
  await expect(rows).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("#case-title")).toBeFocused();

  await page.keyboard.press("m");
  await expect(page.getByText("已作异议标注")).toBeVisible();
  await page.keyboard.press("v");
  await expect(page.getByText("已开始核实")).toBeVisible();
  await page.keyboard.press("a");
  await expect(page.getByRole("radio", { name: "相符" }).first()).toBeFocused();
  await page.keyboard.press("Space");
  const reasons = page.getByRole("textbox", { name: "理由" });
  await tabTo(page, reasons);
  await page.keyboard.type("mvar 这些键在这里只是字母");
  await page.keyboard.press("Escape");
  await expect(reasons).toBeHidden();
  await page.keyboard.press("a");
  await expect(reasons).toHaveValue("mvar 这些键在这里只是字母");
  expect((await holder.case(receipt.id)).state).toBe("verifying");
  await holder.dispose();
});

test("an approver approves by keys and is asked first", async ({ page, server, staff, become }) => {
  const { holder, licence } = await freeLicence(server.url, MARKET);
  const receipt = await holder.file(await holder.draft(licence));
  const handler = await staff(STAFF.handler);
  await handler.move(receipt.id, "mark");
  const verifying = await handler.move(receipt.id, "verify");
  await handler.move(receipt.id, "propose", { proposal: rejection(verifying, "档案与证照一致。") });
  await become(await staff(STAFF.approver));
  await page.goto(`/desk/?case=${receipt.id}`);
  await ready(page);

  await page.keyboard.press("y");
  const dialog = page.getByRole("dialog", { name: "批准这份处理意见？" });
  await expect(dialog).toBeVisible();
  await expect(dialog.locator(":focus")).toHaveCount(1);
  // While a question is open no other key does anything.
  await page.keyboard.press("b");
  await expect(page.getByRole("textbox", { name: "退回的原因" })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  expect((await handler.case(receipt.id)).state).toBe("proposed");

  await page.keyboard.press("y");
  const approve = dialog.getByRole("button", { name: "批准" });
  if (!(await approve.evaluate((button) => button === document.activeElement))) {
    await tabTo(page, approve);
  }
  await page.keyboard.press("Enter");
  await expect(page.getByText("已批准，正在告知异议人")).toBeVisible();
  await expect.poll(async () => (await handler.case(receipt.id)).state).toBe("closed");
  await holder.dispose();
});
