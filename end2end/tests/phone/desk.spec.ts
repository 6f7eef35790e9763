// The desk on a phone: somebody approves on the way.
import { freeLicence } from "../../support/api.ts";
import { MARKET, STAFF } from "../../support/people.ts";
import { expect, ready, test } from "../../support/test.ts";

test("the next step with its article and date is in sight at once, and hides nothing for good", async ({
  page,
  server,
  staff,
  become,
}) => {
  const { holder, licence } = await freeLicence(server.url, MARKET);
  const receipt = await holder.file(await holder.draft(licence));
  await become(await staff(STAFF.handler));
  await page.goto(`/desk/?case=${receipt.id}`);
  await ready(page);

  const next = page.getByRole("region", { name: "下一步" });
  await expect(next).toBeInViewport({ ratio: 1 });
  await expect(next).toContainText("异议标注");
  await expect(next).toContainText("第一百五十八条");
  await expect(next).toContainText("还剩");
  const height = await next.evaluate((element) => element.getBoundingClientRect().height);
  expect(height).toBeLessThan(page.viewportSize()!.height / 3);

  // What lies behind it comes out when one scrolls to the end.
  const last = page.getByText("证照历史");
  await last.scrollIntoViewIfNeeded();
  await last.click();
  await expect(page.locator("details.unfolds[open]")).toBeVisible();

  await next.getByRole("button", { name: "异议标注" }).click();
  await expect(page.getByText("已作异议标注")).toBeVisible();
  await next.getByRole("button", { name: "退回补充" }).click();
  await expect(page.getByRole("textbox", { name: "需要补充什么" })).toBeInViewport();
  await holder.dispose();
});

test("the ways unfold from a menu, tell where one is, and fold when one goes or presses Escape", async ({
  page,
  staff,
  become,
}) => {
  await become(await staff(STAFF.handler));
  await page.goto("/desk/");
  await ready(page);
  const menu = page.getByRole("button", { name: /^菜单/ });
  const ways = page.getByRole("navigation", { name: "工作范围" });
  await expect(ways).toBeHidden();
  await menu.click();
  await expect(ways.getByRole("link", { name: "异议办理" })).toHaveAttribute("aria-current", "page");
  await expect(page.getByRole("button", { name: "退出" })).toBeVisible();

  await ways.getByRole("link", { name: /^消息/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "消息" })).toBeFocused();
  await expect(ways).toBeHidden();

  await menu.click();
  await expect(ways.getByRole("link", { name: /^消息/ })).toHaveAttribute("aria-current", "page");
  await page.keyboard.press("Escape");
  await expect(ways).toBeHidden();
  await expect(menu).toHaveAttribute("aria-expanded", "false");
});
