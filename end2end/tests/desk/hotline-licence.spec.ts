// A call to the hotline about a licence is entered at the desk: the licence is found, its field ticked, and the clocks run
// from the hotline's receipt.
import { freeLicence } from "../../support/api.ts";
import { MARKET, STAFF } from "../../support/people.ts";
import { expect, ready, test } from "../../support/test.ts";

test("an objection to a licence that came by hotline is registered for its holder", async ({
  page,
  server,
  staff,
  become,
}) => {
  const { licence } = await freeLicence(server.url, MARKET);
  await become(await staff(STAFF.handler));
  await page.goto("/desk/register");
  await ready(page);
  await page.getByRole("radio", { name: "证照异议" }).check();
  await page.getByRole("combobox", { name: "异议人身份" }).selectOption({ label: "持证主体" });
  await page.getByRole("textbox", { name: "热线工单" }).fill("12345-20261129-0007");
  await page.getByRole("textbox", { name: "证照标识、证照编号或持证人证件号码" }).fill(licence.number);
  await page.getByRole("button", { name: "查找" }).click();
  const place = page.getByRole("checkbox").first();
  await place.check();
  await page.getByRole("textbox", { name: /来电人认为应当是/ }).fill("另一个值");
  await page.getByRole("combobox", { name: "理由类别" }).selectOption({ label: "准确性" });
  await page.getByRole("textbox", { name: "说明" }).fill("来电人说登记的内容写错了。");
  await page.getByRole("button", { name: "登记来件" }).click();
  await expect(page.locator("#case-title")).toBeVisible();
  await expect(page.locator("article.case")).toContainText("12345-20261129-0007");
});
