//! Which box does a problem belong to, and how is that box called?

use crate::desk::text::{issuing as text, issuing};
use domain::catalogue::TypeBody;
use domain::problem::FieldProblem;
use domain::text::{Lang, problem};

/// The id of the box that a pointer means.
pub(super) fn id(pointer: &str) -> String {
    match pointer {
        "/holders" => "holders-0-name".into(),
        pointer => pointer.trim_start_matches('/').replace('/', "-"),
    }
}

/// Where the server's pointers stand in the form: it checks the sheet inside of a request.
pub(super) fn of_the_form(mut problem: FieldProblem) -> FieldProblem {
    if let Some(inside) = problem.pointer.strip_prefix("/sheet") {
        problem.pointer = inside.to_owned();
    }
    problem
}

/// What is wrong with the box, if anything.
pub(super) fn first(problems: &[FieldProblem], pointer: &str, lang: Lang) -> Option<String> {
    let found = problems.iter().find(|found| found.pointer == pointer)?;
    Some(problem::field(found.code, found.limit, lang))
}

/// How the box is called.
pub(super) fn name(pointer: &str, kind: &TypeBody, lang: Lang) -> String {
    let steps: Vec<&str> = pointer.split('/').skip(1).collect();
    let plain = match *steps.as_slice() {
        ["number"] => text::number(lang),
        ["issued_on"] => text::issued_on(lang),
        ["valid_from"] => text::valid_from(lang),
        ["valid_to"] => text::valid_to(lang),
        ["words", "on"] => text::on(lang),
        ["words", "basis"] => text::basis(lang),
        ["words", "reason"] => text::reason(lang),
        ["face", key] => {
            let field = kind.field(key);
            return field.map_or_else(|| key.to_owned(), |field| field.label.clone());
        }
        ["holders", place, part] => {
            let place = place.parse().unwrap_or(0_usize);
            let part = match part {
                "name" => text::holder_name(lang),
                "code_type" => text::code_type(lang),
                _ => text::code(lang),
            };
            return [&issuing::holder(place + 1, lang), " ", part].concat();
        }
        ["holders", ..] => text::holders(lang),
        _ => text::the_licence(lang),
    };
    plain.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::problem::FieldCode;

    #[test]
    fn what_the_server_finds_lands_on_the_box_of_the_same_name() {
        for (server, form, box_id) in [
            ("/sheet/holders/1/code", "/holders/1/code", "holders-1-code"),
            ("/sheet/face/valid_to", "/face/valid_to", "face-valid_to"),
            ("/sheet/number", "/number", "number"),
            ("/words/on", "/words/on", "words-on"),
            ("/sheet/holders", "/holders", "holders-0-name"),
        ] {
            let found = of_the_form(FieldProblem::new(server, FieldCode::Required));
            assert_eq!(found.pointer, form);
            assert_eq!(id(form), box_id);
        }
    }
}
