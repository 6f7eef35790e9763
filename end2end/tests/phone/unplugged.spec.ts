// Without a connection: what was seen last opens, dated and not taken for live; what was sent waits and is sent once.
import type { Page } from "@playwright/test";
import { expectAccessible } from "../../support/axe.ts";
import { freeLicence, objectionTo, type Person } from "../../support/api.ts";
import { png } from "../../support/files.ts";
import { CITIZEN } from "../../support/people.ts";
import { expect, ready, test } from "../../support/test.ts";
import type { CaseSummary, Draft, LicenceDetail } from "../../support/wire.ts";

const NO_CONNECTION = /ERR_INTERNET_DISCONNECTED|ERR_FAILED/;

test("who opens the application without a connection finds what was seen last, dated and not taken for live", async ({
  page,
  citizen,
  become,
  complaints,
}) => {
  complaints.expect(NO_CONNECTION);
  const person = await citizen(CITIZEN.fresh);
  await become(person);
  await page.goto("/");
  await ready(page);
  await sheltered(page);
  await page.getByRole("link", { name: "营业执照" }).click();
  await expect(page.getByRole("heading", { name: "营业执照", level: 1 })).toBeVisible();
  await kept(page, /\/licences\/.+/);

  await page.context().setOffline(true);
  await page.goto("/");
  const mark = page.getByRole("region", { name: "不是实时信息" });
  await expect(mark).toContainText(/取得于\s*\d+月\d+日 \d+:\d\d/);
  await expect(page.getByRole("article").first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "营业执照" }).click();
  await expect(page.getByText("照面信息")).toBeVisible();
  await expect(mark).toBeInViewport();
  await expectAccessible(page);
  // What was never shown is not there, and nothing pretends that it is.
  await page.goto("/messages");
  await expect(page.getByRole("alert")).toContainText("网络没有连上");
  await expect(mark).toHaveCount(0);

  await page.goto("/");
  await expect(mark).toBeVisible();
  await page.context().setOffline(false);
  await expect(mark).toHaveCount(0);
  await expect(page.getByRole("article").first()).toBeVisible();
});

test("what is kept can't be read without its key, the key not at all, and sensitive values are never kept", async ({
  page,
  server,
  become,
}) => {
  const { holder, licence } = await freeLicence(server.url);
  await become(holder);
  await page.goto(`/licences/${licence.id}`);
  await ready(page);
  await kept(page, /\/licences\/.+/);
  const reveal = page.getByRole("button", { name: "显示完整信息" });
  await reveal.click();
  await expect(page.getByRole("button", { name: "隐藏部分信息" })).toBeVisible();
  const all = await everythingKept(page);
  expect(all.map(({ name }) => name).filter((name) => name.includes("reveal"))).toEqual([]);
  const lock = all.find(({ name }) => name === "lock")!;
  expect(lock.extractable).toBe(false);
  for (const one of all.filter(({ name }) => name !== "lock")) {
    expect(one.text).not.toContain(licence.type_name);
    expect(one.text).not.toContain(licence.holder_name);
  }
  await holder.dispose();
});

test("after the log-out nothing is kept, and the next person finds nothing of the one before", async ({
  page,
  citizen,
  become,
  complaints,
}) => {
  complaints.expect(NO_CONNECTION);
  await become(await citizen(CITIZEN.corrected));
  await page.goto("/");
  await ready(page);
  await sheltered(page);
  await kept(page, /\/licences$/);
  await page.goto("/me");
  await page.getByRole("button", { name: "退出登录" }).click();
  await expect(page.getByRole("heading", { name: "登录", level: 1 })).toBeVisible();
  expect(await everythingKept(page)).toEqual([]);

  await page.context().setOffline(true);
  await page.goto("/");
  await expect(page.getByRole("alert")).toContainText("网络没有连上");
  await expect(page.getByText(CITIZEN.corrected)).toHaveCount(0);
  await page.context().setOffline(false);
});

test("somebody else who logs in, without a log-out before, takes the place of what was kept", async ({
  page,
  citizen,
  become,
  complaints,
}) => {
  complaints.expect(NO_CONNECTION);
  const [first, second] = [await citizen(CITIZEN.corrected), await citizen(CITIZEN.refused)];
  await become(first);
  await page.goto("/");
  await ready(page);
  await sheltered(page);
  await kept(page, /\/licences$/);
  await become(second);
  await page.goto("/me");
  await ready(page);
  await kept(page, /\/session$/);
  await page.context().setOffline(true);
  await page.goto("/");
  await expect(page.getByText("网络没有连上").first()).toBeVisible();
  await expect(page.getByRole("article")).toHaveCount(0);
  await expect(page.getByText(CITIZEN.corrected)).toHaveCount(0);
  await page.context().setOffline(false);
});

