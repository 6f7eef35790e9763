//! Templates: what is filled in of a case, and what is said of a placeholder that nobody knows.

use super::{Lang, case as words, date};
use crate::objection::templates::{Placeholder, TemplatePurpose};
use crate::wire::case::CaseDetail;

/// What a template is for.
pub const fn purpose(purpose: TemplatePurpose, lang: Lang) -> &'static str {
    match purpose {
        TemplatePurpose::Decision => lang.pick("处理意见的理由", "Reasons of a decision"),
        TemplatePurpose::Return => lang.pick("退回补充", "Return for supplement"),
        TemplatePurpose::Answer => lang.pick("答复", "Answer"),
    }
}

/// Every placeholder as it is typed, one beside the other.
pub fn known(lang: Lang) -> String {
    let all = Placeholder::ALL.map(Placeholder::written);
    all.join(lang.pick("、", ", "))
}

/// That a text uses placeholders which nobody knows, and which there are.
pub fn unknown(names: &[&str], lang: Lang) -> String {
    let written = names.iter().map(|name| ["{", name, "}"].concat());
    let said = written.collect::<Vec<_>>().join(lang.pick("、", ", "));
    match lang {
        Lang::Zh => ["没有这样的占位符：", &said, "。可以用：", &known(lang)].concat(),
        Lang::En => [
            "No such placeholder: ",
            &said,
            ". There are: ",
            &known(lang),
        ]
        .concat(),
    }
}

/// What a case has for a placeholder. It goes into what the objector reads, so that it is Chinese whatever the reader chose.
pub fn value(placeholder: Placeholder, case: &CaseDetail) -> Option<String> {
    let lang = Lang::Zh;
    let summary = &case.summary;
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    match placeholder {
        Placeholder::CaseNumber => some(&summary.case_number),
        Placeholder::Ground => some(words::ground(case.ground, lang)),
        Placeholder::DueDate => {
            let open = summary.clocks.iter().filter(|clock| clock.met_at.is_none());
            let next = open.min_by_key(|clock| clock.due)?;
            Some(date::full_day(next.due_date, lang))
        }
        Placeholder::LicenceName => some(&summary.type_name),
        Placeholder::AgencyName => some(&summary.issuer_name),
        Placeholder::ObjectorName => case.desk.as_ref().and_then(|desk| some(&desk.holder_name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_names_the_placeholder_and_those_that_there_are() {
        for lang in [Lang::Zh, Lang::En] {
            let said = unknown(&["身份证号"], lang);
            assert!(said.contains("{身份证号}"), "{said}");
            for one in Placeholder::ALL {
                assert!(said.contains(&one.written()), "{said}");
            }
        }
    }
}
