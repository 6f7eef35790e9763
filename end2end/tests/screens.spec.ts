// Every screen of both applications, on a phone and on a desk: usable by everybody, nothing beside the window, nothing
// complained about (as in every test), and a picture of each in test-results/screens.
import { readFileSync } from "node:fs";
import type { Page, Route } from "@playwright/test";
import { freeLicence, Person } from "../support/api.ts";
import { expectAccessible } from "../support/axe.ts";
import { pdf, png } from "../support/files.ts";
import { CITIZEN, MARKET, STAFF } from "../support/people.ts";
import { expect, ready, test as base } from "../support/test.ts";
import type { CaseSummary, Session } from "../support/wire.ts";

/** Evidence of the demonstration's: a photographed page. */
const PAPER = "../server/src/demo/evidence/page.jpg";

/** The pictures of the README. */
const PICTURES = "../server/docs/screenshots";

/** What the screens are about; prepared once for all of them. */
interface World {
  people: Record<keyof typeof CITIZEN | keyof typeof STAFF | "writer" | "filer", Person>;
  licence: string;
  draft: string;
  unfinished: string;
  /** A case in each standing. */
  received: string;
  marked: string;
  verifying: string;
  proposed: string;
  /** Of the cast, by citizen and state. */
  of: (who: keyof typeof CITIZEN, state: string) => string;
}

interface Screen {
  name: string;
  who?: (people: World["people"]) => Person;
  path: (world: World) => string;
  /** What the screen is known by. */
  shows: string | RegExp;
  /** Before the page is opened. */
  prepare?: (page: Page) => Promise<unknown>;
  /** What somebody does there. */
  then?: (page: Page) => Promise<void>;
  /** Requests that fail on purpose. */
  complaint?: RegExp;
  /** A picture of the README: its name, which ends in the window's width. */
  picture?: string;
}

const test = base.extend<object, { world: World }>({
  world: [
    async ({ server }, use) => {
      const world = await makeWorld(server.url);
      await use(world);
      await Promise.all(Object.values(world.people).map((person) => person.dispose()));
    },
    { scope: "worker", timeout: 60_000 },
  ],
});

