// The screens of the library at the desk: catalogue, issuing, search, seals, and what supervisors see of it.
import { answerEmpty, type Screen } from "./screen.ts";

export const LIBRARY: Screen[] = [
  { name: "search", who: (they) => they.handler, path: () => "/desk/licences", shows: "证照查询" },
  { name: "search-nothing-found", who: (they) => they.handler, path: () => "/desk/licences?q=NB00000000", shows: "没有这样的证照" },
  { name: "licence", who: (they) => they.handler, path: ({ atMarket }) => `/desk/licences/${atMarket}`, shows: "照面信息" },
  { name: "deed", who: (they) => they.handler, path: ({ atMarket }) => `/desk/licences/${atMarket}/suspended`, shows: "暂扣" },
  { name: "types", who: (they) => they.handler, path: () => "/desk/issue", shows: "制发哪一类证照" },
  { name: "approvals", who: (they) => they.approver, path: () => "/desk/approvals", shows: "制发审批" },
  { name: "imports", who: (they) => they.handler, path: () => "/desk/imports", shows: "归集记录" },
  { name: "catalogue", who: (they) => they.handler, path: () => "/desk/catalogue", shows: "证照目录" },
  { name: "new-entry", who: (they) => they.handler, path: () => "/desk/catalogue/new", shows: "照面信息" },
  { name: "sealing", who: (they) => they.handler, path: () => "/desk/sealing", shows: "待盖章" },
  { name: "seals", who: (they) => they.handler, path: () => "/desk/seals", shows: "印章登记" },
  { name: "seal-summary", who: (they) => they.handler, path: () => "/desk/seal-summary", shows: "签章汇总" },
  { name: "outages", who: (they) => they.handler, path: () => "/desk/outages", shows: "补办" },
  { name: "quality", who: (they) => they.supervisor, path: () => "/desk/quality", shows: "十二个月的变化" },
  { name: "board", who: (they) => they.supervisor, path: () => "/desk/board", shows: "十二个月的变化" },
  { name: "calendar", who: (they) => they.supervisor, path: () => "/desk/calendar", shows: "全年一览" },
  { name: "staff", who: (they) => they.security, path: () => "/desk/staff", shows: "一人一个账号" },
  { name: "inspections", who: (they) => they.supervisor, path: () => "/desk/inspections", shows: "随机抽查" },
  { name: "machine-keys", who: (they) => they.supervisor, path: () => "/desk/machine-keys", shows: "系统密钥" },
  {
    name: "machine-keys-empty",
    who: (they) => they.supervisor,
    prepare: (page) => answerEmpty(page, "**/api/v1/machine-keys"),
    path: () => "/desk/machine-keys",
    shows: "还没有发放密钥",
  },
  { name: "retention", who: (they) => they.supervisor, path: () => "/desk/retention", shows: "操作记录的保存" },
  { name: "draw", who: (they) => they.supervisor, path: () => "/desk/inspections/new", shows: "抽取样本" },
];
