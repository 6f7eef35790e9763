// A licence's whole life at the issuer's desk: issued by a form and a second person, changed, lost and found, cancelled.
import type { Page } from "@playwright/test";
import { Person } from "../support/api.ts";
import { expectAccessible } from "../support/axe.ts";
import { CITIZEN, MARKET, STAFF } from "../support/people.ts";
import { expect, ready, test } from "../support/test.ts";
import type { DemoAccounts, LicenceSummary } from "../support/wire.ts";

const FOOD = "食品经营许可证";

/** A valid licence of the market's that is in nobody's way. */
async function validLicence(url: string): Promise<LicenceSummary> {
  const nobody = await Person.nobody(url);
  const { persons } = await nobody.get<DemoAccounts>("/demonstration");
  await nobody.dispose();
  for (const { name } of persons) {
    const holder = await Person.citizen(url, name);
    const own = await holder.all<LicenceSummary & { standing: string; pledged?: boolean }>("/licences");
    await holder.dispose();
    const found = own.find(
      (one) => one.issuer_name === MARKET && one.standing === "valid" && !one.pledged && !one.disputed,
    );
    if (found) {
      return found;
    }
  }
  throw new Error("no licence of the market's is valid");
}

async function fits(page: Page): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(wide).toBeLessThanOrEqual(0);
}

test("a handler issues a licence by the form, a second person approves it, and its holder sees it", async ({
  page,
  staff,
  citizen,
  become,
}) => {
  const holder = await citizen(CITIZEN.fresh);
  const number = await holder.number();
  const licence = `JY${Date.now()}`;
  await become(await staff(STAFF.handler));
  await page.goto("/desk/issue");
  await ready(page);
  await expectAccessible(page);
  await page.getByRole("link", { name: FOOD }).click();
  await expect(page.getByRole("heading", { name: `制发${FOOD}` })).toBeFocused();

  // Nothing typed: everything that is missing is named at once, each with a way to its box.
  await page.getByRole("button", { name: "下一步：核对" }).click();
  const summary = page.locator(".error-summary");
  await expect(summary).toBeFocused();
  await expect(summary).toContainText("证照编号：这一项需要填写");
  await expect(summary).toContainText("经营场所：这一项需要填写");
  await expectAccessible(page);
  await summary.getByRole("link", { name: "证照编号" }).click();
  await expect(page.locator("#number")).toBeFocused();
  await page.keyboard.type(licence);

  await page.getByLabel("姓名或名称").fill(CITIZEN.fresh);
  await page.getByLabel("证件类型").selectOption({ label: "公民身份号码" });
  const code = page.getByLabel("证件号码");
  const last = number.endsWith("0") ? "1" : "0";
  await code.fill(number.slice(0, -1) + last);
  await expect(page.locator("#holders-0-code-error")).toContainText("校验位不对");
  await code.fill(number);
  await expect(page.getByText("校验位正确")).toBeVisible();

  await page.locator("#issued_on").fill("2026-01-05");
  await page.locator("#valid_to").fill("2025年1月4日");
  await page.locator("#valid_to").blur();
  await expect(page.locator("#valid_to-error")).toContainText("截止日期早于起始日期");
  await page.locator("#valid_to").fill("2031年1月4日");

  await fillFace(page);
  const preview = page.getByRole("region", { name: "照面预览" });
  await expect(preview).toContainText("2026年1月5日至2031年1月4日");
  await expect(preview).toContainText(number);

  // Whoever leaves finds it all again.
  await page.goto("/desk/approvals");
  await ready(page);
  await page.goBack();
  await expect(page.locator("#number")).toHaveValue(licence);
  await expect(page.getByLabel("证件号码")).toHaveValue(number);
  await fits(page);

  await page.getByRole("button", { name: "下一步：核对" }).click();
  await expect(page.getByRole("heading", { name: "核对后提交审批" })).toBeVisible();
  await expect(page.locator(".answers")).toContainText(number);
  await expectAccessible(page);
  await fits(page);
  await page.getByRole("button", { name: "提交审批" }).click();
  await expect(page.getByRole("heading", { name: "已提交审批" })).toBeVisible();
  await page.getByRole("link", { name: "查看这件申请" }).click();
  await expect(page.getByText("等待本单位审批人核对")).toBeVisible();
  // Who prepared it has no way to approve it.
  await expect(page.getByRole("button", { name: /^通过/ })).toHaveCount(0);
  const address = page.url();

  await become(await staff(STAFF.approver));
  await page.goto("/desk/approvals");
  await ready(page);
  await expect(page.getByRole("link", { name: `制发 · ${FOOD}` }).first()).toBeVisible();
  await expectAccessible(page);
  await fits(page);
  await page.goto(address);
  await expect(page.locator("main")).toContainText(number);
  await expectAccessible(page);
  await page.getByRole("button", { name: /^通过/ }).click();
  await expect(page.getByText("已通过，证照已入库")).toBeVisible();

  const own = await holder.all<LicenceSummary>("/licences");
  const issued = own.find((one) => one.number === licence);
  expect(issued?.type_name).toBe(FOOD);
  await become(holder);
  await page.goto(`/licences/${issued?.id}`);
  await expect(page.getByText("纬三路1号").first()).toBeVisible();
});

