// The citizens' screens.
import { expect } from "@playwright/test";
import { answerEmpty, explain, failing, notLive, type Screen } from "./screen.ts";

export const CITIZENS: Screen[] = [
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
  { name: "choose-licence", who: (they) => they.fresh, path: () => "/object", shows: "哪份证照的信息有误？" },
  { name: "choose-shown", who: (they) => they.mixed, path: () => "/show", shows: "出示哪份证照？" },
  { name: "show", who: (they) => they.writer, path: ({ licence }) => `/licences/${licence}/show`, shows: "请对方扫码查验" },
  { name: "complain-not-offered", who: (they) => they.fresh, path: () => "/complain", shows: "本地没有开通" },
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
  {
    name: "licence-not-live",
    who: (they) => they.writer,
    path: ({ licence }) => `/licences/${licence}`,
    shows: "照面信息",
    then: notLive,
    complaint: /ERR_FAILED/,
  },
  { name: "draft-1-fields", who: (they) => they.writer, path: ({ draft }) => `/drafts/${draft}/fields`, shows: "哪些内容有误？" },
  {
    name: "draft-1-nothing-chosen",
    who: (they) => they.writer,
    path: ({ unfinished }) => `/drafts/${unfinished}/fields`,
    shows: "哪些内容有误？",
    then: async (page) => {
      await page.locator("form button.primary").click();
      await expect(page.getByRole("alert")).toBeVisible();
    },
  },
  { name: "draft-2-claims", who: (they) => they.writer, path: ({ draft }) => `/drafts/${draft}/claims`, shows: "正确的内容是什么？" },
  { name: "draft-3-reasons", who: (they) => they.writer, path: ({ draft }) => `/drafts/${draft}/reasons`, shows: "为什么这样认为？" },
  { name: "draft-4-check", who: (they) => they.writer, path: ({ draft }) => `/drafts/${draft}/check`, shows: "核对后提交" },
  { name: "draft-4-unfinished", who: (they) => they.writer, path: ({ unfinished }) => `/drafts/${unfinished}/check`, shows: "还有内容没有填完" },
  {
    name: "draft-discard-question",
    who: (they) => they.writer,
    path: ({ draft }) => `/drafts/${draft}/fields`,
    shows: "哪些内容有误？",
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
