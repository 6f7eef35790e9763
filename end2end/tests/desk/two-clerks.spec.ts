// Two clerks at once: one wins, the other loses nothing.
import { freeLicence, Person } from "../../support/api.ts";
import { answerPoints } from "../../support/deciding.ts";
import { MARKET, STAFF } from "../../support/people.ts";
import { expectProblem } from "../../support/problem.ts";
import { expect, ready, test } from "../../support/test.ts";

const REASONS = "经核实档案，登记信息确有笔误。这段话是慢的那位写的，不能丢。";
const REQUEST = "请补充一份租赁合同的照片。";

test("who acts on an old version keeps the text, sees what the other did, and applies it to the new state", async ({
  server,
  staff,
  openDesk,
  complaints,
}) => {
  // The browser notes by itself that a request was refused.
  complaints.expect(/409/);
  const { holder, licence } = await freeLicence(server.url, MARKET);
  const receipt = await holder.file(await holder.draft(licence));
  const quick = await staff(STAFF.handler);
  await quick.move(receipt.id, "mark");
  await quick.move(receipt.id, "verify");

  const slow = await openDesk(await staff(STAFF.otherHandler));
  await slow.goto(`/desk/?case=${receipt.id}`);
  await ready(slow);
  await slow.locator(".deeds").getByRole("button", { name: "提出处理意见" }).click();
  await answerPoints(slow);
  await slow.getByRole("radio", { name: "予以更正" }).check();
  await slow.getByRole("textbox", { name: "理由" }).fill(REASONS);

  // Meanwhile the other asks for more, and the objector answers at once.
  await quick.move(receipt.id, "return", { note: REQUEST });
  await holder.move(receipt.id, "supplement", { text: "合同照片已经上传，请查收。" });
  await slow.locator("form").getByRole("button", { name: "提出处理意见" }).click();

  const news = slow.getByRole("alert").filter({ hasText: "您办理期间，案件有了新进展" });
  await expect(news).toBeInViewport();
  await expect(news).toContainText("退回补充");
  await expect(news).toContainText(REQUEST);
  await expect(news).toContainText("异议人补充");
  await expect(slow.getByRole("textbox", { name: "理由" })).toHaveValue(REASONS);
  await expect(slow.getByRole("radio", { name: "予以更正" })).toBeChecked();

  await slow.getByRole("button", { name: "按最新状态办理" }).click();
  await expect(slow.getByText("处理意见已送审批")).toBeVisible();
  const after = await quick.case(receipt.id);
  expect(after.state).toBe("proposed");
  expect(after.history.filter((entry) => entry.event === "propose")).toHaveLength(1);
  await holder.dispose();
});

test("when the other has done the same already, the text stays and the reason is told", async ({
  server,
  staff,
  openDesk,
  complaints,
}) => {
  complaints.expect(/409/);
  const { holder, licence } = await freeLicence(server.url, MARKET);
  const receipt = await holder.file(await holder.draft(licence));
  const quick = await staff(STAFF.handler);

  const slow = await openDesk(await staff(STAFF.otherHandler));
  await slow.goto(`/desk/?case=${receipt.id}`);
  await ready(slow);
  await slow.locator(".deeds").getByRole("button", { name: "退回补充" }).click();
  await slow.getByRole("textbox", { name: "需要补充什么" }).fill(REQUEST);
  await quick.move(receipt.id, "return", { note: "请说明门牌号的来源。" });
  await slow.locator("form").getByRole("button", { name: "退回补充" }).click();

  const news = slow.getByRole("alert").filter({ hasText: "您办理期间，案件有了新进展" });
  await expect(news).toBeInViewport();
  await expect(news).toContainText("请说明门牌号的来源。");
  await expect(news).toContainText("按最新状态，这一步已经不能办了");
  await expect(slow.getByRole("textbox", { name: "需要补充什么" })).toHaveValue(REQUEST);
  await holder.dispose();
});

test("who presses a key on an old version is told in sight what the other did", async ({
  server,
  staff,
  openDesk,
  complaints,
}) => {
  complaints.expect(/409/);
  const { holder, licence } = await freeLicence(server.url, MARKET);
  const receipt = await holder.file(await holder.draft(licence));
  const quick = await staff(STAFF.handler);
  const slow = await openDesk(await staff(STAFF.otherHandler));
  await slow.goto(`/desk/?case=${receipt.id}`);
  await ready(slow);
  for (const [deed, key, told] of [
    ["mark", "m", "异议标注"],
    ["verify", "v", "开始核实"],
  ] as const) {
    await quick.move(receipt.id, deed);
    await slow.keyboard.press(key);
    const news = slow.getByRole("alert").filter({ hasText: "您办理期间，案件有了新进展" });
    await expect(news).toContainText(told);
    await expect(news).toBeInViewport({ ratio: 1 });
    await news.getByRole("button", { name: "知道了" }).click();
  }
  await holder.dispose();
});

test("of two deeds at the same moment one wins and the other gets stale-version", async ({ server, staff }) => {
  const { holder, licence } = await freeLicence(server.url, MARKET);
  const receipt = await holder.file(await holder.draft(licence));
  const clerks = [await staff(STAFF.handler), await staff(STAFF.otherHandler)];
  const { version } = await clerks[0]!.case(receipt.id);

  const answers = await Promise.all(
    clerks.map((clerk: Person) => clerk.send("POST", `/objections/${receipt.id}/mark`, { body: { version } })),
  );

  expect(answers.map((answer) => answer.status()).sort()).toEqual([200, 409]);
  const refused = answers.find((answer) => answer.status() === 409);
  await expectProblem(refused!, "stale-version");
  const after = await clerks[0]!.case(receipt.id);
  expect(after.version).toBe(version + 1);
  expect(after.history.filter((entry) => entry.event === "mark")).toHaveLength(1);
  await holder.dispose();
});