const CITIZENS: Screen[] = [
  { name: "log-in", path: () => "/", shows: "选择一位演示人物登录" },
  { name: "home", who: (they) => they.waiting, path: () => "/", shows: "我的证照", picture: "home-390" },
  { name: "home-every-standing", who: (they) => they.mixed, path: () => "/", shows: "我的证照" },
  { name: "home-nothing-found", who: (they) => they.fresh, path: () => "/?q=没有这样的证照", shows: "没有找到符合的证照" },
  {
    name: "home-empty",
    who: (they) => they.fresh,
    prepare: (page) => answerEmpty(page, "**/api/v1/licences*"),
    path: () => "/",
    shows: "还没有您的证照",
  },
  {
    name: "home-problem",
    who: (they) => they.fresh,
    prepare: (page) => page.route("**/api/v1/licences*", failing),
    path: () => "/",
    shows: "重试",
    complaint: /500/,
  },
  { name: "choose-licence", who: (they) => they.fresh, path: () => "/object", shows: "哪份证照的信息有误?" },
  { name: "licence", who: (they) => they.writer, path: ({ licence }) => `/licences/${licence}`, shows: "照面信息" },
  {
    name: "licence-revealed",
    who: (they) => they.writer,
    path: ({ licence }) => `/licences/${licence}`,
    shows: "照面信息",
    then: async (page) => {
      const reveal = page.getByRole("button", { name: "显示完整信息" });
      if (await reveal.isVisible()) {
        await reveal.click();
        await expect(page.getByRole("button", { name: "隐藏部分信息" })).toBeVisible();
      }
    },
  },
  { name: "draft-1-fields", who: (they) => they.writer, path: ({ draft }) => `/drafts/${draft}/fields`, shows: "哪些内容有误?" },
  {
    name: "draft-1-nothing-chosen",
    who: (they) => they.writer,
    path: ({ unfinished }) => `/drafts/${unfinished}/fields`,
    shows: "哪些内容有误?",
    then: async (page) => {
      await page.locator("form button.primary").click();
      await expect(page.getByRole("alert")).toBeVisible();
    },
  },
  { name: "draft-2-claims", who: (they) => they.writer, path: ({ draft }) => `/drafts/${draft}/claims`, shows: "正确的内容是什么?" },
  { name: "draft-3-reasons", who: (they) => they.writer, path: ({ draft }) => `/drafts/${draft}/reasons`, shows: "为什么这样认为?" },
  { name: "draft-4-check", who: (they) => they.writer, path: ({ draft }) => `/drafts/${draft}/check`, shows: "核对后提交" },
  { name: "draft-4-unfinished", who: (they) => they.writer, path: ({ unfinished }) => `/drafts/${unfinished}/check`, shows: "还有内容没有填完" },
  {
    name: "draft-discard-question",
    who: (they) => they.writer,
    path: ({ draft }) => `/drafts/${draft}/fields`,
    shows: "哪些内容有误?",
    then: async (page) => {
      await page.getByRole("button", { name: /不写了|Delete this draft/ }).first().click();
      await expect(page.getByRole("dialog")).toBeVisible();
    },
  },
  {
    name: "receipt",
    who: (they) => they.filer,
    path: ({ received }) => `/objections/${received}/receipt`,
    shows: "您的异议已提交",
    then: explain,
    picture: "deadline-390",
  },
  { name: "objections", who: (they) => they.waiting, path: () => "/objections", shows: "我的异议" },
  {
    name: "objections-empty",
    who: (they) => they.fresh,
    prepare: (page) => answerEmpty(page, "**/api/v1/objections*"),
    path: () => "/objections",
    shows: "您还没有提出过异议",
  },
  { name: "case-to-supplement", who: (they) => they.asked, path: ({ of }) => `/objections/${of("asked", "returned")}`, shows: "补充说明" },
  { name: "case-overdue", who: (they) => they.waiting, path: ({ of }) => `/objections/${of("waiting", "verifying")}`, shows: "期限", then: explain },
  { name: "case-corrected", who: (they) => they.corrected, path: ({ of }) => `/objections/${of("corrected", "closed")}`, shows: /处理结果/ },
  { name: "case-refused", who: (they) => they.refused, path: ({ of }) => `/objections/${of("refused", "closed")}`, shows: /处理结果/ },
  { name: "case-withdrawn", who: (they) => they.refused, path: ({ of }) => `/objections/${of("refused", "withdrawn")}`, shows: "办理经过" },
  { name: "messages", who: (they) => they.corrected, path: () => "/messages", shows: "消息" },
  {
    name: "messages-empty",
    who: (they) => they.fresh,
    prepare: (page) => answerEmpty(page, "**/api/v1/notices*"),
    path: () => "/messages",
    shows: "还没有消息",
  },
  { name: "me", who: (they) => they.fresh, path: () => "/me", shows: "语言" },
  { name: "no-such-page", who: (they) => they.fresh, path: () => "/nowhere", shows: "没有这个页面" },
  { name: "not-mine", who: (they) => they.mixed, path: ({ received }) => `/objections/${received}`, shows: "没有找到", complaint: /404/ },
  {
    name: "staff-on-the-citizens-page",
    who: (they) => they.handler,
    path: () => "/",
    shows: "您正以工作人员身份登录",
  },
];

