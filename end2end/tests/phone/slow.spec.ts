// The citizen's story on slow 4G, the connection lost in the middle of each step: nothing is lost, it is said in words,
// and everything happens once.
import type { Page } from "@playwright/test";
import { freeLicence, objectionTo } from "../../support/api.ts";
import { png } from "../../support/files.ts";
import { Network } from "../../support/network.ts";
import { CITIZEN, MARKET, STAFF } from "../../support/people.ts";
import { expect, ready, test } from "../../support/test.ts";
import type { CaseSummary, Draft, LicenceDetail } from "../../support/wire.ts";

const NO_CONNECTION = /ERR_INTERNET_DISCONNECTED/;
/** A processor four times as slow, on a machine that is busy. */
const PATIENT = { timeout: 30_000 };

async function arrived(page: Page, path: string): Promise<void> {
  const answer = await page.waitForResponse((one) => one.url().endsWith(path));
  await answer.finished();
}

test("who loses the connection before the application is there is told so, and goes on when it is back", async ({
  page,
  complaints,
}) => {
  test.setTimeout(120_000);
  complaints.expect(/ERR_INTERNET_DISCONNECTED|Failed to fetch|HTTP status code is not ok/);
  const network = await Network.slow(page);
  await network.loseDuring("GET", /\/assets\/home-.*\.wasm$/, () => page.goto("/", { waitUntil: "commit" }));
  await expect(page.getByText("页面没有打开")).toBeVisible(PATIENT);
  await expect(page.getByText("请检查网络")).toBeVisible();
  await network.back();
  await page.getByRole("link", { name: "重新载入" }).click();
  await expect(page.getByRole("heading", { name: "登录", level: 1 })).toBeVisible(PATIENT);
});

test("the log-in, the list and a licence come back where the connection was lost", async ({ page, complaints }) => {
  test.setTimeout(120_000);
  complaints.expect(NO_CONNECTION);
  const network = await Network.slow(page);
  await page.goto("/");
  const person = page.getByRole("button", { name: CITIZEN.refused });
  await expect(person).toBeVisible(PATIENT);
  await network.loseDuring("POST", /\/session\/citizen$/, () => person.click());
  await expect(page.getByRole("alert")).toContainText("网络没有连上");
  await network.back();
  await person.click();
  await expect(page.getByRole("article").first()).toBeVisible(PATIENT);

  const name = await page.getByRole("article").first().getByRole("link").innerText();
  const search = page.getByRole("searchbox", { name: "查找证照" });
  await network.loseDuring("GET", /\/api\/v1\/licences$/, () => search.fill(name));
  await expect(page.getByRole("alert")).toContainText("网络没有连上");
  await expect(search).toHaveValue(name);
  await network.back();
  await page.getByRole("button", { name: "重试" }).click();
  await expect(page.getByRole("article").first()).toContainText(name);

  const href = await page.getByRole("article").first().getByRole("link").getAttribute("href");
  // The program of the next page comes with the licence: what gets lost is the licence.
  const paths = await page.evaluate(() => document.documentElement.dataset.next!.split(" "));
  const program = Promise.all(paths.map((path) => arrived(page, path)));
  await network.loseDuring("GET", /\/api\/v1\/licences\/.+/, () => page.goto(href!), program);
  await expect(page.getByRole("alert").first()).toContainText("网络没有连上", PATIENT);
  await network.back();
  await page.getByRole("button", { name: "重试" }).first().click();
  await expect(page.getByText("照面信息")).toBeVisible(PATIENT);
});

