//! What is said about 协查.

use domain::text::{Lang, date};
use domain::wire::inquiry::InquiryView;

words! {
    area = "协查", "Asked by others";
    area_note = "其他单位办理案件时向本单位询问的事。这里只有问题和案号，看不到案件。答复一次，不能改。", "What other agencies ask while they work on a case. You see the question and the case number, not the case. It is answered once.";
    none = "没有协查", "Nothing was asked";
    none_hint = "其他单位向本单位询问时，会出现在这里，并给经办人发消息。", "Questions of other agencies appear here, and the handlers get a message.";
    about = "案件 ", "Case ";
    title = "协查", "Asked of other agencies";
    ask = "请其他单位协查", "Ask another agency";
    to = "问哪个单位", "Whom";
    words = "问什么", "What is asked";
    words_hint = "对方只看到这段话和案号，看不到案件，请把需要知道的写清楚。", "They read this and the case number, not the case: write what they need to know.";
    days = "请在几个工作日内答复", "Within how many working days";
    days_hint = "1 至 20。这是约定的时间，不是法定期限；案件自己的期限照常计算。", "1 to 20. No statutory date; the case's own clocks run on.";
    answer_by = "请在此日结束前答复：", "To be answered by the end of";
    answer = "答复", "Answer";
    answer_hint = "答复成为对方案件的一部分，提问的人会收到消息。", "It becomes part of their case; who asked is told.";
}

/// By which day an answer is asked for, and from which one a new calendar has moved it.
pub(crate) fn day(one: &InquiryView, lang: Lang) -> String {
    let mut said = [answer_by(lang), " ", &date::day(one.answer_by, lang)].concat();
    if let Some(moved) = one.moves.last() {
        let from = date::short_day(moved.from, lang);
        said.push_str(&match lang {
            Lang::Zh => ["(原为 ", &from, "，按新的放假安排改)"].concat(),
            Lang::En => [" (was ", &from, ", moved by a new calendar)"].concat(),
        });
    }
    said
}
