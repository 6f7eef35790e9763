// Everything can be done without a mouse, and one always sees where one is.
import { freeLicence } from "../../support/api.ts";
import { expectVisibleFocus, tabTo } from "../../support/keyboard.ts";
import { CITIZEN, MARKET, STAFF } from "../../support/people.ts";
import { expect, ready, test } from "../../support/test.ts";

test("an objection is written, filed and withdrawn by keyboard alone", async ({ page, server, become }) => {
  const { holder, licence } = await freeLicence(server.url);
  await become(holder);
  const field = licence.face.find((one) => !one.sensitive)!;
  const go = async () => {
    await tabTo(page, page.getByRole("button", { name: "下一步" }));
    await page.keyboard.press("Enter");
  };
  const arrived = async (name: string) => {
    await expect(page.getByRole("heading", { level: 1, name })).toBeFocused();
  };

  await page.goto(`/licences/${licence.id}`);
  await ready(page);
  await tabTo(page, page.getByRole("link", { name: "提出异议", exact: true }));
  await page.keyboard.press("Enter");

  await arrived("哪些内容有误?");
  await tabTo(page, page.getByRole("checkbox", { name: field.label }).first());
  await page.keyboard.press("Space");
  await go();

  await arrived("正确的内容是什么?");
  await tabTo(page, page.getByRole("textbox", { name: field.label }));
  await page.keyboard.type("正确的内容");
  await go();

  await arrived("为什么这样认为?");
  await tabTo(page, page.getByRole("radio", { name: "写错了" }));
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("radio", { name: "写漏了" })).toBeChecked();
  await tabTo(page, page.getByRole("textbox", { name: "请说明情况" }));
  await page.keyboard.type("与原件不一致");
  await tabTo(page, page.getByLabel("选择文件"));
  await go();

  await arrived("核对后提交");
  await tabTo(page, page.getByRole("button", { name: "提交异议" }));
  await page.keyboard.press("Enter");

  await arrived("您的异议已提交");
  const summary = page.locator("summary").last();
  await tabTo(page, summary);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("table", { name: "怎么算的" })).toBeVisible();
  await tabTo(page, page.getByRole("link", { name: "查看进展" }));
  await page.keyboard.press("Enter");

  const withdraw = page.getByRole("button", { name: "撤回异议" });
  const dialog = page.getByRole("dialog", { name: "要撤回这件异议吗?" });
  await tabTo(page, withdraw);
  await page.keyboard.press("Enter");
  await expect(dialog).toBeVisible();
  await expect(dialog.locator(":focus")).toHaveCount(1);
  await expectVisibleFocus(page);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(withdraw).toBeFocused();
  await page.keyboard.press("Enter");
  await tabTo(page, dialog.getByRole("button", { name: "取消" }));
  await page.keyboard.press("Shift+Tab");
  await expect(dialog.getByRole("button", { name: "撤回异议" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByText("已撤回").first()).toBeVisible();
  await holder.dispose();
});

test("the first stop of a page skips to its content", async ({ page, citizen, become }) => {
  await become(await citizen(CITIZEN.fresh));
  await page.goto("/");
  await ready(page);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "跳到正文" })).toBeFocused();
  await expectVisibleFocus(page);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("searchbox", { name: "查找证照" })).toBeFocused();
});

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
  await expect(page.getByRole("radio", { name: "予以更正" })).toBeFocused();
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
  await handler.move(receipt.id, "verify");
  await handler.move(receipt.id, "propose", {
    proposal: { outcome: "rejected", corrections: [], reasons: "档案与证照一致。", remedy: "可在60日内申请行政复议。" },
  });
  await become(await staff(STAFF.approver));
  await page.goto(`/desk/?case=${receipt.id}`);
  await ready(page);

  await page.keyboard.press("y");
  const dialog = page.getByRole("dialog", { name: "批准这份处理意见?" });
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
  await expect(page.getByText("已批准,正在告知异议人")).toBeVisible();
  await expect.poll(async () => (await handler.case(receipt.id)).state).toBe("closed");
  await holder.dispose();
});
