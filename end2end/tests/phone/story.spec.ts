// The whole story: a citizen objects on a phone, the agency decides at its desk, the citizen is answered.
import type { Page } from "@playwright/test";
import { Person } from "../../support/api.ts";
import { answerPoints } from "../../support/deciding.ts";
import { png } from "../../support/files.ts";
import { CITIZEN, STAFF } from "../../support/people.ts";
import { expect, ready, test } from "../../support/test.ts";
import type { CaseSummary, DemoAccounts, LicenceDetail } from "../../support/wire.ts";

const CLAIMED = "兰州新区纬三路 158 号 2 单元";
const CORRECTED = "兰州新区纬三路 158 号 2 单元 101 室";

test("a citizen objects on a phone, two clerks decide, and the citizen is answered with a corrected licence", async ({
  page,
  server,
  citizen,
  openDesk,
}) => {
  test.setTimeout(120_000);
  const api = await citizen(CITIZEN.fresh);
  const before = await businessLicence(api);
  const place = before.face.find((field) => field.key === "place");
  expect(place).toBeDefined();

  await test.step("logs in and finds the licence", async () => {
    await page.goto("/");
    await page.getByRole("button", { name: CITIZEN.fresh }).click();
    await expect(page.getByRole("heading", { name: "我的证照", level: 1 })).toBeVisible();
    await page.getByRole("searchbox", { name: "查找证照" }).fill("营业执照");
    await expect(page).toHaveURL(/[?]q=/);
    await expect(page.getByRole("article")).toHaveCount(1);
    await page.getByRole("link", { name: "营业执照" }).click();
    await expect(page.getByRole("heading", { name: "营业执照", level: 1 })).toBeVisible();
    await expect(page.getByText(place!.value, { exact: true })).toBeVisible();
  });

  await test.step("writes the objection; a reload in the middle loses nothing", async () => {
    await page.getByRole("link", { name: "提出异议", exact: true }).click();
    await expect(page.getByRole("heading", { name: "哪些内容有误？" })).toBeVisible();
    await expect(page.getByText("第 1 步，共 5 步")).toBeVisible();
    await page.getByRole("button", { name: "下一步" }).click();
    await expect(page.getByRole("alert")).toContainText("有内容需要修改");
    await page.getByRole("checkbox", { name: place!.label }).check();
    await page.getByRole("button", { name: "下一步" }).click();

    await expect(page.getByRole("heading", { name: "正确的内容是什么？" })).toBeVisible();
    await expect(page.getByText(`证照上现在是：${place!.value}`)).toBeVisible();
    await page.getByRole("textbox", { name: place!.label }).fill(CLAIMED);
    await page.reload();
    await expect(page.getByRole("textbox", { name: place!.label })).toHaveValue(CLAIMED);
    await page.getByRole("button", { name: "下一步" }).click();

    await expect(page.getByRole("heading", { name: "为什么这样认为？" })).toBeVisible();
    await page.getByRole("radio", { name: "写错了" }).check();
    await page.getByRole("textbox", { name: "请说明情况" }).fill("门牌号与租赁合同不一致，请按合同更正。");
    await page.getByLabel("选择文件").setInputFiles({
      name: "租赁合同.png",
      mimeType: "image/png",
      buffer: png(),
    });
    const file = page.getByRole("link", { name: "租赁合同.png" });
    await expect(file).toBeVisible();
    await expect.poll(() => isShown(page)).toBe(true);
    await page.getByRole("button", { name: "下一步" }).click();
  });

  const caseNumber = await test.step("checks the answers and sends them with a double tap, which files once", async () => {
    await expect(page.getByRole("heading", { name: "核对后提交" })).toBeVisible();
    for (const answer of [CLAIMED, "写错了", "门牌号与租赁合同不一致，请按合同更正。", "租赁合同.png"]) {
      await expect(page.locator("dl.answers")).toContainText(answer);
    }
    await expect(page.getByText(`${before.issuer_name}要在`)).toHaveCount(2);
    await page.getByRole("button", { name: "提交异议" }).dblclick();

    await expect(page.getByRole("heading", { name: "您的异议已提交" })).toBeVisible();
    const number = await page.getByText(/^YY\d{8}-\d{6}-.$/).innerText();
    const filed = await api.all<CaseSummary>("/objections");
    expect(filed.filter((one) => one.case_number === number)).toHaveLength(1);
    expect(filed.filter((one) => one.state === "received" && one.type_name === "营业执照")).toHaveLength(1);
    return number;
  });

  await test.step("reads on the receipt who answers by when, and how that was counted", async () => {
    const marking = page.getByText(`${before.issuer_name}要在`).filter({ hasText: "给这份证照加上异议标注" });
    const deciding = page.getByText(`${before.issuer_name}要在`).filter({ hasText: "核实并答复您" });
    await expect(marking).toContainText("24时前(含当日)");
    await expect(deciding).toContainText("24时前(含当日)");
    await page.getByText("怎么算的").last().click();
    const calendar = page.getByRole("table", { name: "怎么算的" });
    await expect(calendar).toBeVisible();
    await expect(calendar).toContainText("收到当日不计入");
    await expect(calendar).toContainText("第 1 天");
    await expect(page.locator("details[open]")).toContainText("第一百五十八条");
    await expect(page.locator("details[open]")).toContainText("往后第");
    await page.getByRole("link", { name: "查看进展" }).click();
    await expect(page.getByRole("heading", { name: "营业执照的异议" })).toBeVisible();
    await expect(page.getByText("您提出了异议")).toBeVisible();
  });

  await test.step("the handler marks, verifies and proposes a correction", async () => {
    const desk = await openDesk();
    await logInAt(desk, server.url, STAFF.handler);
    await openCase(desk, caseNumber);
    await expect(desk.locator("table.compare")).toContainText(CLAIMED);
    await expect(desk.locator("table.compare")).toContainText(place!.value);
    await expect(desk.getByRole("link", { name: "租赁合同.png" })).toBeVisible();

    await desk.getByRole("button", { name: "异议标注" }).click();
    await expect(desk.getByText("已作异议标注")).toBeVisible();
    await desk.getByRole("button", { name: "开始核实" }).click();
    await expect(desk.getByText("已开始核实")).toBeVisible();
    await desk.locator(".deeds").getByRole("button", { name: "提出处理意见" }).click();
    await answerPoints(desk);
    await desk.getByRole("radio", { name: "予以更正" }).check();
    const value = desk.getByRole("textbox", { name: place!.label });
    await expect(value).toHaveValue(CLAIMED);
    await value.fill(CORRECTED);
    await desk.getByRole("textbox", { name: "理由" }).fill("经核对租赁合同，经营场所登记有误，并补全了室号。");
    await desk.locator("form").getByRole("button", { name: "提出处理意见" }).click();
    await expect(desk.getByText("处理意见已送审批")).toBeVisible();
    await expect(desk.getByRole("button", { name: "批准" })).toHaveCount(0);
  });

  await test.step("the approver approves", async () => {
    const desk = await openDesk();
    await logInAt(desk, server.url, STAFF.approver);
    await openCase(desk, caseNumber);
    await expect(desk.getByText(CORRECTED)).toBeVisible();
    await desk.locator(".deeds").getByRole("button", { name: "批准" }).click();
    const dialog = desk.getByRole("dialog", { name: "批准这份处理意见？" });
    await dialog.getByRole("button", { name: "批准" }).click();
    await expect(desk.getByText("已批准，正在告知异议人")).toBeVisible();
  });

  await test.step("the citizen finds the message, the result and the corrected licence", async () => {
    const message = page.getByRole("link", { name: "您的异议有结果了" }).filter({ hasText: caseNumber });
    await expect(async () => {
      await page.goto("/messages");
      await expect(message).toBeVisible({ timeout: 2_000 });
    }).toPass();
    await message.click();
    await expect(page.getByRole("heading", { name: "处理结果：予以更正" })).toBeVisible();
    await expect(page.getByText("经核对租赁合同，经营场所登记有误，并补全了室号。")).toBeVisible();
    const change = page.locator(".diff");
    await expect(change.locator(".now")).toContainText(place!.value);
    await expect(change.locator(".claimed")).toContainText(CLAIMED);
    await expect(change.locator(".corrected")).toContainText(CORRECTED);

    await page.getByRole("link", { name: "更正后的证照" }).click();
    await expect(page.getByRole("heading", { name: "营业执照", level: 1 })).toBeVisible();
    await expect(page.getByText(CORRECTED, { exact: true }).first()).toBeVisible();
    const version = page.locator("dl.facts > div").filter({ has: page.getByText("版本", { exact: true }) });
    await expect(version).toContainText(String(before.version + 1));
    await expect(page.getByText("更正", { exact: true })).toBeVisible();
  });
});