test("a change is compared field by field by who makes it and by who approves it", async ({ page, server, staff, become }) => {
  const licence = await validLicence(server.url);
  await become(await staff(STAFF.handler));
  await page.goto(`/desk/licences/${licence.id}`);
  await ready(page);
  await expectAccessible(page);
  await fits(page);
  await page.getByRole("link", { name: "变更", exact: true }).click();
  await expect(page.getByText("主持证主体的号码不能变更")).toBeVisible();

  await page.getByRole("button", { name: "下一步：核对" }).click();
  await expect(page.locator(".error-summary")).toContainText("依据或文号：这一项需要填写");
  await page.getByLabel("依据或文号").fill("新市监变字〔2026〕18号");
  await page.getByRole("button", { name: "下一步：核对" }).click();
  await expect(page.getByText("内容没有变化。")).toBeVisible();
  await expect(page.getByRole("button", { name: "提交审批" })).toBeDisabled();
  await page.getByRole("link", { name: "返回修改" }).click();

  const box = page.getByRole("group", { name: "照面信息" }).getByRole("textbox").first();
  const before = await box.inputValue();
  await box.fill(`${before}(东区)`);
  await page.getByRole("button", { name: "下一步：核对" }).click();
  await expect(page.locator(".compare ins")).toHaveText("(东区)");
  await expectAccessible(page);
  await fits(page);
  await page.getByRole("button", { name: "提交审批" }).click();
  await page.getByRole("link", { name: "查看这件申请" }).click();
  await ready(page);
  const address = page.url();

  await become(await staff(STAFF.approver));
  await page.goto(address);
  await expect(page.locator(".compare ins")).toHaveText("(东区)");
  await expect(page.locator("main")).toContainText("新市监变字〔2026〕18号");
  await expectAccessible(page);
  await fits(page);
  await page.getByRole("button", { name: /^通过/ }).click();
  await expect(page.getByText("已通过，证照已入库")).toBeVisible();

  await page.goto(`/desk/licences/${licence.id}`);
  await expect(page.locator(".versions")).toContainText(`第 ${licence.version + 1} 版`);
  await expect(page.locator(".versions .compare ins").first()).toHaveText("(东区)");
  await expect(page.locator(".timeline")).toContainText("新市监变字〔2026〕18号");
  await expect(page.getByRole("heading", { name: "异议", exact: true })).toBeVisible();
  await page.getByText("谁在什么时候看过、用过这份证照").click();
  await expect(page.getByRole("table", { name: "用证记录" })).toContainText("您本人");
});

test("a licence is lost and found again, and cancelled only after a second look", async ({ page, server, staff, become }) => {
  const licence = await validLicence(server.url);
  await become(await staff(STAFF.handler));
  const enter = async (deed: string): Promise<void> => {
    await page.getByRole("link", { name: deed, exact: true }).click();
    await expect(page.getByRole("heading", { name: deed, level: 1 })).toBeVisible();
    await page.getByLabel("依据或文号").fill("持证人申请");
    await page.locator("main form button").click();
  };
  await page.goto(`/desk/licences/${licence.id}`);
  await ready(page);
  await enter("挂失");
  await expect(page.getByText("已办理挂失")).toBeVisible();

  // What can't be done now says why.
  await page.getByText("现在不能办理的").click();
  await expect(page.locator(".why-not")).toContainText("证照正被暂扣或挂失，请先发还或解除挂失");
  await expectAccessible(page);
  await enter("解除挂失");
  await expect(page.getByText("已办理解除挂失")).toBeVisible();

  await page.getByRole("link", { name: "注销", exact: true }).click();
  await page.locator("main form button").click();
  await expect(page.locator(".error-summary")).toContainText("依据或文号");
  await page.getByLabel("依据或文号").fill("持证人申请");
  await page.locator("main form button").click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("确定要注销这份证照？");
  await expectAccessible(page);
  const confirm = dialog.getByRole("button", { name: "注销" });
  await expect(confirm).toBeDisabled();
  await dialog.getByRole("textbox").fill("注销");
  await confirm.click();
  await expect(page.getByText("已办理注销")).toBeVisible();
  await expect(page.getByText("现在没有能办理的事项。")).toBeVisible();
  await fits(page);
});

async function fillFace(page: Page): Promise<void> {
  const face = page.getByRole("group", { name: "照面信息" });
  for (const [label, value] of [
    ["经营者名称", "兰州新区新区面馆"],
    [/^负责人/, CITIZEN.fresh],
    [/^住所/, "兰州新区纬一路8号院3栋502室"],
    ["经营场所", "兰州新区纬三路1号"],
    ["经营项目", "热食类食品制售"],
  ] as const) {
    await face.getByLabel(label).fill(value);
  }
  await face.getByLabel("主体业态").selectOption("餐饮服务经营者(小型餐饮)");
}