const DESKS: Screen[] = [
  { name: "log-in", path: () => "/desk/", shows: "工作人员登录" },
  {
    name: "log-in-refused",
    path: () => "/desk/",
    shows: "工作人员登录",
    then: async (page) => {
      await page.locator("#username").fill("nobody-here");
      await page.locator("#password").fill("wrong-password-1");
      await page.locator("#log-in").click();
      await expect(page.getByRole("alert")).toBeVisible();
    },
    complaint: /401/,
  },
  {
    name: "first-password",
    who: (they) => they.handler,
    prepare: (page) =>
      changeSession(page, (session) => {
        session.who!.must_change_password = true;
      }),
    path: () => "/desk/",
    shows: "修改初始密码",
  },
  {
    name: "first-password-refused",
    who: (they) => they.otherHandler,
    prepare: (page) =>
      changeSession(page, (session) => {
        session.who!.must_change_password = true;
      }),
    path: () => "/desk/",
    shows: "修改初始密码",
    then: async (page) => {
      const [current, fresh, again] = [page.locator("#current"), page.locator("#new"), page.locator("#again")];
      await current.fill("not-the-password-1");
      await fresh.fill("another-secret-1");
      await again.fill("another-secret-2");
      await page.locator("form button.primary").click();
      await expect(again).toBeFocused();
      await expect(page.locator("#again-error")).not.toBeEmpty();
      await again.fill("another-secret-1");
      await page.locator("form button.primary").click();
      await expect(current).toBeFocused();
      await expect(page.locator("#current-error")).not.toBeEmpty();
      await page.locator(".secret button").first().click();
      await expect(current).toHaveAttribute("type", "text");
    },
    complaint: /401/,
  },
  {
    name: "role-without-desk",
    who: (they) => they.handler,
    prepare: (page) =>
      changeSession(page, (session) => {
        Object.assign(session.who!, { actor: { ...Object(session.who).actor, role: "security-admin" } });
      }),
    path: () => "/desk/",
    shows: "您的角色不办理异议",
  },
  { name: "citizen-at-the-desk", who: (they) => they.fresh, path: () => "/desk/", shows: "您现在以市民身份登录" },
  { name: "queue", who: (they) => they.handler, path: () => "/desk/", shows: "异议办理" },
  { name: "queue-overdue", who: (they) => they.handler, path: () => "/desk/?filter=overdue", shows: "异议办理" },
  { name: "queue-finished", who: (they) => they.handler, path: () => "/desk/?filter=finished", shows: "异议办理" },
  { name: "queue-nothing-found", who: (they) => they.handler, path: () => "/desk/?q=YY00000000", shows: "没有这样的案件" },
  {
    name: "queue-keys",
    who: (they) => they.handler,
    path: () => "/desk/",
    shows: "异议办理",
    then: async (page) => {
      await page.keyboard.press("?");
      await expect(page.locator(".key-list")).toBeVisible();
    },
  },
  {
    name: "queue-problem",
    who: (they) => they.handler,
    prepare: (page) => page.route("**/api/v1/desk/objections*", failing),
    path: () => "/desk/",
    shows: "重试",
    complaint: /500/,
  },
  { name: "case-received", who: (they) => they.handler, path: ({ received }) => `/desk/?case=${received}`, shows: "下一步: 异议标注" },
  { name: "case-marked", who: (they) => they.handler, path: ({ marked }) => `/desk/?case=${marked}`, shows: "下一步: 开始核实", then: explain },
  {
    name: "case-verifying",
    who: (they) => they.handler,
    path: ({ verifying }) => `/desk/?case=${verifying}`,
    shows: "下一步: 提出处理意见",
    picture: "desk-1280",
  },
  {
    name: "case-returning",
    who: (they) => they.handler,
    path: ({ verifying }) => `/desk/?case=${verifying}`,
    shows: "异议人的主张",
    then: async (page) => {
      await page.keyboard.press("r");
      await page.locator("form:has(#note) button.primary").click();
      await expect(page.locator("#note-error")).not.toBeEmpty();
    },
  },
  {
    name: "case-proposing",
    who: (they) => they.handler,
    path: ({ verifying }) => `/desk/?case=${verifying}`,
    shows: "异议人的主张",
    then: async (page) => {
      await page.keyboard.press("a");
      await page.locator("input[value=rejected]").check();
      await page.locator("form:has(#reasons) button.primary").click();
      await expect(page.locator(".error-summary")).toBeVisible();
      await page.locator("input[value=partly-upheld]").check();
    },
  },
  { name: "case-for-approval", who: (they) => they.approver, path: ({ proposed }) => `/desk/?case=${proposed}`, shows: "下一步: 批准" },
  {
    name: "case-approving",
    who: (they) => they.approver,
    path: ({ proposed }) => `/desk/?case=${proposed}`,
    shows: "处理意见",
    then: async (page) => {
      await page.keyboard.press("y");
      await expect(page.getByRole("dialog")).toBeVisible();
    },
  },
  { name: "case-proposed", who: (they) => they.handler, path: ({ proposed }) => `/desk/?case=${proposed}`, shows: "由审批人办理" },
  { name: "notices", who: (they) => they.handler, path: () => "/desk/notices", shows: "消息" },
  {
    name: "notices-empty",
    who: (they) => they.handler,
    prepare: (page) => answerEmpty(page, "**/api/v1/notices*"),
    path: () => "/desk/notices",
    shows: "还没有消息",
  },
  { name: "supervisor-queue", who: (they) => they.supervisor, path: () => "/desk/?filter=overdue", shows: "异议办理" },
  { name: "supervisor-case", who: (they) => they.supervisor, path: ({ marked }) => `/desk/?case=${marked}`, shows: "由发证单位办理" },
  { name: "case-not-found", who: (they) => they.strangeHandler, path: ({ marked }) => `/desk/?case=${marked}`, shows: "没有找到", complaint: /404/ },
  { name: "no-such-page", who: (they) => they.handler, path: () => "/desk/nowhere", shows: "没有这个页面" },
];

