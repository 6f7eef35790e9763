//! Dates that have moved: by a new calendar, or because a step may take longer.

use super::{Notice, NoticeKind, step};
use crate::text::{Lang, date};

/// That more time is asked for a step, was granted or refused.
pub(super) fn longer(notice: &Notice, due: &str, lang: Lang) -> String {
    use NoticeKind as N;
    let step = step(notice, lang);
    let (before, after) = match (notice.kind, lang) {
        (N::ExtensionAsked, Lang::Zh) => ("申请把期限延长到 ", "，请在原期限届满前决定。"),
        (N::ExtensionAsked, Lang::En) => (
            ": more time is asked for until ",
            ". Please decide before its date is over.",
        ),
        (N::Extended, Lang::Zh) => ("期限经同意延长到 ", "，点开看原来的期限。"),
        (N::Extended, Lang::En) => (
            " may take until ",
            ", with the consent that it takes. Open it for the old date.",
        ),
        (_, Lang::Zh) => ("期限不延长，仍是 ", "。"),
        (_, Lang::En) => (" is still due ", "."),
    };
    [lang.pick("，", ": "), step, before, due, after].concat()
}

/// That a new calendar has moved a due date.
pub(super) fn moved(notice: &Notice, due: &str, lang: Lang) -> String {
    let step = step(notice, lang);
    match lang {
        Lang::Zh => [
            "，因工作日安排调整，",
            step,
            "期限改为 ",
            due,
            "，点开看原因。",
        ]
        .concat(),
        Lang::En => [
            ": the working days were changed; ",
            step,
            " is now due ",
            due,
            ". Open it to see why.",
        ]
        .concat(),
    }
}

/// That a finding of a sample has to be mended by another day.
pub(super) fn finding_moved(notice: &Notice, lang: Lang) -> String {
    let due = notice
        .due_date
        .map_or_else(String::new, |due| date::day(due, lang));
    match lang {
        Lang::Zh => [
            "抽查发现的问题(",
            &notice.type_name,
            "),因工作日安排调整，整改期限改为 ",
            &due,
            "。",
        ]
        .concat(),
        Lang::En => [
            "A finding of a sample (",
            &notice.type_name,
            "): the working days were changed; it is now to be mended by ",
            &due,
            ".",
        ]
        .concat(),
    }
}
