// The demonstration's people that journeys play, and their agencies.

export const MARKET = "兰州新区市场监督管理局";
/** Its 统一社会信用代码. */
export const MARKET_CODE = "11990100MB99000131";

/** Who works at the market's agency, one from another, and who makes accounts. */
export const STAFF = {
  handler: "shichang-jingban1",
  otherHandler: "shichang-jingban2",
  approver: "shichang-shenpi",
  strangeHandler: "ziran-jingban1",
  strangeApprover: "ziran-shenpi",
  supervisor: "dating-jiandu",
  security: "keji-anquan",
};

/** The citizens, by what they are there for. */
export const CITIZEN = {
  /** Has never objected to anything. */
  fresh: "周晓兰",
  /** Was asked for more. */
  asked: "马志国",
  /** Was told, twice. */
  corrected: "陈桂芳",
  /** Has one case due today and one overdue. */
  waiting: "杨建军",
  /** Was refused once, and withdrew once. */
  refused: "苏雪梅",
  /** Has licences in every standing. */
  mixed: "段海涛",
  /** Holds a home with his wife, and represents a company. */
  represents: "何文斌",
  /** His wife, and the company's agent. */
  agent: "赵秋菊",
};
