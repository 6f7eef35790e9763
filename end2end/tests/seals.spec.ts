// A seal's whole life at the desk: asked for, confirmed, made, handed over, put, suspended, revoked; and its use summed up.
import type { Page } from "@playwright/test";
import type { Person } from "../support/api.ts";
import { expectAccessible } from "../support/axe.ts";
import { MARKET, STAFF } from "../support/people.ts";
import { expect, ready, test } from "../support/test.ts";

const CODE = "11990100MB99000131";
/** 科技发展局, who makes seals. */
const MAKER = "keji-guanli";
const KEEPER = "梁若溪";
const DEPUTY = "贺云舟";

interface Seal {
  id: string;
  name: string;
  state: string;
  version: number;
}

/** A number of the unassigned county with its check character. */
function number(body: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((sum, weight, place) => sum + weight * Number(body[place]), 0);
  return body + "10X98765432"[sum % 11];
}

const PERSON = { name: "裴景行", number: number("99010019750312001"), title: "负责人", phone: "0931-0000000" };

/** 采集表 as it goes in without a question. */
function formOf(name: string): object {
  const [unit_code, unit_name] = [CODE, MARKET];
  return {
    name,
    unit_code,
    unit_name,
    address: "兰州新区纬一路6号",
    region: "990100",
    handler: PERSON,
    head: PERSON,
    purpose: "食品经营许可证",
    diameter_mm: 42,
    certificate: { code: unit_code, name: unit_name },
  };
}

async function requested(approver: Person, name: string): Promise<Seal> {
  const keepers = await approver.get<{ id: string; name: string }[]>("/seals/keepers");
  const keeper = keepers.find((one) => one.name === KEEPER)?.id;
  return approver.post<Seal>("/seals", { form: formOf(name), keeper });
}

function moved(who: Person, seal: Seal, event: string, more: object = {}): Promise<Seal> {
  const body = { version: seal.version, event, note: "按规定办理", ...more };
  return who.post<Seal>(`/seals/${seal.id}/events`, body);
}

async function looksRight(page: Page): Promise<void> {
  await ready(page);
  await expectAccessible(page);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(wide).toBeLessThanOrEqual(0);
}

async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `test-results/seals/${name}-${page.viewportSize()!.width}.png`, fullPage: true });
}

