// The two doors: who comes to the wrong one is told so and led on, and a visitor of the demonstration can use both.
import { CITIZEN, MARKET, STAFF } from "../support/people.ts";
import { expect, ready, test } from "../support/test.ts";
import type { CaseSummary } from "../support/wire.ts";

test("one of the staff at the citizens' door is led to the desk", async ({ page, staff, become }) => {
  await become(await staff(STAFF.handler));
  await page.goto("/desk/");
  await ready(page);
  // Not even early are licences asked for that staff don't have: a refusal would be complained about.
  await page.goto("/");
  await ready(page);
  await expect(page.getByRole("heading", { name: "您正以工作人员身份登录" })).toBeVisible();
  await expect(page.getByRole("navigation", { name: "主要页面" })).toHaveCount(0);
  await page.getByRole("link", { name: "去办理异议" }).click();
  await expect(page.getByRole("heading", { name: "异议办理" })).toBeVisible();
});

test("a citizen at the desk's door is led back", async ({ page, citizen, become }) => {
  await become(await citizen(CITIZEN.fresh));
  await page.goto("/desk/");
  await ready(page);
  await expect(page.getByText("您现在以市民身份登录")).toBeVisible();
  await page.getByRole("link", { name: "回到我的证照" }).click();
  await expect(page.getByRole("heading", { name: "我的证照" })).toBeVisible();
});

test("a visitor of the demonstration sees a case from both sides, a tap each", async ({ page, citizen }) => {
  const cases = await (await citizen(CITIZEN.waiting)).all<CaseSummary>("/objections");
  const { id, case_number: number } = cases.find((one) => one.issuer_name === MARKET && one.state === "verifying")!;
  await page.goto(`/objections/${id}`);
  await page.getByRole("button", { name: CITIZEN.waiting }).click();
  const strip = page.getByRole("region", { name: "演示环境" });
  await expect(strip).toContainText(`您现在是示例市民 ${CITIZEN.waiting}`);

  await page.getByRole("link", { name: "看发证单位怎么办理" }).click();
  const first = page.locator(".accounts section").first();
  await expect(first).toContainText(MARKET);
  await first.getByRole("button", { name: /^经办人/ }).first().click();
  await expect(page.locator(".case")).toContainText(number);
  await expect(strip).toContainText(new RegExp(`您现在是 经办人 \\S+ ${MARKET}`));

  await strip.getByRole("link", { name: "换成市民" }).click();
  await page.getByRole("button", { name: CITIZEN.fresh }).click();
  await expect(page.getByRole("heading", { name: "我的证照" })).toBeVisible();
});
