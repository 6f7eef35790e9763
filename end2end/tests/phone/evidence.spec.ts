// Files of every kind that people have on their phones.
import { freeLicence } from "../../support/api.ts";
import { largePng, png } from "../../support/files.ts";
import { expect, ready, test } from "../../support/test.ts";

const MOST = 10 * 1024 * 1024;

test("of several files chosen at once each one says what became of it", async ({ page, server, become, complaints }) => {
  // The browser notes by itself that a request was refused.
  complaints.expect(/415|409/);
  const { holder, licence } = await freeLicence(server.url);
  const draft = await holder.draft(licence);
  await become(holder);
  await page.goto(`/drafts/${draft.id}/reasons`);
  await ready(page);
  const file = (name: string, buffer: Buffer) => ({ name, mimeType: "image/png", buffer });
  const choose = page.getByLabel("选择文件");
  const files = page.locator(".evidence li");
  const failed = page.locator(".evidence .upload");

  await choose.setInputFiles([
    file("太大.png", largePng(MOST + 1)),
    file("空.png", Buffer.alloc(0)),
    file("其实是程序.png", Buffer.from("MZ\x90\x00\x03")),
    file('他说"对"😀.png', png()),
  ]);
  await expect(files).toHaveCount(1);
  await expect(files).toContainText("他说_对_😀.png");
  await expect(failed).toHaveCount(3);
  await expect(failed.filter({ hasText: "太大.png" })).toContainText("不超过 10 MB");
  await expect(failed.filter({ hasText: "空.png" })).toContainText("这个文件是空的");
  await expect(failed.filter({ hasText: "其实是程序.png" })).toContainText("只接受 PNG、JPEG 图片和 PDF 文件");

  await choose.setInputFiles([1, 2, 3, 4, 5].map((page) => file(`第${page}页.png`, png())));
  await expect(files).toHaveCount(5);
  await expect(failed).toHaveCount(1);
  await expect(failed).toContainText("最多上传 5 个文件");
  await holder.dispose();
});

test("a file that can't be removed now says so and stays", async ({ page, server, become, complaints }) => {
  complaints.expect(/ERR_FAILED/);
  const { holder, licence } = await freeLicence(server.url);
  const draft = await holder.draft(licence);
  await holder.upload(draft, "门牌照片.png", png());
  await become(holder);
  await page.goto(`/drafts/${draft.id}/reasons`);
  await ready(page);
  const remove = page.getByRole("button", { name: "移除 门牌照片.png" });

  await page.route("**/evidence/*", (route) => (route.request().method() === "DELETE" ? route.abort() : route.continue()));
  await remove.click();
  await expect(page.getByRole("alert")).toContainText("网络没有连上");
  await expect(remove).toBeVisible();
  await page.unroute("**/evidence/*");
  await remove.click();
  await expect(remove).toHaveCount(0);
  await expect(page.getByRole("alert")).toHaveCount(0);
  await holder.dispose();
});