/** Unfolds a step of the seal's page, fills it, and confirms it after the second look. */
async function step(page: Page, deed: string, fill: (step: ReturnType<Page["locator"]>) => Promise<void>): Promise<void> {
  const unfolded = page.locator("details", { has: page.locator("summary", { hasText: new RegExp(`^${deed}$`) }) });
  await unfolded.locator("summary").click();
  await fill(unfolded);
  await unfolded.getByRole("button", { name: deed, exact: true }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("真的要这样做？");
  await expectAccessible(page);
  const confirm = dialog.getByRole("button", { name: deed, exact: true });
  await expect(confirm).toBeDisabled();
  await dialog.getByLabel("我已看清，这是哪枚印章").check();
  await confirm.click();
  await expect(page.getByText("已办理", { exact: true })).toBeVisible();
}

test("a seal is asked for with a proof of what differs, confirmed, made, handed over, suspended and revoked", async ({
  page,
  staff,
  become,
  complaints,
}) => {
  test.slow();
  const name = `行政许可专用章${Date.now()}`;
  const [approver, centre, maker] = [await staff(STAFF.approver), await staff(STAFF.supervisor), await staff(MAKER)];
  await become(approver);
  await page.goto("/desk/seals");
  await looksRight(page);
  await picture(page, "register");
  await page.getByRole("link", { name: "申请印章" }).click();
  await expect(page.getByRole("heading", { name: "申请印章" })).toBeFocused();

  // Nothing typed: everything that is missing is named at once, and which of two people is meant.
  await page.getByRole("button", { name: "提交申请" }).click();
  const summary = page.locator(".error-summary");
  await expect(summary).toBeFocused();
  await expect(summary).toContainText("印章名称：这一项需要填写");
  await expect(summary).toContainText("经办人 姓名：这一项需要填写");
  await expect(summary).toContainText("法人 身份证号：这一项需要填写");
  await looksRight(page);
  await picture(page, "empty-form");
  for (const [id, value] of Object.entries({
    name,
    unit_name: MARKET,
    unit_code: CODE,
    address: "兰州新区纬一路6号",
    region: "990100",
    purpose: "食品经营许可证",
    diameter_mm: "42",
    "certificate-name": "兰州新区工商行政管理局",
    "certificate-code": CODE,
  })) {
    await page.locator(`#seal-${id}`).fill(value);
  }
  for (const who of ["handler", "head"]) {
    for (const [field, value] of Object.entries(PERSON)) {
      await page.locator(`#seal-${who}-${field}`).fill(value);
    }
  }
  await page.getByLabel("专管人员").selectOption({ label: KEEPER });
  await page.getByRole("button", { name: "提交申请" }).click();
  await expect(summary.getByRole("link")).toHaveText(["核实证明文号：这一项需要填写"]);
  await summary.getByRole("link").click();
  await expect(page.locator("#seal-proof-reference")).toBeFocused();
  await page.locator("#seal-proof-reference").fill("新组核〔2026〕7号");
  await page.locator("#seal-proof-sentence").fill("机构改革后更名");
  await looksRight(page);
  await page.getByRole("button", { name: "提交申请" }).click();

  await expect(page.getByRole("heading", { name })).toBeVisible();
  await expect(page.getByText("已申请，待核实")).toBeVisible();
  await expect(page.getByText("采集表与统一社会信用代码证书不一致，附有证明 新组核〔2026〕7号")).toBeVisible();
  await expect(page.locator("main")).not.toContainText(PERSON.number);
  // Who asked for it can neither confirm nor make it.
  await expect(page.locator("summary", { hasText: /核实确认|制作/ })).toHaveCount(0);
  await looksRight(page);
  await picture(page, "requested");
  const address = page.url();

  await become(centre);
  await page.goto(address);
  await ready(page);
  await step(page, "核实确认", async () => {});
  await expect(page.getByText("已核实，待制作")).toBeVisible();
  await expect(page.locator("summary", { hasText: /制作$/ })).toHaveText(["不予制作"]);

  await become(maker);
  await page.goto(address);
  await looksRight(page);
  await step(page, "制作", async (make) => {
    await make.getByLabel("有效期至").fill("2029年9月16日");
    await picture(page, "make");
  });
  await expect(page.getByText("可用", { exact: true })).toBeVisible();
  await expect(page.getByText("有效期至 2029年9月16日")).toBeVisible();

  complaints.expect(/status of 4(09|22)/);
  await become(approver);
  await page.goto(address);
  await ready(page);
  await page.locator("summary", { hasText: "交接" }).click();
  const over = page.getByRole("button", { name: "交接" });
  await page.getByLabel("交接什么").selectOption({ label: "代管人员" });
  await page.getByLabel("交给谁").selectOption({ label: DEPUTY });
  await over.click();
  await expect(page.getByRole("alert")).toContainText("这一项需要填写");
  await page.getByLabel("事由和交接内容").fill("休假期间代管");
  await page.getByLabel("交给谁").selectOption({ label: KEEPER });
  await over.click();
  await expect(page.getByRole("alert")).toContainText("这个人已经是这枚印章的专管或者代管人员。请另选一位经办人。");
  await looksRight(page);
  await picture(page, "refused");
  await page.getByLabel("交给谁").selectOption({ label: DEPUTY });
  await over.click();
  await expect(page.locator(".timeline")).toContainText("代管人员交接");
  await expect(page.locator(".timeline")).toContainText(DEPUTY);

  await step(page, "停用", async (suspend) => {
    await suspend.getByLabel("理由").fill("保管箱检修");
  });
  await expect(page.getByText("停用", { exact: true }).first()).toBeVisible();
  await expect(page.locator("summary", { hasText: "恢复" })).toHaveCount(0);

  await become(maker);
  await page.goto(address);
  await ready(page);
  await step(page, "恢复", async (resume) => {
    await resume.getByLabel("理由").fill("检修完毕");
  });
  await step(page, "废止", async (revoke) => {
    await revoke.getByLabel("理由").fill("机构撤并");
  });
  await expect(page.getByText("已废止")).toBeVisible();
  await expect(page.locator("main details")).toHaveCount(0);
  await expect(page.locator(".timeline")).toContainText("机构撤并");
  await looksRight(page);
  await picture(page, "revoked");
});

test("the keeper seals what waits, a seal that is suspended meanwhile says so, and the use of seals is taken home", async ({
  page,
  staff,
  become,
  complaints,
}) => {
  const name = `自贸专用章${Date.now()}`;
  const [approver, centre, maker] = [await staff(STAFF.approver), await staff(STAFF.supervisor), await staff(MAKER)];
  let seal = await requested(approver, name);
  seal = await moved(centre, seal, "confirm");
  seal = await moved(maker, seal, "make", { valid_to: "2029-09-16" });

  await become(await staff(STAFF.handler));
  await page.goto("/desk/sealing");
  await looksRight(page);
  await picture(page, "waiting");
  const boxes = page.getByRole("table").getByRole("checkbox");
  const waiting = await boxes.count();
  expect(waiting).toBeGreaterThan(1);
  await page.getByLabel("用哪枚印章").selectOption({ label: name });
  const put = async (): Promise<void> => {
    await boxes.first().check();
    await page.getByRole("button", { name: "盖章 1 份" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog).toContainText(name);
    await expectAccessible(page);
    await dialog.getByLabel(/我已核对/).check();
    await dialog.getByRole("button", { name: "盖章" }).click();
  };
  await put();
  await expect(page.getByText("已盖章 1 份")).toBeVisible();
  await expect(boxes).toHaveCount(waiting - 1);

  complaints.expect(/status of 409/);
  await moved(approver, seal, "suspend");
  await put();
  await expect(page.getByRole("alert")).toContainText("这枚印章已经停用。请等科技发展局恢复，或者换用另一枚印章。");
  await expect(boxes).toHaveCount(waiting - 1);
  await looksRight(page);
  await page.reload();
  await ready(page);
  await expect(page.locator("main")).not.toContainText(name);

  await become(centre);
  await page.goto("/desk/seal-summary");
  await looksRight(page);
  await picture(page, "summary");
  const row = page.getByRole("row", { name: new RegExp(MARKET) });
  await expect(row).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "导出 CSV" }).click();
  expect((await download).suggestedFilename()).toMatch(/^seals-\d{4}-\d\d-01-\d{4}-\d\d-\d\d\.csv$/);
  await page.getByRole("link", { name: "上一期" }).click();
  await expect(page).toHaveURL(/on=\d{4}-\d\d-\d\d/);
  await looksRight(page);
});

