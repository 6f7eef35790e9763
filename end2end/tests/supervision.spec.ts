// Supervision: the library's figures, an outage made good, and a sample that is looked at, answered and closed.
import type { Person } from "../support/api.ts";
import { expectAccessible } from "../support/axe.ts";
import { MARKET, STAFF } from "../support/people.ts";
import { expect, ready, test } from "../support/test.ts";

const INSPECTOR = "dating-choucha";

test("the supervisor reads what each figure counts, goes to an issuer's month and takes the table home", async ({
  page,
  staff,
  become,
}) => {
  await become(await staff(STAFF.supervisor));
  await page.goto("/desk/quality");
  await ready(page);
  // The figures are counted by a job that starts with the server.
  await expect(async () => {
    await page.reload();
    await expect(page.getByText("统计于")).toBeVisible({ timeout: 2_000 });
  }).toPass();

  const prompt = page.locator(".figure", { hasText: "及时入库率" });
  await prompt.locator("summary").click();
  await expect(prompt).toContainText("当天或下一个工作日结束前入库的占比");
  await expect(page.getByRole("img", { name: "每月入库件数" })).toBeVisible();
  await expectAccessible(page);

  await page.getByLabel("发证单位").selectOption({ label: MARKET });
  await expect(page).toHaveURL(/issuer=/);
  await page.getByLabel("月份").selectOption({ index: 2 });
  await expect(page).toHaveURL(/month=\d{4}-\d\d-01/);
  await expect(page.getByRole("heading", { name: /本月数字/ })).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "导出 CSV" }).click();
  expect((await download).suggestedFilename()).toMatch(/^quality-\d{4}-\d\d\.csv$/);
});

