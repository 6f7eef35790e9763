// A new type of licence needs no code: compiled by an issuer, published by the managing body, read by everybody, issued.
import type { Page } from "@playwright/test";
import { Person } from "../support/api.ts";
import { expectAccessible } from "../support/axe.ts";
import { STAFF } from "../support/people.ts";
import { start, stop } from "../support/server.ts";
import { expect, ready, test } from "../support/test.ts";

interface Entries {
  items: { code: string; name: string }[];
}

test("an issuer compiles a type, the supervisor publishes it, everybody reads it, and it can be issued", async ({
  page,
  staff,
  become,
}, { project }) => {
  const name = `夜市摊位登记卡(${project.name})`;
  const handler = await staff(STAFF.handler);
  await become(handler);
  await page.goto("/desk/catalogue");
  await ready(page);
  await expectAccessible(page);
  await page.getByRole("link", { name: "编制新的证照类型" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "编制新的证照类型" })).toBeVisible();
  await page.getByRole("textbox", { name: "证照名称" }).fill(name);
  await page.getByRole("textbox", { name: "证照定义机构" }).fill("兰州新区市场监督管理局");
  await page.getByRole("button", { name: "保存草稿" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();

  // What is missing is named when it shall be submitted, and not before.
  await page.getByRole("button", { name: "提交审核" }).click();
  const summary = page.getByRole("alert");
  await expect(summary).toContainText("照面信息");
  await expect(summary).toContainText("模板正文");
  await expectAccessible(page);

  await page.getByRole("textbox", { name: "有效期限范围" }).fill("1年、长期");
  await page.getByRole("checkbox", { name: "区县级" }).check();
  await page.getByRole("textbox", { name: "模板正文" }).fill("准予在上列位置经营。");
  await page.getByRole("textbox", { name: "关联事项" }).fill("99010001 夜市摊位登记");
  await page.getByRole("textbox", { name: "对方系统的状态码" }).fill("01 有效\n02 暂扣");
  const add = page.getByRole("button", { name: "增加字段" });
  await add.click();
  const first = page.getByRole("group", { name: /^字段 1/ });
  await first.getByLabel("名称", { exact: true }).fill("摊位位置");
  await first.getByLabel("键", { exact: true }).fill("place");
  await add.click();
  const second = page.getByRole("group", { name: /^字段 2/ });
  await second.getByLabel("名称", { exact: true }).fill("经营者");
  await second.getByLabel("键", { exact: true }).fill("operator");
  await second.getByLabel("取自").selectOption({ label: "持证主体" });
  await second.getByRole("button", { name: /^上移/ }).click();
  await expect(first.getByLabel("名称", { exact: true })).toHaveValue("经营者");
  await page.getByRole("button", { name: "提交审核" }).click();
  await expect(page.getByText("已提交，等待审核发布")).toBeVisible();

  const code = page.url().split("/").at(-1) ?? "";
  expect(code).toMatch(/^[0-9A-Z]{18}\d{3}$/);
  await become(await staff(STAFF.supervisor));
  await page.goto("/desk/catalogue?state=submitted");
  await ready(page);
  await page.getByRole("link", { name }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByText("经营者 · 取自 持证主体")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "发布", exact: true }).click();
  const dialog = page.getByRole("dialog");
  const publish = dialog.getByRole("button", { name: "发布" });
  await expect(publish).toBeDisabled();
  await dialog.getByRole("checkbox").check();
  await publish.click();
  await expect(page.getByText("已发布")).toBeVisible();

  // Everybody, without logging in.
  await page.context().clearCookies();
  await page.goto("/catalogue");
  await ready(page);
  await expectAccessible(page);
  await page.getByRole("searchbox", { name: "查找证照类型" }).fill("夜市摊位");
  await expect(page.getByRole("heading", { level: 2, name })).toBeVisible();
  await page.getByRole("link", { name }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByText("摊位位置").first()).toBeVisible();
  await expect(page.getByText("准予在上列位置经营。")).toBeVisible();
  await expectAccessible(page);

  const prepared = await handler.send("POST", "/preparations", {
    body: {
      type_code: code,
      sheet: {
        number: "夜-001",
        holders: [{ name: "钱多多", code_type: "111", code: "990100199001010012" }],
        issued_on: "2026-01-05",
        valid_to: "长期",
        face: { place: "纬三路夜市 12 号" },
      },
    },
  });
  expect(prepared.status()).toBe(201);
});

