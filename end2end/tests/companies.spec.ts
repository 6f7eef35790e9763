// Acting for a company, a licence held together, versions, seals and reminders: what a holder sees beyond the own licences.
import { Person } from "../support/api.ts";
import { expectAccessible } from "../support/axe.ts";
import { CITIZEN, STAFF } from "../support/people.ts";
import { expect, ready, test, toTheEnd } from "../support/test.ts";
import type { LicenceSummary } from "../support/wire.ts";

const COMPANY = "兰州新区陇味香餐饮有限公司";

test("a representative switches to the company and back, names an agent and ends the time", async ({
  page,
  citizen,
  become,
}) => {
  await become(await citizen(CITIZEN.represents));
  await page.goto("/");
  await ready(page);
  const whom = page.getByRole("group", { name: "为谁查看和办理" });
  await expect(whom.getByRole("button", { name: "为自己" })).toHaveAttribute("aria-pressed", "true");
  await expectAccessible(page);

  await whom.getByRole("button", { name: COMPANY }).click();
  const strip = page.getByRole("region", { name: "为谁查看和办理" });
  await expect(strip).toContainText(COMPANY);
  await expect(page.getByRole("article").first()).toContainText(COMPANY);
  await expect(page.getByRole("article")).toHaveCount(3);
  await toTheEnd(page);
  await expectAccessible(page);
  await page.screenshot({ path: `test-results/companies/home-${page.viewportSize()!.width}.png`, fullPage: true });

  // The company's own number is public and stands there in full.
  await page.getByRole("article").getByRole("link", { name: "食品经营许可证" }).click();
  await ready(page);
  await expect(page.getByRole("region").or(page.locator("main"))).toContainText([/91990100C[0-9A-Z]{9}/]);

  await page.goto("/me");
  await ready(page);
  await toTheEnd(page);
  await expectAccessible(page);
  await page.getByRole("link", { name: "管理代理人" }).click();
  await ready(page);
  const agents = page.locator(".agents > li");
  await expect(agents.filter({ hasText: CITIZEN.agent })).toContainText("有效");
  await page.getByLabel("姓名").fill(CITIZEN.fresh);
  await page.getByLabel("公民身份号码").fill("990100199003031234");
  await page.getByLabel("到哪天为止").fill("2020-01-01");
  await page.getByRole("button", { name: "指定代理人" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await expectAccessible(page);
  await page.screenshot({ path: `test-results/companies/agents-${page.viewportSize()!.width}.png`, fullPage: true });

  await strip.getByRole("button", { name: "改为自己" }).click();
  await expect(strip).toHaveCount(0);
  await expect(page.getByRole("article").first()).not.toContainText(COMPANY);
});

test("an agent whose time is ended is the own person again at the next step", async ({
  page,
  citizen,
  become,
  server,
}) => {
  const agent = await citizen(CITIZEN.agent);
  await become(agent);
  await page.goto("/");
  await ready(page);
  const group = page.getByRole("group", { name: "为谁查看和办理" });
  await group.getByRole("button", { name: COMPANY }).click();
  await expect(page.getByRole("article")).toHaveCount(3);
  await page.goto("/agents");
  await ready(page);
  await expect(page.getByText("只有法定代表人可以管理代理人")).toBeVisible();

  const he = await Person.citizen(server.url, CITIZEN.represents);
  const session = await he.get<{ who: { companies: { holder: string }[] } }>("/session");
  await he.put("/session/acting", { company: session.who.companies[0]!.holder });
  const named = await he.get<{ id: string; standing: string }[]>("/agents");
  const running = named.find(({ standing }) => standing === "running")!;
  await he.post(`/agents/${running.id}/end`, {});
  await he.dispose();
  await page.goto("/");
  await ready(page);
  await expect(group).toHaveCount(0);
  await expect(page.getByRole("article").first()).not.toContainText(COMPANY);
});

test("who is registered as the representative sees the company's licences on the phone until that is ended", async ({
  page,
  citizen,
  staff,
  become,
  complaints,
}) => {
  const company = "甘肃岱青苗木有限公司";
  const person = await citizen(CITIZEN.refused);
  const number = await person.number();
  const handler = await staff(STAFF.handler);
  const asked = { params: { q: company, by: "name" } };
  const answer = await handler.context.get("/api/v1/desk/licences", asked);
  const { items } = (await answer.json()) as { items: { id: string; type_name: string }[] };
  const licence = items.find(({ type_name }) => type_name === "营业执照")!;

  await become(handler);
  await page.goto(`/desk/licences/${licence.id}`);
  await ready(page);
  await page.getByRole("link", { name: "法定代表人登记" }).click();
  await expect(page.getByRole("heading", { name: "法定代表人登记" })).toBeVisible();
  await expect(page.getByText(company)).toBeVisible();
  const rows = page.locator(".held-up > li");
  await expect(rows.first()).toContainText("有效");
  await expectAccessible(page);

  await page.locator("summary", { hasText: "登记法定代表人" }).click();
  await page.getByLabel("姓名").fill(CITIZEN.refused);
  await page.getByLabel("公民身份号码").fill("990100199003031234");
  const register = page.locator("form", { has: page.getByLabel("姓名") });
  await register.getByLabel("依据或文号").fill("变更登记通知书(2026)第12号");
  const confirm = async (what: string) => {
    const dialog = page.getByRole("dialog", { name: what });
    await dialog.getByLabel("我已核对登记材料").check();
    await expectAccessible(page);
    await dialog.getByRole("button", { name: what }).click();
  };
  complaints.expect(/422/);
  await register.getByRole("button", { name: "登记法定代表人" }).click();
  await confirm("登记法定代表人");
  // The last digit is wrong, and what was typed is still there.
  await expect(page.getByRole("alert")).toBeVisible();
  await page.getByLabel("公民身份号码").fill(number);
  await register.getByRole("button", { name: "登记法定代表人" }).click();
  await confirm("登记法定代表人");
  await expect(rows.first()).toContainText(CITIZEN.refused);
  await expect(rows.nth(1)).toContainText("已提前结束");
  await expect(page.locator("main")).not.toContainText(number);
  expect(page.url()).not.toMatch(/\d{17}/);
  await expectAccessible(page);
  await page.screenshot({ path: `test-results/companies/registered-${page.viewportSize()!.width}.png`, fullPage: true });
  const address = page.url();

  await become(person);
  await page.goto("/");
  await ready(page);
  const whom = page.getByRole("group", { name: "为谁查看和办理" });
  await whom.getByRole("button", { name: company }).click();
  await expect(page.getByRole("article")).toHaveCount(3);
  await expect(page.getByRole("article").first()).toContainText(company);

  await become(handler);
  await page.goto(address);
  await ready(page);
  await page.locator("summary", { hasText: "终止登记" }).click();
  const end = page.locator("form", { has: page.getByLabel("到哪天为止") });
  await end.getByLabel("依据或文号").fill("变更登记通知书(2026)第13号");
  await end.getByRole("button", { name: "终止登记" }).click();
  await confirm("终止登记");
  await expect(rows.first()).toContainText("已提前结束");

  await become(person);
  await page.goto("/");
  await ready(page);
  await expect(whom).toHaveCount(0);
  await expect(page.getByRole("article").first()).not.toContainText(company);
});

test("both of a couple see the licence that they hold together, and either can object to it", async ({
  page,
  citizen,
  become,
}) => {
  await become(await citizen(CITIZEN.agent));
  await page.goto("/");
  await ready(page);
  await page.getByRole("link", { name: "不动产权证书" }).click();
  await ready(page);
  const holders = page.locator("section", { has: page.getByRole("heading", { name: "持证人" }) });
  await expect(holders).toContainText(CITIZEN.represents);
  await expect(holders).toContainText(CITIZEN.agent);
  await expect(page.getByRole("link", { name: "信息有误？" }).first()).toBeVisible();
  await toTheEnd(page);
  await expectAccessible(page);
});

test("the seal is checked by the browser, and one changed value on the page or byte of the proof makes it fail", async ({
  page,
  citizen,
  become,
}) => {
  const person = await citizen(CITIZEN.corrected);
  const licences = await person.all<LicenceSummary>("/licences");
  const licence = licences.find(({ version }) => version === 2)!;
  await become(person);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(`/licences/${licence.id}`);
  await ready(page);
  const check = page.getByRole("button", { name: "验证印章" });
  await expect(check).toBeVisible();
  expect(asked.filter((url) => /\/assets\/seal-/.test(url))).toEqual([]);
  await check.click();
  await expect(page.getByText("印章验证通过")).toBeVisible();
  await expect(page.locator(".seal.holds")).toContainText(licence.issuer_name);
  await expectAccessible(page);
  await page.screenshot({ path: `test-results/companies/seal-${page.viewportSize()!.width}.png`, fullPage: true });

  // What was changed, field by field, and the old version at its own address.
  const versions = page.locator("#versions");
  await expect(versions).toContainText("现在有效的是第 2 版");
  await expect(versions).toContainText("原来");
  await versions.getByRole("link", { name: /查看这一版/ }).click();
  await ready(page);
  await expect(page).toHaveURL(/\/versions\/1$/);
  await expect(page.getByText("这一版已不再使用")).toBeVisible();
  await page.getByRole("button", { name: "验证印章" }).click();
  await expect(page.getByText("印章验证通过")).toBeVisible();
  await expectAccessible(page);
  await page.screenshot({ path: `test-results/companies/version-${page.viewportSize()!.width}.png`, fullPage: true });

  // A byte of the record.
  await page.route("**/versions/*/seal", async (route) => {
    const answer = await route.fetch();
    const proof = (await answer.json()) as { record: string };
    await route.fulfill({ json: { ...proof, record: proof.record.replace("ZZBH", "ZZBI") } });
  });
  await page.goto(`/licences/${licence.id}`);
  await ready(page);
  await check.click();
  await expect(page.getByText("印章验证没有通过")).toBeVisible();
  await expectAccessible(page);
  await page.unroute("**/versions/*/seal");

  // What the page shows, with the proof as it is.
  await page.route(/\/api\/v1\/licences\/[^/]+$/, async (route) => {
    const answer = await route.fetch();
    const detail = (await answer.json()) as { number: string };
    await route.fulfill({ json: { ...detail, number: `${detail.number}9` } });
  });
  await page.reload();
  await ready(page);
  await check.click();
  await expect(page.locator(".seal.fails")).toContainText("页面上的内容与盖章时不一致");
});

test("a reminder about a company's licence is in the inbox and opens for the company", async ({
  page,
  citizen,
  become,
}) => {
  await become(await citizen(CITIZEN.represents));
  await page.goto("/messages");
  await ready(page);
  const reminders = page.getByRole("link", { name: /证照快到期了/ });
  await expect(reminders.first()).toBeVisible();
  await expectAccessible(page);
  await page.screenshot({ path: `test-results/companies/messages-${page.viewportSize()!.width}.png`, fullPage: true });
  await reminders.filter({ hasText: COMPANY }).first().click();
  await expect(page.getByRole("region", { name: "为谁查看和办理" })).toContainText(COMPANY);
  await expect(page.getByRole("article")).toContainText(COMPANY);
});
