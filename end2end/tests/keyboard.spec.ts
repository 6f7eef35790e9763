// A citizen without a mouse, also with a page enlarged until it is as narrow as a phone.
import { freeLicence } from "../support/api.ts";
import { expectVisibleFocus, tabTo } from "../support/keyboard.ts";
import { CITIZEN } from "../support/people.ts";
import { expect, ready, test } from "../support/test.ts";

test("an objection is written, filed and withdrawn by keyboard alone", async ({ page, server, become }) => {
  const { holder, licence } = await freeLicence(server.url);
  await become(holder);
  const field = licence.face.find((one) => !one.sensitive)!;
  const go = async () => {
    await tabTo(page, page.getByRole("button", { name: "下一步" }));
    await page.keyboard.press("Enter");
  };
  const arrived = async (name: string | RegExp) => {
    await expect(page.getByRole("heading", { level: 1, name })).toBeFocused();
  };

  await page.goto(`/licences/${licence.id}`);
  await ready(page);
  await tabTo(page, page.getByRole("link", { name: "提出异议", exact: true }));
  await page.keyboard.press("Enter");

  await arrived("哪些内容有误？");
  await tabTo(page, page.getByRole("checkbox", { name: field.label }).first());
  await page.keyboard.press("Space");
  await go();

  await arrived("正确的内容是什么？");
  await tabTo(page, page.getByRole("textbox", { name: field.label }));
  await page.keyboard.type("正确的内容");
  await go();

  await arrived("为什么这样认为？");
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

  await arrived(/的异议$/);
  const withdraw = page.getByRole("button", { name: "撤回异议" });
  const dialog = page.getByRole("dialog", { name: "要撤回这件异议吗？" });
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