test("the next version of a published type shows what differs, can be returned, and leaves the one in force alone", async ({
  page,
  staff,
  become,
}, { project }) => {
  // Each width has a type of its own.
  const name = project.name === "phone" ? "食品经营许可证" : "特种设备安全管理和作业人员证";
  const handler = await staff(STAFF.handler);
  const entries = await handler.get<Entries>("/desk/catalogue");
  const code = entries.items.find((entry) => entry.name === name)?.code ?? "";
  await become(handler);
  await page.goto(`/desk/catalogue/${code}`);
  await ready(page);
  await page.getByRole("button", { name: "编制新版本" }).click();
  await page.getByRole("button", { name: "增加字段" }).click();
  const added = page.getByRole("group", { name: /^字段/ }).last();
  await added.getByLabel("名称", { exact: true }).fill("联系电话");
  await added.getByLabel("键", { exact: true }).fill("phone");
  await added.getByLabel("是否必填").selectOption({ label: "推荐" });
  await page.getByRole("button", { name: "保存草稿" }).click();
  const differences = page.getByRole("table", { name: "与现行版本的差异" });
  await expect(differences.getByRole("row")).toHaveCount(2);
  await expect(differences).toContainText("联系电话 · 文本 · 推荐");
  await page.getByRole("button", { name: "提交审核" }).click();
  await expect(page.getByText("已提交，等待审核发布")).toBeVisible();

  const address = page.url();
  await become(await staff(STAFF.supervisor));
  await page.goto(address);
  await ready(page);
  const back = page.getByRole("button", { name: "退回修改" });
  await back.click();
  await expect(page.getByText("请写明理由")).toBeVisible();
  await page.getByRole("textbox", { name: "理由" }).fill("请说明采集依据");
  await back.click();
  await expect(page.locator(".timeline")).toContainText("请说明采集依据");
  const found = await handler.get<{ version: number }>(`/catalogue/${code}`);
  expect(found.version).toBe(1);
});

/** A type that the market's agency compiles and the managing body publishes: its code. */
async function published(handler: Person, supervisor: Person, name: string): Promise<string> {
  const body = {
    name,
    hue: 120,
    definer: "兰州新区市场监督管理局",
    definer_level: "county",
    class: "licence",
    holders: "person",
    validity_ranges: ["1年"],
    issuing_levels: ["county"],
    items: [],
    template: { note: "准予经营。" },
    fields: [{ key: "place", label: "摊位位置" }],
  };
  const entry = await handler.post<{ code: string }>("/desk/catalogue", { code: "", body });
  const path = `/desk/catalogue/${entry.code}/turns`;
  await handler.post(path, { event: "submitted", revision: 1 });
  await supervisor.post(path, { event: "published", revision: 2 });
  return entry.code;
}

/** A page as somebody without a log-in sees it, in a window of its own. */
async function publicly(page: Page, address: string, see: (page: Page) => Promise<void>): Promise<void> {
  const everybody = await page.context().browser()!.newPage({ locale: "zh-CN", viewport: page.viewportSize() });
  await everybody.goto(address);
  await ready(everybody);
  await see(everybody);
  await everybody.close();
}

test("a type is suspended, resumed and withdrawn by the managing body, and everybody reads what that means", async ({
  page,
  server,
  staff,
  become,
}, { project }) => {
  const name = `早市摊位登记卡(${project.name})`;
  const handler = await staff(STAFF.handler);
  const supervisor = await staff(STAFF.supervisor);
  const code = await published(handler, supervisor, name);
  const address = `${server.url}/catalogue/${code}`;
  await publicly(page, address, async (everybody) => {
    await expect(everybody.getByRole("heading", { level: 1, name })).toBeVisible();
    await expect(everybody.getByText("暂时不发这种证照")).toHaveCount(0);
  });
  await become(supervisor);
  await page.goto(`/desk/catalogue/${code}`);
  await ready(page);

  // Not without a reason, and not without a second look.
  const suspend = page.getByRole("button", { name: "暂停制发" });
  await suspend.click();
  await expect(page.getByText("请写明理由")).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.getByRole("textbox", { name: "理由" }).fill("模板有误，重新编制");
  await suspend.click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("已发的证照照常有效");
  await expectAccessible(page);
  await expect(dialog.getByRole("button", { name: "暂停制发" })).toBeDisabled();
  await dialog.getByRole("checkbox", { name: "我确认暂停" }).check();
  await dialog.getByRole("button", { name: "暂停制发" }).click();
  await expect(page.getByText("已暂停", { exact: true })).toBeVisible();
  await expect(page.locator(".timeline")).toContainText("模板有误，重新编制");
  await expectAccessible(page);
  await publicly(page, address, async (everybody) => {
    await expect(everybody.getByText("发证单位暂时不发这种证照。已经发出的照常有效。")).toBeVisible();
    await expectAccessible(everybody);
  });
  const refused = await handler.send("POST", "/preparations", {
    body: { type_code: code, sheet: { number: "早-001", holders: [], issued_on: "", valid_to: "", face: {} } },
  });
  expect(refused.status()).toBe(409);

  await page.getByRole("button", { name: "恢复制发" }).click();
  await expect(page.getByText("已发布", { exact: true })).toBeVisible();
  await publicly(page, address, async (everybody) => {
    await expect(everybody.getByRole("heading", { level: 1, name })).toBeVisible();
    await expect(everybody.getByText("暂时不发这种证照")).toHaveCount(0);
  });

  // What can't be undone asks for its own name.
  await page.getByRole("textbox", { name: "理由" }).fill("依据的办法已经废止");
  await page.getByRole("button", { name: "废止", exact: true }).click();
  await expect(dialog).toContainText("废止不能恢复");
  await expectAccessible(page);
  const withdraw = dialog.getByRole("button", { name: "废止", exact: true });
  await expect(withdraw).toBeDisabled();
  await dialog.getByRole("textbox").fill("废止");
  await withdraw.click();
  await expect(page.getByText("已废止", { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "恢复制发" })).toHaveCount(0);
  await expectAccessible(page);
  await publicly(page, address, async (everybody) => {
    await expect(everybody.getByText("不再发这种证照。已经发出的按各自的有效期使用。")).toBeVisible();
    await expectAccessible(everybody);
    await everybody.goto(`${server.url}/catalogue?q=${encodeURIComponent(name)}`);
    await expect(everybody.getByText("没有找到符合的证照类型")).toBeVisible();
  });
});