test("an objection is written, proved and filed once, the connection lost in every step", async ({
  page,
  server,
  become,
  complaints,
}) => {
  test.setTimeout(180_000);
  complaints.expect(NO_CONNECTION);
  // A save whose answer was lost is met by a newer version; a filing's, by a draft that is there no more.
  complaints.expect(/404|409/);
  const { holder, licence } = await freeLicence(server.url);
  const wanted = objectionTo(licence);
  const [claim] = wanted.claims;
  const field = licence.face.find(({ key }) => key === claim!.key)!;
  await become(holder);
  const network = await Network.slow(page);
  const next = page.getByRole("button", { name: "下一步" });
  const drafts = /\/api\/v1\/drafts$/;
  const draftOf = async () => holder.get<Draft>(`/drafts/${(await holder.get<LicenceDetail>(`/licences/${licence.id}`)).draft}`);

  await test.step("opening the draft", async () => {
    const rules = page.waitForResponse((answer) => answer.url().endsWith("/rules"));
    await page.goto(`/licences/${licence.id}`);
    await ready(page);
    await (await rules).finished();
    // The licence was seen, so it begins on this device all the same, and is on the server when the connection is back.
    await network.loseDuring("POST", drafts, () => page.getByRole("link", { name: "提出异议", exact: true }).click());
    await expect(page.getByRole("heading", { name: "哪些内容有误？" })).toBeVisible(PATIENT);
    await network.back();
    await expect(page.getByText(/^已保存/)).toBeVisible(PATIENT);
  });

  await test.step("choosing and writing", async () => {
    await page.getByRole("checkbox", { name: field.label }).check();
    await next.click();
    const claimed = page.getByRole("textbox", { name: field.label });
    await network.loseDuring("PUT", /\/api\/v1\/drafts\/.+/, () => claimed.fill(claim!.claimed));
    await expect(page.getByText("还没有保存到服务器")).toBeVisible();
    await network.back();
    await expect(page.getByText(/^已保存/)).toBeVisible(PATIENT);
    await next.click();
    await page.getByRole("radio", { name: "写错了" }).check();
    await page.locator("#explanation").fill(wanted.explanation);
    await expect(page.getByText(/^已保存/)).toBeVisible(PATIENT);
    const { body } = await draftOf();
    expect(body).toEqual(wanted);
  });

  await test.step("proving it", async () => {
    const file = { name: "门牌照片.png", mimeType: "image/png", buffer: png() };
    const choose = page.getByLabel("选择文件");
    await network.loseDuring("POST", /\/evidence$/, () => choose.setInputFiles(file));
    await expect(page.getByText("文件还在，连上网络后会自动再传")).toBeVisible();
    await network.back();
    await expect(page.getByRole("link", { name: "门牌照片.png" })).toBeVisible(PATIENT);
    expect((await draftOf()).evidence).toHaveLength(1);
  });

  await test.step("filing it", async () => {
    await next.click();
    const send = page.getByRole("button", { name: "提交异议" });
    await network.loseDuring("POST", /\/api\/v1\/objections$/, () => send.click());
    await expect(page.getByText("已经记下，连上网络后自动提交")).toBeVisible();
    await network.back();
    await expect(page.getByRole("heading", { name: "您的异议已提交" })).toBeVisible(PATIENT);
    const filed = await holder.all<CaseSummary>("/objections");
    const cases = await Promise.all(filed.map(({ id }) => holder.case(id)));
    expect(cases.filter((one) => one.licence.id === licence.id && one.explanation === wanted.explanation)).toHaveLength(1);
  });
  await holder.dispose();
});

test("a supplement and a withdrawal happen once, the connection lost on the way", async ({
  page,
  server,
  staff,
  become,
  complaints,
}) => {
  test.setTimeout(120_000);
  complaints.expect(NO_CONNECTION);
  const { holder, licence } = await freeLicence(server.url, MARKET);
  const receipt = await holder.file(await holder.draft(licence));
  await (await staff(STAFF.handler)).move(receipt.id, "return", { note: "请补充租赁合同的照片。" });
  await become(holder);
  const network = await Network.slow(page);
  await page.goto(`/objections/${receipt.id}`);
  await ready(page);
  const text = page.getByRole("textbox", { name: "您的补充" });
  const send = page.getByRole("button", { name: "提交补充" });
  await text.fill("合同在 2024 年签的，门牌 12 号。");
  await network.loseDuring("POST", /\/supplement$/, () => send.click());
  await expect(page.getByRole("alert")).toContainText("网络没有连上");
  await expect(text).toHaveValue("合同在 2024 年签的，门牌 12 号。");
  await network.back();
  await send.click();
  await expect(page.getByText("您的补充已提交")).toBeVisible(PATIENT);

  await page.getByRole("button", { name: "撤回异议" }).click();
  const sure = page.getByRole("dialog").getByRole("button", { name: "撤回异议" });
  await network.loseDuring("POST", /\/withdraw$/, () => sure.click());
  await expect(page.getByRole("alert")).toContainText("网络没有连上");
  await network.back();
  await page.getByRole("button", { name: "撤回异议" }).click();
  await sure.click();
  await expect(page.getByText("您的异议已撤回").first()).toBeVisible(PATIENT);
  const { history } = await holder.case(receipt.id);
  for (const event of ["supplement", "withdraw"]) {
    expect(history.filter((one) => one.event === event)).toHaveLength(1);
  }
  await holder.dispose();
});