async function businessLicence(api: Person): Promise<LicenceDetail> {
  const found = (await api.freeLicences()).find((licence) => licence.type_name === "营业执照");
  expect(found, "nothing is under way about the business licence").toBeDefined();
  return found!;
}

/** Whether the preview of the evidence is a picture that the browser could read. */
function isShown(page: Page): Promise<boolean> {
  return page
    .locator(".evidence img")
    .evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0);
}

async function logInAt(desk: Page, url: string, username: string): Promise<void> {
  const nobody = await Person.nobody(url);
  const { staff } = await nobody.get<DemoAccounts>("/demonstration");
  await nobody.dispose();
  const account = staff.find((one) => one.username === username);
  await desk.goto("/desk/");
  await desk.getByRole("textbox", { name: "用户名" }).fill(username);
  await desk.getByLabel("密码").fill(account!.password);
  await desk.getByRole("button", { name: "登录", exact: true }).click();
  await expect(desk.getByRole("heading", { name: "异议办理" })).toBeVisible();
  await ready(desk);
}

async function openCase(desk: Page, caseNumber: string): Promise<void> {
  await desk.getByRole("searchbox", { name: "案号或证照编号" }).fill(caseNumber);
  await desk.getByRole("button", { name: "查找" }).click();
  await desk.getByRole("link", { name: caseNumber }).click();
  await expect(desk.locator(".case").getByText(caseNumber)).toBeVisible();
}
