// A phone that loses its connection on the first screen, which is a program of its own: the next page has to be loaded.
import { CITIZEN } from "../../support/people.ts";
import { expect, ready, test } from "../../support/test.ts";

test("from the first screen another page opens without a connection, says so, and comes back with it", async ({
  page,
  complaints,
  citizen,
  become,
}) => {
  complaints.expect(/ERR_INTERNET_DISCONNECTED/);
  await become(await citizen(CITIZEN.fresh));
  // What the next page needs is fetched when this one has long been quiet.
  const next = page.waitForResponse((response) => /\/citizen-.*\.wasm$/.test(response.url()));
  await page.goto("/");
  await ready(page);
  await (await next).finished();
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (active?.state !== "activated") {
      await new Promise((activated) => active?.addEventListener("statechange", activated));
    }
  });

  await page.context().setOffline(true);
  const strip = page.getByRole("region", { name: "网络没有连上" });
  await expect(strip).toContainText("您填写的内容都还在");
  await page.getByRole("link", { name: "营业执照" }).click();
  const problem = page.getByRole("alert");
  await expect(problem).toContainText("网络没有连上");
  await expect(page).toHaveURL(/\/licences\//);

  await page.context().setOffline(false);
  await expect(strip).toHaveCount(0);
  await expect(problem).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "营业执照", level: 1 })).toBeVisible();
});

test("without a connection, and with nothing kept yet, the first screen stays and says why", async ({
  page,
  citizen,
  become,
}) => {
  await become(await citizen(CITIZEN.fresh));
  await page.addInitScript(() => Object.defineProperty(navigator, "serviceWorker", { value: undefined }));
  await page.goto("/");
  await ready(page);
  await page.context().setOffline(true);
  await page.getByRole("link", { name: "营业执照" }).click();
  await expect(page.getByRole("region", { name: "网络没有连上" })).toBeInViewport();
  await expect(page.getByRole("heading", { name: "我的证照", level: 1 })).toBeVisible();
  await page.context().setOffline(false);
  await page.getByRole("link", { name: "营业执照" }).click();
  await expect(page.getByRole("heading", { name: "营业执照", level: 1 })).toBeVisible();
});
