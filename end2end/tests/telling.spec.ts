// Told elsewhere, too: a citizen proves an address, and what does not arrive is somebody's task at the desk.
import { freeLicence, Person } from "../support/api.ts";
import { expectAccessible } from "../support/axe.ts";
import { MARKET, STAFF } from "../support/people.ts";
import { codeIn, Receiver } from "../support/receiver.ts";
import { start, stop } from "../support/server.ts";
import { expect, ready, logIn, test as base, toTheEnd } from "../support/test.ts";

const test = base.extend<{ sending: { url: string; receiver: Receiver } }>({
  /** A server of its own that sends to a receiver of its own. */
  sending: async ({}, use, info) => {
    const receiver = await Receiver.start();
    const log = `telling-${info.project.name}`;
    const { environment } = receiver;
    const { child, url } = await start({ log, arguments: ["--demo"], environment });
    await use({ url, receiver });
    await stop(child);
    receiver.stop();
  },
  baseURL: async ({ sending }, use) => use(sending.url),
});

test("an address is proved by its code and told of a case; what is refused is seen to at the desk", async ({
  page,
  complaints,
  sending: { url, receiver },
}) => {
  // The address that is none.
  complaints.expect(/422/);
  test.setTimeout(120_000);
  const width = page.viewportSize()!.width;
  const shot = (name: string) => page.screenshot({ path: `test-results/telling/${name}-${width}.png`, fullPage: true });
  const { holder, licence } = await freeLicence(url, MARKET);
  await logIn(holder, page);
  await page.goto("/me");
  await ready(page);
  await page.getByLabel("电子邮箱").fill("somebody");
  const mail = page.locator(".contact").filter({ hasText: "电子邮件" });
  await mail.getByRole("button", { name: "发送验证码" }).click();
  await expect(mail.locator(".error").first()).toBeVisible();
  await page.getByLabel("电子邮箱").fill("somebody@example.cn");
  await mail.getByRole("button", { name: "发送验证码" }).click();
  await expect(mail).toContainText("已发到 s***@example.cn");
  await toTheEnd(page);
  await expectAccessible(page);
  await shot("code");
  await mail.getByLabel("验证码").first().fill(codeIn(await receiver.next()));
  await mail.getByRole("button", { name: "核对" }).click();
  await expect(mail).toContainText("接收");
  await toTheEnd(page);
  await expectAccessible(page);
  await shot("contacts");

  await receiver.be("refuse");
  const receipt = await holder.file(await holder.draft(licence));
  // The page shows what was known when it was opened.
  await expect(async () => {
    await page.goto("/messages");
    await expect(page.getByText("电子邮件没有送达")).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await shot("messages");

  await page.context().clearCookies();
  await logIn(await Person.staff(url, STAFF.handler), page);
  await page.goto("/desk/undelivered");
  await ready(page);
  const task = page.locator(".undelivered > li").filter({ hasText: receipt.case_number });
  await expect(task).toContainText("对方服务器拒收");
  await task.getByText("已用其他方式告知").click();
  await expectAccessible(page);
  await shot("undelivered");
  await task.getByRole("button", { name: "登记" }).click();
  await expect(page.getByText("没有未送达的消息")).toBeVisible();
  await expectAccessible(page);

  await page.goto(`/desk/?case=${receipt.id}`);
  await ready(page);
  await page.getByText("应用之外的告知").click();
  await expect(page.getByText(/已用其他方式告知/)).toBeVisible();
  await expect(page.getByText(/电话/)).toBeVisible();
  await shot("case");
  await page.goto("/desk/notices");
  await ready(page);
  await expect(page.getByLabel("电子邮箱")).toBeVisible();
  await expectAccessible(page);
  await shot("staff");
  await holder.dispose();
});
