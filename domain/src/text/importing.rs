//! What is wrong with a row of a file, in words.

use super::{Lang, problem};
use crate::problem::FieldCode;
use crate::wire::importing::RowProblem;

/// One problem of a row: where, what stands there, and what to do about it.
pub fn reason(wrong: &RowProblem, lang: Lang) -> String {
    let mut text = String::new();
    if !wrong.column.is_empty() {
        text.push_str(&wrong.column);
        if !wrong.value.is_empty() {
            text.push_str(lang.pick("(", " ("));
            text.push_str(&wrong.value);
            text.push(')');
        }
        text.push_str(lang.colon());
    }
    if wrong.code == FieldCode::Repeated && wrong.pointer == "/number" {
        text.push_str(lang.pick(
            "前面的行已报送这个证照，内容与这一行不同；每个证照只报一行",
            "An earlier row says something else of this licence; send one row for each",
        ));
    } else {
        text.push_str(&problem::field(wrong.code, wrong.limit, lang));
    }
    if !wrong.detail.is_empty() {
        text.push_str(match (wrong.code, lang) {
            (FieldCode::NotListed, Lang::Zh) => "；可用的值：",
            (FieldCode::NotListed, Lang::En) => "; there are: ",
            (_, Lang::Zh) => "；",
            (_, Lang::En) => "; ",
        });
        text.push_str(&wrong.detail);
    }
    text
}

/// Everything that is wrong with a row.
pub fn reasons(wrong: &[RowProblem], lang: Lang) -> String {
    let each: Vec<String> = wrong.iter().map(|wrong| reason(wrong, lang)).collect();
    each.join(lang.pick("。", ". "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_says_where_what_and_which_values_there_are_in_both_languages() {
        let wrong = RowProblem {
            column: "ZZZT".into(),
            pointer: "/status".into(),
            code: FieldCode::NotListed,
            limit: None,
            value: "停用".into(),
            detail: "有效、注销".into(),
        };
        assert_eq!(
            reason(&wrong, Lang::Zh),
            "ZZZT(停用)：不在可选的值之内，请从代码表中选择；可用的值：有效、注销"
        );
        let row = RowProblem {
            column: String::new(),
            code: FieldCode::Unreadable,
            detail: "line 3".into(),
            ..wrong
        };
        assert!(reason(&row, Lang::En).ends_with("number of cells; line 3"));
        assert_eq!(
            reasons(&[row.clone(), row], Lang::Zh).matches('。').count(),
            1
        );
    }
}
