// What becomes of an objection at the desk, beyond the straight way: points and fields, other agencies, texts that are kept,
// and what is looked at once more. On a phone and at a desk.
import { freeLicence, type Person } from "../support/api.ts";
import { expectAccessible } from "../support/axe.ts";
import { answerPoints, rejection } from "../support/deciding.ts";
import { MARKET, STAFF } from "../support/people.ts";
import { expect, ready, test } from "../support/test.ts";
import type { CaseDetail } from "../support/wire.ts";

const ELSEWHERE = "兰州新区自然资源局";

/** The case as it stands once it has come to this state by itself. */
async function comesTo(person: Person, id: string, state: string): Promise<CaseDetail> {
  await expect(async () => {
    expect((await person.case(id)).state).toBe(state);
  }).toPass();
  return person.case(id);
}

/** Refused by two people, told and closed. */
async function refused(handler: Person, approver: Person, id: string): Promise<void> {
  const detail = await handler.case(id);
  const proposal = { ...rejection(detail, "登记档案与证照一致"), remedy: "" };
  await handler.move(id, "propose", { proposal });
  await approver.move(id, "approve");
  await comesTo(handler, id, "closed");
}

test("cases are marked together, and a text that the agency keeps is put into the return", async ({
  page,
  server,
  staff,
  become,
}) => {
  const { holder, licence } = await freeLicence(server.url, MARKET);
  const receipt = await holder.file(await holder.draft(licence));
  await become(await staff(STAFF.handler));
  await page.goto(`/desk/?filter=unmarked&q=${receipt.case_number}`);
  await ready(page);
  await page.getByRole("checkbox", { name: `选中，准备标注：${receipt.case_number}` }).check();
  await expectAccessible(page);
  await page.getByRole("button", { name: "标注选中的 1" }).click();
  await expect(page.locator("#marks-told")).toContainText("已标注件数：1");
  await expect(page.locator("#marks-told")).toBeFocused();
  expect((await holder.case(receipt.id)).marked).toBe(true);

  await page.goto(`/desk/?case=${receipt.id}`);
  await ready(page);
  await page.getByRole("button", { name: "退回补充" }).first().click();
  const words = page.getByRole("textbox", { name: "需要补充什么" });
  await words.fill("您好。");
  await page.getByLabel("套用模板").selectOption({ label: "补充证明材料" });
  await expect(words).toHaveValue(new RegExp(`^您好。\\n.*${receipt.case_number}.*请补充`, "s"));
  await expect(words).not.toHaveValue(/[{}]/);
  await expectAccessible(page);
  await page.locator("form:has(#note) button.primary").click();
  await expect(page.getByText("已退回异议人补充")).toBeVisible();
  await holder.dispose();
});

test("an approver keeps the agency's texts, and a placeholder that nobody knows is named", async ({
  page,
  staff,
  become,
}) => {
  await become(await staff(STAFF.approver));
  await page.goto("/desk/templates");
  await ready(page);
  await expect(page.getByRole("heading", { level: 1, name: "文书模板" })).toBeVisible();
  await page.locator("summary", { hasText: "新建模板" }).click();
  await page.getByLabel("用于哪一种程序").selectOption({ label: "证照异议" });
  await page.getByRole("button", { name: "新建模板" }).click();
  await expect(page.locator("#template-purpose-error")).toHaveText("请选择用在哪里");
  await page.getByLabel("用在哪里").selectOption({ label: "退回补充" });
  await page.locator("#template-name-new").fill("补充门牌证明");
  await page.locator("#template-text-new").fill("请在{到期}前补充门牌证明");
  const wrong = page.locator("#template-text-new-error");
  await expect(wrong).toContainText("{到期}");
  await expect(wrong).toContainText("{到期日}");
  await expectAccessible(page);
  await page.locator("#template-text-new").fill("请在{到期日}前补充门牌证明");
  await expect(wrong).toBeEmpty();
  await page.getByRole("button", { name: "新建模板" }).click();
  const kept = page.getByRole("listitem").filter({ hasText: "补充门牌证明" });
  await expect(kept).toBeVisible();

  await kept.locator("summary", { hasText: "修改" }).click();
  await kept.getByRole("textbox", { name: "内容" }).fill("请补充公安部门出具的门牌证明");
  await kept.getByRole("button", { name: "修改" }).click();
  await expect(kept.locator(".said")).toHaveText("请补充公安部门出具的门牌证明");
  await kept.getByRole("button", { name: "撤下" }).click();
  const dialog = page.getByRole("dialog", { name: "撤下这个模板？" });
  await dialog.getByRole("checkbox").check();
  await dialog.getByRole("button", { name: "撤下" }).click();
  await expect(kept).toHaveCount(0);
});

