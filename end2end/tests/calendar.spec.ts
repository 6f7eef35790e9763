// The calendar: one supervisor loads an arrangement, another approves it, and the due dates that move say why.
import { expectAccessible } from "../support/axe.ts";
import { announce, chinaDay } from "../support/calendar.ts";
import { CITIZEN, STAFF } from "../support/people.ts";
import { start, stop } from "../support/server.ts";
import { expect, ready, test as base } from "../support/test.ts";

const OTHER_SUPERVISOR = "dating-choucha";

/** A server of its own: another calendar moves the dates that other journeys go by. */
const test = base.extend<object, { server: { url: string } }>({
  server: [
    async ({}, use, worker) => {
      const log = `calendar-${worker.project.name}-${worker.workerIndex}`;
      const { child, url } = await start({ log, arguments: ["--demo"] });
      try {
        await use({ url });
      } finally {
        await stop(child);
      }
    },
    { scope: "worker", timeout: 70_000 },
  ],
});

test("a notice is pasted, checked, approved by another person, and moves the dates that both sides see", async ({
  page,
  staff,
  citizen,
  become,
}) => {
  test.setTimeout(120_000);
  // A case whose answer is due in the next days.
  const objector = await citizen(CITIZEN.fresh);
  const [licence] = await objector.freeLicences();
  const receipt = await objector.file(await objector.draft(licence!));

  await become(await staff(STAFF.supervisor));
  await page.goto("/desk/calendar");
  await ready(page);
  await expect(page.getByText("现行版本")).toBeVisible();
  await expectAccessible(page);
  await page.locator("summary", { hasText: "加载放假安排" }).click();
  await page.getByLabel("种类").selectOption({ label: "临时调整或延长" });
  const { year, text, wrong, second } = announce();
  await page.getByLabel("年份", { exact: true }).first().fill(year);
  await page.getByLabel("文号").fill("演示电〔2026〕1号");
  await page.getByLabel("公布日期").fill(chinaDay(0));
  await page.getByLabel("公布网址").fill("https://www.gov.cn/");
  await page.getByLabel("通知全文").fill(wrong);
  await page.getByRole("button", { name: "核对并试算" }).click();
  await expect(page.getByText(/第 1 行：.*应是/)).toBeVisible();
  await expect(page.getByRole("button", { name: "提交批准" })).toHaveCount(0);

  await page.getByLabel("通知全文").fill(text);
  await page.getByLabel("第二个来源(可不填)").fill(second);
  await page.getByRole("button", { name: "核对并试算" }).click();
  await expect(page.getByText("没有发现错误")).toBeVisible();
  await expect(page.getByText("与第二个来源逐日一致")).toBeVisible();
  await expect(page.getByText("对在办期限的影响")).toBeVisible();
  await expect(page.getByRole("cell", { name: /推迟 \d+ 天/ }).first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "提交批准" }).click();

  await expect(page.getByText("由您提交，要由另一人批准。")).toBeVisible();
  await expect(page.getByRole("button", { name: "批准并生效" })).toHaveCount(0);
  await expectAccessible(page);
  const address = page.url();

  await become(await staff(OTHER_SUPERVISOR));
  await page.goto(address);
  await ready(page);
  await page.getByRole("button", { name: "批准并生效" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("我已对照原文核对日期").check();
  await dialog.getByRole("button", { name: "批准并生效" }).click();
  await expect(page.getByText("已生效")).toBeVisible();
  await expect(page.getByText(/已重新计算：/)).toBeVisible({ timeout: 30_000 });
  await expectAccessible(page);

  // Both sides see that and why the date moved, and how it is counted now.
  await become(objector);
  await page.goto(`/objections/${receipt.id}`);
  await ready(page);
  await expect(page.getByRole("heading", { name: "期限有变动" })).toBeVisible();
  await expect(page.getByText(/推迟 \d+ 天：演示电〔2026〕1号调整了工作日/).first()).toBeVisible();
  await expectAccessible(page);
  await become(await staff(STAFF.supervisor));
  await page.goto(`/desk/?case=${receipt.id}`);
  await ready(page);
  await expect(page.getByRole("heading", { name: "期限有变动" })).toBeVisible();
  await page.goto("/desk/notices");
  await ready(page);
});
