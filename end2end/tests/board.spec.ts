// Supervision of cases: the board and the lists behind its numbers, 督办 and its answer, and what everybody may read.
import { freeLicence } from "../support/api.ts";
import { expectAccessible } from "../support/axe.ts";
import { MARKET, STAFF } from "../support/people.ts";
import { expect, ready, test } from "../support/test.ts";

test("the supervisor reads the board, opens the cases behind a number and takes the month home", async ({
  page,
  staff,
  become,
}) => {
  await become(await staff(STAFF.supervisor));
  await page.goto("/desk/board");
  await ready(page);
  // The figures are counted by a job that starts with the server.
  await expect(async () => {
    await page.reload();
    await expect(page.getByText("统计于")).toBeVisible({ timeout: 2_000 });
  }).toPass();
  const overdue = page.locator(".figure", { hasText: "已超期" });
  await overdue.locator("summary").click();
  await expect(overdue).toContainText("有期限已过而没有完成的件数");
  const handedOn = page.locator(".figure", { hasText: "按时移送率(服务目标)" });
  await handedOn.locator("summary").click();
  await expect(handedOn).toContainText("计入误收的单位");
  await page.getByText("以表格显示").first().click();
  await expectAccessible(page);

  await page.getByLabel("发证单位").selectOption({ label: MARKET });
  await expect(page).toHaveURL(/issuer=/);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "导出 CSV" }).click();
  expect((await download).suggestedFilename()).toMatch(/^board-\d{4}-\d\d\.csv$/);
  await page.locator(".figure", { hasText: "已超期" }).getByRole("link").click();
  await expect(page).toHaveURL(/filter=overdue&issuer=/);
  await ready(page);
  await expect(page.getByText("电子监察里这个数字对应的件")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "显示全部" }).click();
  await expect(page).toHaveURL(/\/desk\/$/);
});

test("the board can be read in English", async ({ page, staff, become }) => {
  await become(await staff(STAFF.supervisor));
  await page.addInitScript(() => localStorage.setItem("mz.lang", "en"));
  await page.goto("/desk/board");
  await ready(page);
  await expect(page.getByRole("heading", { name: "Board of cases" })).toBeVisible();
  await expect(page.getByText("Answered on time").first()).toBeVisible();
  await expectAccessible(page);
});

test("a case is urged, the agency answers, and no due date moves", async ({ page, server, staff, become, complaints }) => {
  // A request without words is refused.
  complaints.expect(/422/);
  const { holder, licence } = await freeLicence(server.url, MARKET);
  const receipt = await holder.file(await holder.draft(licence));
  const supervisor = await staff(STAFF.supervisor);
  const before = await supervisor.case(receipt.id);
  await become(supervisor);
  await page.goto(`/desk/?case=${receipt.id}`);
  await ready(page);
  await page.locator("summary", { hasText: "督办" }).click();
  await page.getByRole("button", { name: "督办" }).click();
  await expect(page.locator("#urging-words-error")).not.toBeEmpty();
  await page.getByLabel("要求说明什么").fill("请说明核实进展");
  const tomorrow = new Date(Date.now() + 32 * 3_600_000).toISOString().slice(0, 10);
  await page.getByLabel("请在此日结束前答复").fill(tomorrow);
  await expectAccessible(page);
  await page.getByRole("button", { name: "督办" }).click();
  await expect(page.locator(".urgings")).toContainText("请说明核实进展");

  await become(await staff(STAFF.handler));
  await page.goto("/desk/notices");
  await ready(page);
  await expect(page.getByRole("link", { name: /督办/ }).first()).toBeVisible();
  await page.goto(`/desk/?case=${receipt.id}`);
  await ready(page);
  await page.getByLabel("答复督办").fill("已向登记科调取档案");
  await page.getByRole("button", { name: "答复督办" }).click();
  await expect(page.locator(".urgings")).toContainText("已答复");
  await expectAccessible(page);
  const after = await supervisor.case(receipt.id);
  expect(after.clocks).toEqual(before.clocks);
  await holder.dispose();
});

test("what one person proposes and another releases is read by everybody, also without any script", async ({
  page,
  browser,
  server,
  staff,
  become,
}) => {
  const approver = await staff(STAFF.approver);
  const { items } = await approver.get<{ items: { id: string; outcome?: string }[] }>(
    "/desk/objections?filter=finished&limit=50",
  );
  const { id } = items.find((item) => item.outcome)!;
  await become(await staff(STAFF.handler));
  await page.goto(`/desk/?filter=finished&case=${id}`);
  await ready(page);
  await page.locator("summary", { hasText: "拟定公开内容" }).click();
  await page.getByLabel("反映的问题").fill("认为证照登载的地址有误");
  await page.getByLabel("答复内容").fill("经核对登记档案，已经答复异议人");
  await page.getByRole("button", { name: "拟定公开内容" }).click();
  await expect(page.getByText("待审核")).toBeVisible();
  await expectAccessible(page);

  await become(approver);
  await page.goto(`/desk/?filter=finished&case=${id}`);
  await ready(page);
  await page.getByRole("button", { name: "审核公开" }).click();
  await expect(page.getByText("已公开", { exact: true })).toBeVisible();

  await page.goto("/disclosed");
  await expect(page.getByText("经核对登记档案，已经答复异议人")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "English" }).click();
  await expect(page.getByRole("heading", { name: "What became of objections" })).toBeVisible();
  await expectAccessible(page);

  const plain = await browser.newContext({ baseURL: server.url, javaScriptEnabled: false });
  const reader = await plain.newPage();
  await reader.goto("/disclosed");
  await expect(reader.getByText("经核对登记档案，已经答复异议人")).toBeVisible();
  await expect(reader.getByRole("table").first()).toBeVisible();
  await plain.close();
});
