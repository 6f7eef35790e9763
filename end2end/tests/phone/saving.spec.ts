// What is typed is saved in the background; sending must not overtake it.
import { freeLicence } from "../../support/api.ts";
import { expect, ready, test } from "../../support/test.ts";

test("who sends while the last words are still being saved meets no conflict", async ({ page, server, become }) => {
  const { holder, licence } = await freeLicence(server.url);
  const draft = await holder.draft(licence);
  await become(holder);
  await page.goto(`/drafts/${draft.id}/reasons`);
  await ready(page);

  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  let saves = 0;
  await page.route("**/api/v1/drafts/*", async (route) => {
    if (route.request().method() === "PUT") {
      saves += 1;
      await released;
    }
    await route.continue();
  });
  const saving = page.waitForRequest((request) => request.method() === "PUT");
  await page.locator("#explanation").fill("门牌号与租赁合同不一致,请按合同更正。");
  await saving;
  await page.getByRole("button", { name: "下一步" }).click();
  await page.getByRole("button", { name: "提交异议" }).click();
  await expect(page.getByRole("button", { name: "正在提交" })).toBeVisible();
  release();

  // A conflict would be complained about, and fail this test.
  await expect(page.getByRole("heading", { name: "您的异议已提交" })).toBeVisible();
  expect(saves).toBe(1);
  await holder.dispose();
});
