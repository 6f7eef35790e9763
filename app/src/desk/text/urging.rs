//! What is said about 督办.

words! {
    title = "督办", "Asked by the managing body";
    urge = "督办", "Ask for an answer";
    words = "要求说明什么", "What is asked";
    words_hint = "承办单位的经办人和审批人会收到消息。法定期限不变。", "Handlers and unit heads are told. No deadline moves.";
    answer_by = "请在此日结束前答复", "To be answered by the end of";
    answer_by_hint = "从今天起六十天内；这不是法定期限。", "From today to sixty days on; no statutory date.";
    answer = "答复督办", "Answer";
    answer_hint = "答复成为案件的一部分，管理单位会收到消息。", "It becomes part of the case; the managing body is told.";
    answer_of = "答复：", "Answered by";
}