test("the texts that an agency keeps can be read in English by who handles", async ({ page, staff, become }) => {
  await become(await staff(STAFF.handler));
  await page.addInitScript(() => localStorage.setItem("mz.lang", "en"));
  await page.goto("/desk/templates");
  await ready(page);
  await expect(page.getByRole("heading", { level: 1, name: "Templates" })).toBeVisible();
  await expect(page.getByText("Placeholders, filled from the case")).toBeVisible();
  await expect(page.locator("summary", { hasText: "New template" })).toHaveCount(0);
  await expectAccessible(page);
});

test("another agency is asked about a case and answers without seeing it, points and fields are decided, and all of it is looked at again", async ({
  page,
  server,
  staff,
  become,
}) => {
  test.setTimeout(120_000);
  const { holder, licence } = await freeLicence(server.url, MARKET);
  const receipt = await holder.file(await holder.draft(licence));
  const [handler, approver] = [await staff(STAFF.handler), await staff(STAFF.approver)];
  await handler.move(receipt.id, "mark");
  await handler.move(receipt.id, "verify");

  await test.step("the objector's acknowledgement is a page for paper with a code", async () => {
    await become(holder);
    await page.goto(`/acknowledgements/${receipt.id}`);
    await expect(page.getByRole("heading", { level: 1, name: "异议受理回执" })).toBeVisible();
    await expect(page.locator("main")).toContainText(receipt.case_number);
    await expect(page.locator("svg").first()).toBeVisible();
    await expectAccessible(page);
    await page.goto(`/acknowledgements/${receipt.id}?lang=en`);
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Acknowledgement");
    await expectAccessible(page);
  });

  await test.step("the handler asks, and no due date moves", async () => {
    const before = await handler.case(receipt.id);
    await become(handler);
    await page.goto(`/desk/?case=${receipt.id}`);
    await ready(page);
    await page.locator("summary", { hasText: "请其他单位协查" }).click();
    await page.getByLabel("问哪个单位").selectOption({ label: ELSEWHERE });
    await page.getByLabel("问什么").fill("请核实门牌号");
    await expectAccessible(page);
    await page.getByRole("button", { name: "请其他单位协查" }).click();
    await expect(page.locator(".inquiries")).toContainText("待答复");
    expect((await handler.case(receipt.id)).clocks).toEqual(before.clocks);
  });

  await test.step("who is asked sees the question and the number, and answers", async () => {
    await become(await staff(STAFF.strangeHandler));
    await page.goto("/desk/inquiries");
    await ready(page);
    const asked = page.getByRole("listitem").filter({ hasText: receipt.case_number });
    await expect(asked).toContainText("请核实门牌号");
    await expect(asked).not.toContainText(licence.type_name);
    await asked.getByLabel("答复").fill("门牌号无误");
    await expectAccessible(page);
    await asked.getByRole("button", { name: "答复" }).click();
    await expect(asked).toContainText("已答复");
  });

  await test.step("points are answered, a field is refused with a reason, and another person approves", async () => {
    await become(handler);
    await page.goto(`/desk/?case=${receipt.id}`);
    await ready(page);
    await expect(page.locator(".inquiries")).toContainText("门牌号无误");
    await page.locator(".deeds").getByRole("button", { name: "提出处理意见" }).click();
    await answerPoints(page);
    for (const one of await page.locator("input[value=rejected]").all()) {
      await one.check();
    }
    const reasons = page.getByLabel("不予更正的理由");
    for (const one of await reasons.all()) {
      await one.selectOption({ label: "材料不足以证明" });
    }
    await page.getByLabel("套用模板").selectOption({ label: "与登记档案一致" });
    await expect(page.getByRole("textbox", { name: "理由", exact: true })).toHaveValue(/登记材料一致/);
    await expectAccessible(page);
    await page.locator("form").getByRole("button", { name: "提出处理意见" }).click();
    await expect(page.getByText("处理意见已送审批")).toBeVisible();

    await become(approver);
    await page.goto(`/desk/?case=${receipt.id}`);
    await ready(page);
    await expect(page.locator(".case")).toContainText("档案第3页");
    await page.locator(".deeds").getByRole("button", { name: "批准" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "批准" }).click();
    await expect(page.getByText("已批准，正在告知异议人")).toBeVisible();
    await comesTo(handler, receipt.id, "closed");
  });

  await test.step("it is taken up again, and what was decided stays to be read", async () => {
    await page.goto(`/desk/?case=${receipt.id}`);
    await ready(page);
    await page.getByRole("button", { name: "重新办理" }).first().click();
    await page.getByLabel("为什么重新办理").fill("异议人交来新的门牌证明");
    await expectAccessible(page);
    await page.locator("form:has(#note) button.primary").click();
    await expect(page.getByText("已重新办理，退回核实")).toBeVisible();
    expect((await handler.case(receipt.id)).earlier).toHaveLength(1);
    await refused(handler, approver, receipt.id);
  });

  await test.step("the objector asks for a review, and who decided takes no part in it", async () => {
    await become(holder);
    await page.goto(`/objections/${receipt.id}`);
    await ready(page);
    await expect(page.getByText("法规未规定复核")).toBeVisible();
    await page.getByLabel("为什么要复核").fill("答复没有回应新的门牌证明");
    await expectAccessible(page);
    await page.getByRole("button", { name: "申请复核" }).click();
    await expect(page.getByText("复核申请已收到").first()).toBeVisible();

    await become(handler);
    await page.goto(`/desk/?case=${receipt.id}`);
    await ready(page);
    await expect(page.getByText("您参与过原来的决定，复核由其他人办理").first()).toBeVisible();
    await expectAccessible(page);
    const other = await staff(STAFF.otherHandler);
    const detail = await other.case(receipt.id);
    const proposal = { ...rejection(detail, "复核后仍与登记档案一致"), remedy: "" };
    await other.move(receipt.id, "propose", { proposal });
    const { version } = await approver.case(receipt.id);
    const own = await approver.send("POST", `/objections/${receipt.id}/approve`, { body: { version } });
    expect((await own.json()).code).toBe("same-person");
  });
  await holder.dispose();
});