test("who makes seals asks for an authority's certificate, and an answer that is none is refused with a remedy", async ({
  page,
  staff,
  become,
  complaints,
}) => {
  let seal = await requested(await staff(STAFF.approver), `认证专用章${Date.now()}`);
  seal = await moved(await staff(STAFF.supervisor), seal, "confirm");
  await become(await staff(MAKER));
  await page.goto(`/desk/seals/${seal.id}`);
  await ready(page);
  await page.locator("summary", { hasText: "用认证机构的证书制作" }).click();
  await page.getByRole("button", { name: "生成证书请求" }).click();
  const request = page.getByLabel("证书请求(PKCS#10)");
  await expect(request).toHaveValue(/^-----BEGIN CERTIFICATE REQUEST-----\n/);
  await expect(request).not.toBeEditable();
  await expect(page.locator(".timeline")).toContainText("申请证书");
  await looksRight(page);
  await picture(page, "certificate");

  complaints.expect(/status of 422/);
  const form = page.locator("details", { hasText: "证书请求(PKCS#10)" });
  await form.getByLabel("认证机构发回的证书").fill("不是证书");
  await form.getByRole("button", { name: "制作", exact: true }).click();
  await page.getByRole("dialog").getByRole("checkbox").check();
  await page.getByRole("dialog").getByRole("button", { name: "制作" }).click();
  await expect(page.getByRole("alert")).toContainText("没有读到证书。请把认证机构发回的证书(PEM 文本)完整地粘贴进来");
  await expect(page.getByText("已核实，待制作")).toBeVisible();
});
