// The screens of the desk.
import { expect } from "@playwright/test";
import { answerEmpty, changeSession, explain, failing, type Screen } from "./screen.ts";

export const DESKS: Screen[] = [
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
    shows: "修改密码",
  },
  {
    name: "first-password-refused",
    who: (they) => they.otherHandler,
    prepare: (page) =>
      changeSession(page, (session) => {
        session.who!.must_change_password = true;
      }),
    path: () => "/desk/",
    shows: "修改密码",
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
    name: "second-factor",
    who: (they) => they.handler,
    prepare: (page) =>
      changeSession(page, (session) => {
        session.who!.owes = "proof";
      }),
    path: () => "/desk/",
    shows: "第二步验证",
  },
  {
    name: "second-factor-to-set-up",
    who: (they) => they.handler,
    prepare: (page) =>
      changeSession(page, (session) => {
        session.who!.owes = "set-up";
      }),
    path: () => "/desk/",
    shows: "添加第二步验证",
  },
  { name: "account", who: (they) => they.handler, path: () => "/desk/account", shows: "账号与安全" },
  { name: "register", who: (they) => they.handler, path: () => "/desk/register", shows: "登记来件" },
  {
    name: "role-without-desk",
    who: (they) => they.handler,
    prepare: (page) =>
      changeSession(page, (session) => {
        Object.assign(session.who!, { actor: { ...Object(session.who).actor, role: "security-admin" } });
      }),
    path: () => "/desk/",
    shows: "您的角色不用这个页面",
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
  { name: "case-received", who: (they) => they.handler, path: ({ received }) => `/desk/?case=${received}`, shows: "下一步：异议标注" },
  { name: "case-marked", who: (they) => they.handler, path: ({ marked }) => `/desk/?case=${marked}`, shows: "下一步：开始核实", then: explain },
  {
    name: "case-verifying",
    who: (they) => they.handler,
    path: ({ verifying }) => `/desk/?case=${verifying}`,
    shows: "下一步：提出处理意见",
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
      await page.locator("input[value=upheld]").first().check();
    },
  },
  { name: "case-for-approval", who: (they) => they.approver, path: ({ proposed }) => `/desk/?case=${proposed}`, shows: "下一步：批准" },
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
  { name: "undelivered-empty", who: (they) => they.handler, path: () => "/desk/undelivered", shows: "没有未送达的消息" },
  { name: "inquiries", who: (they) => they.handler, path: () => "/desk/inquiries", shows: "协查" },
  {
    name: "inquiries-empty",
    who: (they) => they.handler,
    prepare: (page) => answerEmpty(page, "**/api/v1/desk/inquiries*"),
    path: () => "/desk/inquiries",
    shows: "没有协查",
  },
  {
    name: "templates",
    who: (they) => they.strangeApprover,
    path: () => "/desk/templates",
    shows: "补充证明材料",
    then: async (page) => {
      await page.locator("summary", { hasText: /新建模板|New template/ }).click();
      await page.locator("#template-text-new").fill("请在{到期}前补充");
      await expect(page.locator("#template-text-new-error")).not.toBeEmpty();
    },
  },
  {
    name: "templates-empty",
    who: (they) => they.handler,
    prepare: (page) => answerEmpty(page, "**/api/v1/desk/templates"),
    path: () => "/desk/templates",
    shows: "还没有模板",
  },
  {
    name: "templates-problem",
    who: (they) => they.handler,
    prepare: (page) => page.route("**/api/v1/desk/templates", failing),
    path: () => "/desk/templates",
    shows: "重试",
    complaint: /500/,
  },
  { name: "supervisor-queue", who: (they) => they.supervisor, path: () => "/desk/?filter=overdue", shows: "异议办理" },
  { name: "supervisor-case", who: (they) => they.supervisor, path: ({ marked }) => `/desk/?case=${marked}`, shows: "由发证单位办理" },
  { name: "case-not-found", who: (they) => they.strangeHandler, path: ({ marked }) => `/desk/?case=${marked}`, shows: "没有找到", complaint: /404/ },
  { name: "no-such-page", who: (they) => they.handler, path: () => "/desk/nowhere", shows: "没有这个页面" },
];