/** How somebody may have set the display. */
const STANDARD = { suffix: "", settings: {}, elder: false };
const ELDER = { suffix: "-elder", settings: { "mz.elder": "1" }, elder: true };
const ENGLISH = { suffix: "-en", settings: { "mz.lang": "en" }, elder: false };

for (const [app, screens] of [
  ["citizen", CITIZENS],
  ["desk", DESKS],
] as const) {
  for (const screen of screens) {
    test(`${app}: ${screen.name} is usable by everybody and fits its window`, async ({ page, world, become, complaints }) => {
      if (screen.complaint) {
        complaints.expect(screen.complaint);
      }
      if (screen.who) {
        await become(screen.who(world.people));
      }
      await screen.prepare?.(page);
      for (const mode of modesOf(app, page)) {
        await test.step(`${screen.name}${mode.suffix}`, async () => {
          await set(page, mode.settings);
          await page.goto(screen.path(world));
          await ready(page);
          if (mode !== ENGLISH) {
            await expect(page.getByText(screen.shows).filter({ visible: true }).first()).toBeVisible();
          }
          await screen.then?.(page);
          await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
          if (mode === STANDARD) {
            await takeForReadme(page, screen);
          }
          await unfold(page, async () => {
            await take(page, app, `${screen.name}${mode.suffix}`);
            await expectNothingBeside(page);
            await expectAccessible(page, mode);
          });
        });
      }
    });
  }
}

test("after a fault of ours the way to try again leads to what was wanted", async ({ page, world, become, complaints }) => {
  complaints.expect(/500/);
  await become(world.people.fresh);
  await page.route("**/api/v1/licences*", failing);
  await page.goto("/");
  const problem = page.getByRole("alert");
  await expect(problem).toContainText("请稍后");
  await expect(problem).toContainText("0197a5b0");
  await page.unroute("**/api/v1/licences*", failing);
  await problem.getByRole("button", { name: "重试" }).click();
  await expect(page.getByRole("article").first()).toBeVisible();
  await expect(problem).toHaveCount(0);
});

test("without a connection a screen says so and comes back with it", async ({ page, world, become, complaints }) => {
  complaints.expect(/ERR_INTERNET_DISCONNECTED/);
  await become(world.people.fresh);
  await page.goto("/objections");
  await ready(page);
  await page.context().setOffline(true);
  await page.getByRole("link", { name: /^消息/ }).click();
  const problem = page.getByRole("alert");
  await expect(problem).toContainText("网络没有连上");
  await take(page, "citizen", "offline");
  await expectAccessible(page);
  await page.context().setOffline(false);
  await problem.getByRole("button", { name: "重试" }).click();
  await expect(problem).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "消息", level: 1 })).toBeVisible();
});

test("what is typed without a connection is kept, and saved when it is back", async ({ page, world, become, complaints }) => {
  complaints.expect(/ERR_INTERNET_DISCONNECTED/);
  await become(world.people.writer);
  await page.goto(`/drafts/${world.draft}/reasons`);
  await ready(page);
  await page.context().setOffline(true);
  const words = `断网时写的 ${Date.now()}`;
  await page.locator("#explanation").fill(words);
  await expect(page.getByText("还没有保存到服务器")).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByText(/^已保存/)).toBeVisible({ timeout: 15_000 });
  await page.reload();
  await expect(page.locator("#explanation")).toHaveValue(words);
});