test("what is typed into a version outlives a reload and another page, and is forgotten once saved or logged out", async ({
  page,
  staff,
  become,
}, { project }) => {
  const name = `晚市摊位登记卡(${project.name})`;
  const handler = await staff(STAFF.handler);
  await become(handler);
  await page.goto("/desk/catalogue/new");
  await ready(page);
  const named = page.getByRole("textbox", { name: "证照名称" });
  const hue = page.getByRole("textbox", { name: "色带色相" });
  await named.fill(name);
  // Also what can't be read.
  await hue.fill("浅蓝");
  await page.getByRole("button", { name: "增加字段" }).click();
  const field = page.getByRole("group", { name: /^字段 1/ }).getByLabel("名称", { exact: true });
  await field.fill("摊位位置");
  await page.reload();
  await ready(page);
  await expect(named).toHaveValue(name);
  await expect(hue).toHaveValue("浅蓝");
  await expect(field).toHaveValue("摊位位置");
  await page.goto("/desk/catalogue");
  await ready(page);
  await page.getByRole("link", { name: "编制新的证照类型" }).click();
  await expect(named).toHaveValue(name);
  await hue.fill("200");
  await page.getByRole("button", { name: "保存草稿" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  const own = page.url();

  // The next save of an entry is kept over the revision that it is typed over.
  await page.getByRole("textbox", { name: "证照定义机构" }).fill("兰州新区城市管理局");
  await expect(page.getByText("有未保存的修改")).toBeVisible();
  await page.goto("/desk/catalogue/new");
  await ready(page);
  await expect(named).toHaveValue("");
  await page.goto(own);
  await ready(page);
  await expect(page.getByRole("textbox", { name: "证照定义机构" })).toHaveValue("兰州新区城市管理局");
  await expect(page.getByText("有未保存的修改")).toBeVisible();
  await page.getByRole("button", { name: "保存草稿" }).click();
  await expect(page.getByText("草稿已保存")).toBeVisible();
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);

  await named.fill("不再要的名称");
  await expect.poll(() => page.evaluate(() => sessionStorage.length)).toBe(1);
  await logOut(page);
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
});

test("where departments compile, who compiled a type names others to issue it, and everybody reads who", async ({
  page,
  become,
}, { project }) => {
  const { child, url } = await start({
    log: `daqing-${project.name}`,
    arguments: ["--demo"],
    environment: { MINGZHENG__RULEBOOK__ID: "daqing" },
  });
  try {
    const handler = await Person.staff(url, STAFF.handler);
    const other = await Person.staff(url, STAFF.strangeHandler);
    const { items } = await handler.get<Entries>("/desk/catalogue");
    const { code, name } = items[0]!;
    const { who } = await other.get<{ who: { agency_name: string } }>("/session");
    await become(handler);
    await page.goto(`${url}/desk/catalogue/${code}`);
    await ready(page);
    await expect(page.getByText("只有编制单位制发")).toBeVisible();
    await page.getByText("指定其他发证单位").click();
    await page.getByRole("checkbox", { name: who.agency_name }).check();
    await expectAccessible(page);
    await page.getByRole("button", { name: "保存发证单位" }).click();
    await expect(page.getByText("发证单位已保存")).toBeVisible();
    await expect(page.getByRole("listitem").filter({ hasText: who.agency_name }).first()).toBeVisible();
    await expect(page.locator(".timeline")).toContainText("指定发证单位");
    await expectAccessible(page);

    await become(other);
    await page.goto(`${url}/desk/issue`);
    await ready(page);
    await expect(page.getByRole("link", { name })).toBeVisible();
    await page.context().clearCookies();
    await page.goto(`${url}/catalogue/${code}`);
    await ready(page);
    await expect(page.locator(".facts").first()).toContainText(who.agency_name);
    await handler.dispose();
    await other.dispose();
  } finally {
    await stop(child);
  }
});

/** On a phone the way out stands in the menu. */
async function logOut(page: Page): Promise<void> {
  const out = page.getByRole("button", { name: "退出" });
  if (!(await out.isVisible())) {
    await page.getByRole("button", { name: "菜单" }).click();
  }
  await out.click();
  await expect(page.getByRole("heading", { name: "工作人员登录" })).toBeVisible();
}
