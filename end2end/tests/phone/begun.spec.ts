// An objection that is begun without a connection: it stands on this device until the server has it, and is filed once.
import type { Page } from "@playwright/test";
import { expectAccessible } from "../../support/axe.ts";
import { freeLicence, objectionTo, type Person } from "../../support/api.ts";
import { png } from "../../support/files.ts";
import {
  everythingKept,
  filedOnce,
  kept,
  leaveWaiting,
  NO_CONNECTION,
  openSheltered,
  waiting,
} from "../../support/kept.ts";
import { CITIZEN } from "../../support/people.ts";
import { expect, ready, test } from "../../support/test.ts";
import type { Draft, LicenceDetail } from "../../support/wire.ts";

const CLAIMED = "兰州新区纬三路 158 号 2 单元";
const WORDS = "断网时开始写的：门牌号与租赁合同不一致，请按合同更正。";

test("an objection that is begun without a connection is written on this device, waits, and is filed once", async ({
  page,
  server,
  become,
  complaints,
}) => {
  complaints.expect(NO_CONNECTION);
  const { holder, licence, field } = await cutOffAtALicence(page, server.url, become);
  await page.goto("/");
  await page.goto(`/licences/${licence.id}`);
  await page.getByRole("link", { name: "提出异议", exact: true }).click();
  await expect(page.getByRole("heading", { name: "哪些内容有误？" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("checkbox", { name: field }).check();
  await next(page);
  await page.getByRole("textbox", { name: field }).fill(CLAIMED);
  await expect(page.getByText("还没有保存到服务器")).toBeVisible();
  await expect.poll(async () => (await waiting(page)).length).toBe(2);
  const context = page.context();
  await page.close();

  // Another page goes on where the closed one was left: the licence leads there.
  const again = await context.newPage();
  await again.goto(`/licences/${licence.id}`);
  await again.getByRole("link", { name: "继续填写" }).click();
  await expect(again.getByRole("checkbox", { name: field })).toBeChecked();
  await next(again);
  await expect(again.getByRole("textbox", { name: field })).toHaveValue(CLAIMED);
  await next(again);
  await again.getByRole("radio", { name: "写错了" }).check();
  await again.locator("#explanation").fill(WORDS);
  await next(again);
  await leaveWaiting(again);
  await expectAccessible(again);
  await expect.poll(async () => (await everythingKept(again)).map(({ name }) => name)).toContain("waiting");
  for (const one of await waiting(again)) {
    expect(one.text).not.toContain(CLAIMED);
  }
  await again.close();

  const last = await context.newPage();
  await last.goto("/");
  const strip = last.getByRole("region", { name: "等着提交的异议" });
  await expect(strip).toContainText("连上网络后自动提交一次");
  await context.setOffline(false);
  await expect(strip).toContainText("已经提交");
  await filedOnce(holder, licence, WORDS);
  const after = await holder.get<LicenceDetail>(`/licences/${licence.id}`);
  expect(after.draft).toBeUndefined();
  await expect.poll(() => waiting(last)).toEqual([]);
  await strip.getByRole("link", { name: "查看回执" }).click();
  await expect(last.getByRole("heading", { name: "您的异议已提交" })).toBeVisible();
  await holder.dispose();
});

test("what was begun without a connection is filed once, though every first answer is lost on the way", async ({
  page,
  server,
  become,
  complaints,
}) => {
  complaints.expect(NO_CONNECTION);
  complaints.expect(/404/);
  const { holder, licence, field } = await cutOffAtALicence(page, server.url, become);
  await write(page, field);
  await leaveWaiting(page);
  const lost = new Set<string>();
  await page.route("**/api/v1/**", async (route) => {
    const [method, { pathname }] = [route.request().method(), new URL(route.request().url())];
    const one = `${method} ${pathname.split("/")[3]}`;
    if (method !== "GET" && !lost.has(one)) {
      lost.add(one);
      await route.fetch();
      await route.abort();
    } else {
      await route.continue();
    }
  });
  await page.context().setOffline(false);
  await expect(page.getByRole("heading", { name: "您的异议已提交" })).toBeVisible({ timeout: 45_000 });
  expect([...lost].sort()).toEqual(["POST drafts", "POST objections", "PUT drafts"]);
  await filedOnce(holder, licence, WORDS);
  await holder.dispose();
});

test("who begins without a connection and finds it again while writing goes on writing, and a file goes along", async ({
  page,
  server,
  become,
  complaints,
}) => {
  complaints.expect(NO_CONNECTION);
  const { holder, licence, field } = await cutOffAtALicence(page, server.url, become);
  await page.getByRole("link", { name: `信息有误？ ${field}` }).click();
  await page.getByRole("textbox", { name: field }).fill(CLAIMED);
  await next(page);
  await page.getByRole("radio", { name: "写错了" }).check();
  await page.locator("#explanation").fill(WORDS);
  await page.getByLabel("选择文件").setInputFiles({ name: "门牌照片.png", mimeType: "image/png", buffer: png() });
  await expect(page.getByText("文件还在，连上网络后会自动再传")).toBeVisible();
  const address = page.url();

  await page.context().setOffline(false);
  await expect(page.getByText(/^已保存/)).toBeVisible({ timeout: 15_000 });
  await expect(page.getByRole("link", { name: "门牌照片.png" })).toBeVisible({ timeout: 15_000 });
  await expect(page.locator("#explanation")).toHaveValue(WORDS);
  expect(page.url()).toBe(address);
  const { draft: id } = await holder.get<LicenceDetail>(`/licences/${licence.id}`);
  const draft = await holder.get<Draft>(`/drafts/${id}`);
  expect(address).toContain(draft.id);
  expect(draft.body).toEqual({ claims: [{ key: expect.any(String), claimed: CLAIMED }], ground: "accuracy", explanation: WORDS });
  expect(draft.evidence).toHaveLength(1);
  await expect.poll(() => waiting(page)).toEqual([]);
  await next(page);
  await page.getByRole("button", { name: "提交异议" }).click();
  await expect(page.getByRole("heading", { name: "您的异议已提交" })).toBeVisible();
  await holder.dispose();
});

test("what was begun here goes into the draft that was begun elsewhere meanwhile", async ({
  page,
  server,
  become,
  complaints,
}) => {
  complaints.expect(NO_CONNECTION);
  complaints.expect(/404/);
  const { holder, licence, field } = await cutOffAtALicence(page, server.url, become);
  await write(page, field);
  const { id } = await holder.post<Draft>("/drafts", { licence: licence.id });
  await page.context().setOffline(false);
  await expect(page).toHaveURL(new RegExp(`/drafts/${id}/check`), { timeout: 15_000 });
  await expect(page.locator("dl.answers")).toContainText(WORDS);
  await page.getByRole("button", { name: "提交异议" }).click();
  await expect(page.getByRole("heading", { name: "您的异议已提交" })).toBeVisible();
  await filedOnce(holder, licence, WORDS);
  await expect.poll(() => waiting(page)).toEqual([]);
  await holder.dispose();
});

test("of two objections that are sent without a connection one waits, and the other one says that it has to be sent by hand", async ({
  page,
  server,
  citizen,
  become,
  complaints,
}) => {
  complaints.expect(NO_CONNECTION);
  const holder = await citizen(CITIZEN.mixed);
  const [one, two] = await holder.freeLicences();
  const fields = [await openedAndKept(page, holder, one!, become), await openedAndKept(page, holder, two!, become)];
  await page.context().setOffline(true);
  for (const [at, licence] of [one!, two!].entries()) {
    await page.goto(`/licences/${licence.id}`);
    await write(page, fields[at]!);
    await page.getByRole("button", { name: "提交异议" }).click();
    const said = at === 0 ? page.getByText("已经记下，连上网络后自动提交") : page.getByRole("alert");
    await expect(said).toContainText(at === 0 ? "已经记下" : "网络没有连上");
  }
  await page.context().setOffline(false);
  await expect(page.getByRole("region", { name: "等着提交的异议" })).toContainText("已经提交", { timeout: 15_000 });
  await page.getByRole("button", { name: "提交异议" }).click();
  await expect(page.getByRole("heading", { name: "您的异议已提交" })).toBeVisible();
  for (const licence of [one!, two!]) {
    await filedOnce(holder, licence, WORDS);
  }
});

/** Somebody looks at a licence that may be objected to, and the connection goes. */
async function cutOffAtALicence(page: Page, url: string, become: (person: Person) => Promise<void>) {
  const { holder, licence } = await freeLicence(url);
  const field = await openedAndKept(page, holder, licence, become);
  await page.context().setOffline(true);
  return { holder, licence, field };
}

/** The licence was looked at with a connection long enough; answers the name of a field that may be wrong. */
async function openedAndKept(
  page: Page,
  holder: Person,
  licence: LicenceDetail,
  become: (person: Person) => Promise<void>,
): Promise<string> {
  await become(holder);
  await openSheltered(page);
  await page.goto(`/licences/${licence.id}`);
  await ready(page);
  await kept(page, new RegExp(`/licences/${licence.id}$`));
  await kept(page, /\/rules$/);
  const [claim] = objectionTo(licence).claims;
  return licence.face.find(({ key }) => key === claim!.key)!.label;
}

/** From the licence's page to the last step. */
async function write(page: Page, field: string): Promise<void> {
  await page.getByRole("link", { name: "提出异议", exact: true }).click();
  await page.getByRole("checkbox", { name: field }).check();
  await next(page);
  await page.getByRole("textbox", { name: field }).fill(CLAIMED);
  await next(page);
  await page.getByRole("radio", { name: "写错了" }).check();
  await page.locator("#explanation").fill(WORDS);
  await next(page);
  await expect(page.getByRole("heading", { name: "核对后提交" })).toBeVisible();
}

async function next(page: Page): Promise<void> {
  await page.getByRole("button", { name: "下一步" }).click();
}