async function makeWorld(url: string): Promise<World> {
  const citizens = Object.entries(CITIZEN).map(async ([role, name]) => [role, await Person.citizen(url, name)]);
  const staff = Object.entries(STAFF).map(async ([role, name]) => [role, await Person.staff(url, name)]);
  const people = Object.fromEntries(await Promise.all([...citizens, ...staff])) as World["people"];
  const cases: Record<string, CaseSummary[]> = {};
  for (const who of Object.keys(CITIZEN) as (keyof typeof CITIZEN)[]) {
    cases[who] = await people[who].all<CaseSummary>("/objections");
  }
  const file = async () => {
    const { holder, licence } = await freeLicence(url, MARKET);
    const draft = await holder.draft(licence);
    await holder.upload(draft, "纸质证照内页.jpg", readFileSync(PAPER));
    await holder.upload(draft, "租赁合同.pdf", pdf());
    const { id } = await holder.file(draft);
    return { holder, id, about: licence.type_name };
  };
  const filed = [await file(), await file(), await file(), await file()];
  // The picture of the desk shows the kind of licence that everybody knows.
  const known = filed.findIndex(({ about }) => about === "营业执照");
  const [verifying] = filed.splice(Math.max(known, 0), 1);
  const [received, marked, proposed] = filed;
  for (const one of [marked!, verifying!, proposed!]) {
    await people.handler.move(one.id, "mark");
  }
  for (const one of [verifying!, proposed!]) {
    await people.handler.move(one.id, "verify");
  }
  await people.handler.move(proposed!.id, "propose", {
    proposal: {
      outcome: "rejected",
      corrections: [],
      reasons: "经核对登记档案,证照内容与申请材料一致。",
      remedy: "对本决定不服的,可在收到之日起60日内申请行政复议。",
    },
  });
  for (const one of [marked!, verifying!, proposed!]) {
    await one.holder.dispose();
  }
  const { holder: writer, licence } = await freeLicence(url);
  const draft = await writer.draft(licence);
  await writer.upload(draft, "门牌照片.png", png());
  const [another] = await writer.freeLicences();
  const empty = { claims: [], ground: null, explanation: "" };
  const unfinished = await writer.draft(another!, empty);
  return {
    people: { ...people, writer, filer: received!.holder },
    licence: licence.id,
    draft: draft.id,
    unfinished: unfinished.id,
    received: received!.id,
    marked: marked!.id,
    verifying: verifying!.id,
    proposed: proposed!.id,
    of: (who, state) => cases[who]!.find((one) => one.state === state)!.id,
  };
}

/** Citizens use the phone; what stands in larger type or in English is looked at where there is least room. */
function modesOf(app: "citizen" | "desk", page: Page) {
  const narrow = page.viewportSize()!.width < 720;
  if (app === "citizen") {
    return narrow ? [STANDARD, ELDER, ENGLISH] : [STANDARD];
  }
  return [STANDARD, ENGLISH];
}

/** Opens how a due date was counted, and moves it to the top of the window. */
async function explain(page: Page): Promise<void> {
  const line = page.locator("details.deadline > summary").last();
  await line.click();
  await expect(page.locator("table.weeks")).toBeVisible();
  await line.evaluate((summary) => {
    scrollTo(0, summary.getBoundingClientRect().top + scrollY - 80);
  });
}

/** Remembers settings as this device would. */
async function set(page: Page, settings: Record<string, string>): Promise<void> {
  await page.addInitScript((settings) => {
    for (const name of ["mz.lang", "mz.elder"]) {
      const value = settings[name];
      if (value === undefined) {
        localStorage.removeItem(name);
      } else {
        localStorage.setItem(name, value);
      }
    }
  }, settings);
}

/** Makes the window as long as the page, so that nothing is hidden under the bar at the bottom. */
async function unfold(page: Page, look: () => Promise<void>): Promise<void> {
  const window = page.viewportSize()!;
  const length = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: window.width, height: Math.max(window.height, length) });
  await look();
  await page.setViewportSize(window);
}

async function take(page: Page, app: string, name: string): Promise<void> {
  const path = `test-results/screens/${app}-${page.viewportSize()!.width}/${name}.png`;
  await page.screenshot({ path, animations: "disabled", scale: "css" });
}

/** With `UPDATE_SCREENSHOTS=1` some screens become the pictures of the README, in a window of the usual size. */
async function takeForReadme(page: Page, { picture }: Screen): Promise<void> {
  const wanted = process.env.UPDATE_SCREENSHOTS === "1";
  if (wanted && picture?.endsWith(`-${page.viewportSize()!.width}`)) {
    await page.screenshot({ path: `${PICTURES}/${picture}.png`, animations: "disabled", scale: "css" });
  }
}

/** Nobody has to scroll sideways. */
async function expectNothingBeside(page: Page): Promise<void> {
  const wide = await page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) {
      return [];
    }
    return [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1)
      .map((element) => element.outerHTML.slice(0, 120));
  });
  expect(wide).toEqual([]);
}

async function failing(route: Route): Promise<void> {
  await route.fulfill({
    status: 500,
    contentType: "application/problem+json",
    json: {
      type: "/problems/internal",
      title: "系统出了问题",
      status: 500,
      code: "internal",
      request_id: "0197a5b0-0000-7000-8000-000000000001",
    },
  });
}

function answerEmpty(page: Page, address: string): Promise<unknown> {
  return page.route(address, (route) => route.fulfill({ json: { items: [], unread: 0 } }));
}

async function changeSession(page: Page, change: (session: Session) => void): Promise<void> {
  await page.route("**/api/v1/session", async (route) => {
    const answer = await route.fetch();
    const session = (await answer.json()) as Session;
    change(session);
    await route.fulfill({ response: answer, json: session });
  });
}