test("what was seen goes when the session has ended", async ({ page, citizen, become, complaints }) => {
  complaints.expect(/401/);
  await become(await citizen(CITIZEN.corrected));
  await page.goto("/");
  await ready(page);
  await kept(page, /\/licences$/);
  await page.context().clearCookies();
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "登录", level: 1 })).toBeVisible();
  await expect.poll(async () => (await everythingKept(page)).map(({ name }) => name)).toEqual(["lock"]);
});

test("what was kept too long ago is not shown", async ({ page, citizen, become, complaints }) => {
  complaints.expect(NO_CONNECTION);
  await become(await citizen(CITIZEN.corrected));
  await page.goto("/");
  await ready(page);
  await sheltered(page);
  await kept(page, /\/licences$/);
  await page.context().setOffline(true);
  await page.addInitScript(() => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + 31 * 60_000;
  });
  await page.goto("/");
  await expect(page.getByRole("alert")).toContainText("网络没有连上");
  await expect(page.getByRole("article")).toHaveCount(0);
  await page.context().setOffline(false);
});

test("an objection sent without a connection waits, outlives the page, and is sent once", async ({
  page,
  server,
  become,
  complaints,
}) => {
  complaints.expect(NO_CONNECTION);
  const { holder, licence } = await freeLicence(server.url);
  const draft = await holder.draft(licence);
  await become(holder);
  await page.goto(`/drafts/${draft.id}/reasons`);
  await ready(page);
  await sheltered(page);
  await page.context().setOffline(true);
  const words = "断网时写的：门牌号与租赁合同不一致，请按合同更正。";
  await page.locator("#explanation").fill(words);
  await page.getByRole("button", { name: "下一步" }).click();
  await page.getByRole("button", { name: "提交异议" }).click();
  await expect(page.getByText("已经记下，连上网络后自动提交")).toBeVisible();
  await expectAccessible(page);
  await expect.poll(async () => (await everythingKept(page)).map(({ name }) => name)).toContain("waiting");
  const context = page.context();
  await page.close();

  const again = await context.newPage();
  await again.goto("/");
  const strip = again.getByRole("region", { name: "等着提交的异议" });
  await expect(strip).toContainText("连上网络后自动提交一次");
  await strip.getByRole("link", { name: "查看" }).click();
  await expect(again.locator("dl.answers")).toContainText(words);
  await again.goto("/");
  await expect(strip).toBeVisible();
  await context.setOffline(false);
  await expect(strip).toContainText("已经提交");
  await filedOnce(holder, licence, words);
  await strip.getByRole("link", { name: "查看回执" }).click();
  await expect(again.getByRole("heading", { name: "您的异议已提交" })).toBeVisible();
  expect((await everythingKept(again)).map(({ name }) => name)).not.toContain("waiting");
  await holder.dispose();
});

test("an objection whose answer was lost on the way is not filed a second time", async ({ page, server, become, complaints }) => {
  complaints.expect(NO_CONNECTION);
  complaints.expect(/404/);
  const { holder, licence } = await freeLicence(server.url);
  const draft = await holder.draft(licence);
  await become(holder);
  await page.goto(`/drafts/${draft.id}/check`);
  await ready(page);
  let lost = 0;
  await page.route("**/api/v1/objections", async (route) => {
    if (route.request().method() === "POST" && lost === 0) {
      lost += 1;
      await route.fetch();
      await route.abort();
    } else {
      await route.continue();
    }
  });
  await page.getByRole("button", { name: "提交异议" }).click();
  await expect(page.getByText("已经记下，连上网络后自动提交")).toBeVisible();
  await page.getByRole("button", { name: "现在再试" }).click();
  await expect(page.getByRole("heading", { name: "您的异议已提交" })).toBeVisible();
  expect(lost).toBe(1);
  await filedOnce(holder, licence, draft.body.explanation);
  await holder.dispose();
});

