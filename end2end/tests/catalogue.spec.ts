// A new type of licence needs no code: compiled by an issuer, published by the managing body, read by everybody, issued.
import { expectAccessible } from "../support/axe.ts";
import { STAFF } from "../support/people.ts";
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
  await expect(page.getByText("已提交,等待审核发布")).toBeVisible();

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
  await expect(page.getByText("已提交,等待审核发布")).toBeVisible();

  await become(await staff(STAFF.supervisor));
  await page.reload();
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