test("an issuer declares an outage, lists what waits, says that it is over, and settles it until the list is empty", async ({
  page,
  staff,
  become,
}) => {
  const handler = await staff(STAFF.handler);
  await become(handler);
  await page.goto("/desk/outages");
  await ready(page);
  await page.locator("summary", { hasText: "申报不可抗力" }).click();
  await page.getByLabel("发生了什么").fill("网络中断");
  await page.getByLabel("采取的应急措施").fill("改用纸质受理");
  await expectAccessible(page);
  await page.getByRole("button", { name: "申报不可抗力" }).click();

  await expect(page.getByText("故障未排除")).toBeVisible();
  await page.locator("summary", { hasText: "列出一件" }).click();
  await page.getByLabel("哪件证照、谁的").fill("窗口登记第3号的变更");
  await page.getByRole("button", { name: "列出一件" }).click();
  await expect(page.getByText("窗口登记第3号的变更")).toBeVisible();
  // The form stays open for the next one.
  await expect(page.getByLabel("哪件证照、谁的")).toHaveValue("");
  await page.getByLabel("事项", { exact: true }).selectOption({ label: "其他" });
  await page.getByLabel("哪件证照、谁的").fill("窗口登记第4号的年检");
  await page.getByRole("button", { name: "列出一件" }).click();
  await expect(page.getByText("窗口登记第4号的年检")).toBeVisible();

  await page.locator("summary", { hasText: "故障已排除" }).click();
  await page.getByRole("button", { name: "故障已排除" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("我确认排除时间无误").check();
  await dialog.getByRole("button", { name: "故障已排除" }).click();
  await expect(page.getByText("补办中")).toBeVisible();
  await expect(page.getByText(/还剩 3 个工作日/)).toBeVisible();
  await expectAccessible(page);

  // What waits is a case: it stands in the queue by its due date, and leads back to where it is settled.
  const outage = new URL(page.url()).pathname;
  const number = page.getByRole("link", { name: /^YY\d{8}-/ });
  const itsPage = (await number.getAttribute("href"))!;
  const itsNumber = await number.innerText();
  await page.goto(`/desk/?q=${itsNumber}`);
  await ready(page);
  const row = page.locator("[data-row]", { hasText: itsNumber });
  await expect(row).toContainText("不可抗力后补办");
  await expect(row).toContainText("还剩 3 个工作日");
  await row.click();
  await expect(page.locator("#case-title")).toContainText("开始的故障");
  const itsCase = page.locator("article.case");
  await expect(itsCase).toContainText("网络中断");
  await expect(itsCase).toContainText("最后一件办结时，这件补办自动办结");
  await expect(itsCase.getByRole("link", { name: "打印受理回执" })).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole("link", { name: "到故障页面逐件办结" }).click();
  await ready(page);
  await expect(page).toHaveURL(outage);

  const items = page.locator(".held-up > li");
  const first = items.filter({ hasText: "第3号" });
  await first.locator("summary").click();
  await first.getByRole("button", { name: "办结" }).click();
  await expect(page.getByText("请选一项已入库的，或写明理由")).toBeVisible();
  await first.getByLabel("或者说明为什么不再需要").fill("申请人已撤回");
  await first.getByRole("button", { name: "办结" }).click();
  await expect(first).toContainText("申请人已撤回");
  await expect(page.getByText("补办中")).toBeVisible();

  // What was entered since the outage began settles the other one.
  await enteredNow(handler);
  await page.reload();
  await ready(page);
  const second = items.filter({ hasText: "第4号" });
  await second.locator("summary").click();
  await second.getByLabel("关联已入库的证照或事件").selectOption({ index: 1 });
  await second.getByRole("button", { name: "办结" }).click();
  await expect(second).toContainText("已入库");
  await expect(page.getByText("已补办完毕")).toBeVisible();
  await expect(items.locator("summary")).toHaveCount(0);
  await expectAccessible(page);
  await page.goto(itsPage);
  await ready(page);
  await expect(itsCase).toContainText("这次故障积压的都已了结：补办 1 件，不再需要 1 件。");
  await expect(itsCase).toContainText("补办完毕");

  // The managing body was told of its beginning and of its end, and reads no words of what was held up.
  await become(await staff(STAFF.supervisor));
  await page.goto("/desk/notices");
  await ready(page);
  await expect(page.getByRole("link", { name: /申报不可抗力/ }).first()).toBeVisible();
  await page.goto(outage);
  await ready(page);
  await expect(page.getByText("网络中断")).toBeVisible();
  await expect(page.getByText("窗口登记")).toHaveCount(0);
});

/** Enters 年检 of a valid licence of the handler's agency. */
async function enteredNow(handler: Person): Promise<void> {
  const listed = await handler.context.get("/api/v1/desk/licences?standing=valid&limit=100");
  const { items } = (await listed.json()) as { items: { id: string; pledged?: boolean; disputed: boolean }[] };
  const { id } = items.find((item) => !item.pledged && !item.disputed)!;
  const { revision } = await handler.get<{ revision: number }>(`/licences/${id}`);
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const words = { on: today, basis: "年检规定", reason: "" };
  await handler.post(`/licences/${id}/events`, { kind: "inspected", revision, words });
}

test("a sample is drawn for an inspector, who finds something; the issuer answers; it is closed", async ({
  page,
  staff,
  become,
}) => {
  await become(await staff(STAFF.supervisor));
  await page.goto("/desk/inspections");
  await ready(page);
  await expectAccessible(page);
  await page.getByRole("link", { name: "抽取样本" }).click();
  await page.getByLabel("抽查人").selectOption({ label: "计周全" });
  await page.getByLabel("抽取件数").fill("1");
  await page.getByLabel("发证单位").selectOption({ label: MARKET });
  await expectAccessible(page);
  await page.getByRole("button", { name: "抽取样本" }).click();
  await expect(page.getByRole("heading", { name: /^随机抽查/ })).toBeVisible();
  await expect(page.getByText("待查").first()).toBeVisible();
  // Who drew it isn't its inspector.
  await expect(page.getByText("查看证照")).toHaveCount(0);
  const address = page.url();

  await become(await staff(INSPECTOR));
  await page.goto(address);
  await ready(page);
  await page.locator("summary", { hasText: "查看证照" }).click();
  await expect(page.locator(".sampled dl.facts")).toBeVisible();
  await page.locator("summary", { hasText: "发现问题" }).click();
  await page.getByLabel("发现了什么").fill("经营场所与登记档案不一致");
  await page.getByRole("button", { name: "发现问题" }).click();
  await expect(page.getByText("整改期限(服务目标)")).toBeVisible();
  await expectAccessible(page);

  await become(await staff(STAFF.handler));
  await page.goto(address);
  await ready(page);
  await page.getByLabel("做了什么").fill("已核对并办理变更");
  await page.getByRole("button", { name: "答复整改情况" }).click();
  await expect(page.getByText("发证单位答复")).toBeVisible();

  // The first answer doesn't do: it is asked again, by the same date.
  await become(await staff(INSPECTOR));
  await page.goto(address);
  await ready(page);
  await page.getByLabel("复核意见").fill("门牌号仍未更正");
  await page.getByRole("button", { name: "继续整改" }).click();
  await expect(page.getByText("门牌号仍未更正")).toBeVisible();
  await expect(page.getByLabel("复核意见")).toHaveCount(0);

  await become(await staff(STAFF.handler));
  await page.goto(address);
  await ready(page);
  await page.getByLabel("做了什么").fill("门牌号已更正");
  await page.getByRole("button", { name: "答复整改情况" }).click();
  await expect(page.getByText("门牌号已更正")).toBeVisible();

  await become(await staff(INSPECTOR));
  await page.goto(address);
  await ready(page);
  await page.getByLabel("复核意见").fill("已复核");
  await page.getByRole("button", { name: "复核通过" }).click();
  await expect(page.getByText("复核通过，办结")).toBeVisible();
  await expectAccessible(page);
});