test("who changes what waits sends it again by hand", async ({ page, server, become, complaints }) => {
  complaints.expect(NO_CONNECTION);
  const { holder, licence } = await freeLicence(server.url);
  const draft = await holder.draft(licence);
  await become(holder);
  await page.goto(`/drafts/${draft.id}/check`);
  await ready(page);
  await page.context().setOffline(true);
  await page.getByRole("button", { name: "提交异议" }).click();
  await expect(page.getByText("已经记下，连上网络后自动提交")).toBeVisible();
  await page.getByRole("link", { name: "上一步" }).click();
  await page.locator("#explanation").fill("又想了想，改成这样说：门牌号写错了。");
  await page.getByRole("button", { name: "下一步" }).click();
  await expect(page.getByRole("button", { name: "提交异议" })).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByText(/^已保存/)).toBeVisible({ timeout: 15_000 });
  expect((await holder.get<LicenceDetail>(`/licences/${licence.id}`)).open_objection).toBeUndefined();
  await page.getByRole("button", { name: "提交异议" }).click();
  await expect(page.getByRole("heading", { name: "您的异议已提交" })).toBeVisible();
  await holder.dispose();
});

test("an objection that is begun without a connection is written on this device, waits, and is filed once", async ({
  page,
  server,
  become,
  complaints,
}) => {
  complaints.expect(NO_CONNECTION);
  const { holder, licence } = await freeLicence(server.url);
  const field = await openedAndKept(page, holder, licence, become);
  await page.context().setOffline(true);
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
  await again.getByRole("button", { name: "提交异议" }).click();
  await expect(again.getByText("已经记下，连上网络后自动提交")).toBeVisible();
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
  const { holder, licence } = await freeLicence(server.url);
  const field = await openedAndKept(page, holder, licence, become);
  await page.context().setOffline(true);
  await write(page, field);
  await page.getByRole("button", { name: "提交异议" }).click();
  await expect(page.getByText("已经记下，连上网络后自动提交")).toBeVisible();
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
  const { holder, licence } = await freeLicence(server.url);
  const field = await openedAndKept(page, holder, licence, become);
  await page.context().setOffline(true);
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
  const { holder, licence } = await freeLicence(server.url);
  const field = await openedAndKept(page, holder, licence, become);
  await page.context().setOffline(true);
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

const CLAIMED = "兰州新区纬三路 158 号 2 单元";
const WORDS = "断网时开始写的：门牌号与租赁合同不一致，请按合同更正。";

/** The licence was looked at with a connection long enough; answers the name of a field that may be wrong. */
async function openedAndKept(
  page: Page,
  holder: Person,
  licence: LicenceDetail,
  become: (person: Person) => Promise<void>,
): Promise<string> {
  await become(holder);
  await page.goto("/");
  await ready(page);
  await sheltered(page);
  await page.goto(`/licences/${licence.id}`);
  await ready(page);
  await kept(page, /\/licences\/.+/);
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

/** The service worker is at work and has what it keeps; the page would begin it when it has long been quiet. */
async function sheltered(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.register("/service-worker.js").then(() => navigator.serviceWorker.ready);
    if (active?.state !== "activated") {
      await new Promise((activated) => active?.addEventListener("statechange", activated));
    }
  });
}

interface Kept {
  name: string;
  extractable?: boolean;
  text: string;
}

/** Everything that lies in the browser's database, as somebody with the device would find it. */
function everythingKept(page: Page): Promise<Kept[]> {
  return page.evaluate(async () => {
    const settle = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const store = (await settle(indexedDB.open("mz", 1))).transaction("kept").objectStore("kept");
    const [names, values] = [await settle(store.getAllKeys()), await settle(store.getAll())];
    return values.map((value, at) => ({
      name: String(names[at]),
      extractable: value.key?.extractable,
      text: value.data ? new TextDecoder().decode(value.data) : "",
    }));
  });
}

/** What the server doesn't have yet. */
async function waiting(page: Page): Promise<Kept[]> {
  return (await everythingKept(page)).filter(({ name }) => name.startsWith("waiting"));
}

async function kept(page: Page, name: RegExp): Promise<void> {
  await expect.poll(async () => (await everythingKept(page)).some((one) => name.test(one.name))).toBe(true);
}

async function filedOnce(holder: Person, licence: LicenceDetail, words: string): Promise<void> {
  const filed = await holder.all<CaseSummary>("/objections");
  const cases = await Promise.all(filed.map(({ id }) => holder.case(id)));
  expect(cases.filter((one) => one.licence.id === licence.id && one.explanation === words)).toHaveLength(1);
  expect((await holder.get<LicenceDetail>(`/licences/${licence.id}`)).open_objection).toBeDefined();
}