test("a case that came to the wrong agency is handed on, and its objector reads both days of receipt", async ({
  page,
  server,
  staff,
  become,
}) => {
  const { holder, licence } = await freeLicence(server.url, MARKET);
  const receipt = await holder.file(await holder.draft(licence));
  await become(await staff(STAFF.handler));
  await page.goto(`/desk/?case=${receipt.id}`);
  await ready(page);
  await page.getByRole("button", { name: "移送" }).first().click();
  await page.getByLabel("应当由谁办理").selectOption({ label: ELSEWHERE });
  await page.getByLabel("移送理由").fill("所涉登记在贵单位");
  await expectAccessible(page);
  await page.locator("form:has(#note) button.primary").click();
  await expect(page.getByText("已移送").first()).toBeVisible();

  await become(holder);
  await page.goto(`/objections/${receipt.id}`);
  await ready(page);
  await expect(page.getByText("移送给应当办理的单位").first()).toBeVisible();
  await expect(page.getByText("首次收到")).toBeVisible();
  await expectAccessible(page);
  await page.addInitScript(() => localStorage.setItem("mz.lang", "en"));
  await page.reload();
  await ready(page);
  await expect(page.getByText("First received")).toBeVisible();
  await expectAccessible(page);
  await holder.dispose();
});

test("departments that disagree are shown to the managing body, which ends it with a result", async ({
  page,
  staff,
  become,
}) => {
  const handler = await staff(STAFF.handler);
  const agencies = await handler.get<{ id: string; name: string }[]>("/desk/agencies");
  const now = new Date().toISOString();
  const { id } = await handler.post<{ id: string }>("/desk/objections", {
    procedure: "data-query",
    objector: "data-user",
    channel: "agency",
    complaint: { subject: "人口基础信息", ground: "accuracy", explanation: "同一人有两条记录" },
    contact: { name: "某某街道办事处", reach: "0931-0000000" },
    received_at: now,
    stated_at: now,
  });
  const to = agencies.find(({ name }) => name === ELSEWHERE)!.id;
  await handler.move(id, "transfer", { to, note: "请核对人口基础信息" });
  await become(handler);
  await page.goto(`/desk/?case=${id}`);
  await ready(page);
  await page.getByRole("button", { name: "提请协商" }).first().click();
  await page.getByLabel("分歧是什么").fill("双方对以哪一条为准意见不一致");
  await expectAccessible(page);
  await page.locator("form:has(#note) button.primary").click();
  await expect(page.getByText("已提请管理单位协商")).toBeVisible();

  await become(await staff(STAFF.supervisor));
  await page.goto(`/desk/?case=${id}`);
  await ready(page);
  await page.getByRole("button", { name: "给出协商结果" }).first().click();
  await page.getByLabel("协商结果").fill("以公安部门登记的一条为准");
  await expectAccessible(page);
  await page.locator("form:has(#note) button.primary").click();
  await expect(page.getByText("已给出协商结果").first()).toBeVisible();
});
