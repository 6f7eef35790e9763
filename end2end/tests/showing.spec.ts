// 亮证: a holder shows a licence on the phone, somebody without an account checks it and objects, in the city whose rulebook
// names other users.
import { freeLicence, Person } from "../support/api.ts";
import { expectAccessible } from "../support/axe.ts";
import { MARKET, STAFF } from "../support/people.ts";
import { codeIn, Receiver } from "../support/receiver.ts";
import { start, stop } from "../support/server.ts";
import { expect, ready, logIn, test as base } from "../support/test.ts";

const test = base.extend<{ city: { url: string; receiver: Receiver } }>({
  /** A server of its own under Daqing's rulebook, that sends to a receiver of its own. */
  city: async ({}, use, info) => {
    const receiver = await Receiver.start();
    const environment = { ...receiver.environment, MINGZHENG__RULEBOOK__ID: "daqing" };
    const { child, url } = await start({ log: `showing-${info.project.name}`, arguments: ["--demo"], environment });
    await use({ url, receiver });
    await stop(child);
    receiver.stop();
  },
  baseURL: async ({ city }, use) => use(city.url),
});

/** The code among what is sent: messages about the case come, too. */
async function codeSent(receiver: Receiver): Promise<string> {
  for (;;) {
    const sent = await receiver.next();
    if (sent.text?.includes("验证码")) {
      return codeIn(sent);
    }
  }
}

test("a licence is shown by a code, checked by anybody, and objected to by who saw it", async ({
  page,
  browser,
  complaints,
  city: { url, receiver },
}) => {
  // What has run out, and what has to be corrected.
  complaints.expect(/404|422/);
  test.setTimeout(120_000);
  const size = page.viewportSize()!;
  const shot = (name: string, of = page) =>
    of.screenshot({ path: `test-results/showing/${name}-${size.width}.png`, fullPage: true });

  const { holder, licence } = await freeLicence(url, MARKET);
  await logIn(holder, page);
  await page.goto(`/licences/${licence.id}`);
  await ready(page);
  const made = page.waitForResponse((answer) => answer.url().endsWith("/showings"));
  await page.getByRole("link", { name: "亮证" }).click();
  const first: { address: string; seconds: number } = await (await made).json();
  await expect(page.getByRole("img", { name: "出示码" })).toBeVisible();
  await expect(page.getByRole("timer")).toContainText(/出示码还有 [12] 分 \d\d 秒/);
  await expectAccessible(page);
  await shot("code");
  const again = page.waitForResponse((answer) => answer.url().endsWith("/showings"));
  await page.getByRole("button", { name: "更新出示码" }).click();
  const second: { address: string } = await (await again).json();
  expect(second.address).not.toBe(first.address);
  await page.getByRole("button", { name: "长辈版" }).click();
  await expectAccessible(page, { elder: true });
  await shot("code-elder");

  const stranger = await browser.newContext({ viewport: size, baseURL: url });
  const there = await stranger.newPage();
  await there.goto(second.address);
  await expect(there.getByRole("heading", { level: 1 })).toHaveText("证照查验");
  await expect(there.locator("script")).toHaveCount(0);
  await expectAccessible(there);
  await shot("checked", there);
  await there.getByRole("link", { name: "English" }).click();
  await expect(there.getByRole("heading", { level: 1 })).toHaveText("A licence, checked");
  await expectAccessible(there);
  await there.getByRole("link", { name: "中文" }).click();

  await there.getByRole("button", { name: "提出异议" }).click();
  await there.getByRole("button", { name: "获取验证码" }).click();
  await expect(there.getByRole("alert")).toBeVisible();
  await expectAccessible(there);
  await shot("to-correct", there);
  await there.getByLabel("哪一项有误").selectOption({ index: 1 });
  await there.getByLabel("应该是什么").fill("另一个名称");
  await there.locator("input[name=ground]").first().check();
  await there.getByLabel("为什么这样认为").fill("与门口的牌子不一致");
  await there.locator("input[name=means][value=mail]").check();
  await there.getByLabel("手机号码或电子邮箱").fill("wang@example.cn");
  await there.getByRole("button", { name: "获取验证码" }).click();
  const code = codeIn(await receiver.next());
  await expect(there.getByText("w***@example.cn")).toBeVisible();
  await expectAccessible(there);
  await there.getByLabel("6 位验证码").fill(code === "000000" ? "000001" : "000000");
  await there.getByRole("button", { name: "提交异议" }).click();
  await expect(there.getByRole("alert")).toBeVisible();
  await there.getByLabel("6 位验证码").fill(code);
  await there.getByRole("button", { name: "提交异议" }).click();
  await expect(there.getByRole("heading", { level: 1 })).toHaveText("异议受理回执");
  await expectAccessible(there);
  await shot("receipt", there);
  const number = (await there.locator(".number").textContent())!;
  await there.getByRole("link", { name: "English" }).click();
  await expect(there.getByRole("heading", { level: 1 })).toHaveText("Acknowledgement of an objection");
  await expectAccessible(there);

  // The agency asks for more; they answer on the same page, once a code has proved that it is they.
  await there.getByRole("link", { name: "中文" }).click();
  const handler = await Person.staff(url, STAFF.handler);
  const queue = await handler.all<{ id: string; case_number: string }>("/desk/objections");
  const { id } = queue.find((row) => row.case_number === number)!;
  await handler.move(id, "return", { note: "请说明门牌何时更换" });
  await there.reload();
  await expect(there.getByText("请说明门牌何时更换")).toBeVisible();
  await expectAccessible(there);
  await shot("asked", there);
  await there.getByLabel("您的补充").fill("去年五月换的");
  await there.getByRole("button", { name: "获取验证码" }).click();
  await expectAccessible(there);
  await there.getByLabel("6 位验证码").fill(await codeSent(receiver));
  await there.getByRole("button", { name: "提交补充" }).click();
  await expect(there.getByRole("heading", { level: 1 })).toHaveText("异议受理回执");
  await expect(there.getByText("请您补充")).toHaveCount(0);
  await handler.dispose();

  await there.goto("/check/00000000000000000000000000000000");
  await expect(there.getByRole("heading", { level: 1 })).toHaveText("出示码已过期");
  await expectAccessible(there);
  await stranger.close();

  // Its holder sees that it was checked, and hears that it is disputed.
  await page.goto(`/licences/${licence.id}`);
  await ready(page);
  await page.getByText("谁查看过这份证照").click();
  await expect(page.getByText("出示后被查验").first()).toBeVisible();
  await page.goto("/messages");
  await expect(page.getByText("有人对您的证照提出异议")).toBeVisible();

  await page.context().clearCookies();
  await logIn(await Person.staff(url, STAFF.handler), page);
  await page.goto("/desk/");
  await ready(page);
  await expect(page.getByText(number).first()).toBeVisible();
});
