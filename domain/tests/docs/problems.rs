//! What can go wrong for a caller.

use super::{holds, word};
use domain::problem::ProblemCode;
use domain::text::{Lang, problem};
use std::fmt::Write as _;

#[test]
fn the_page_of_problems_lists_every_code_with_its_status() {
    let mut page = String::from(
        "# Problems\n\nEvery failure of the API is an `application/problem+json` (RFC 9457) with one of these codes.\n\
         Made from `domain/src/problem.rs` by a test; do not edit.\n\n| status | code | what happened | what to do |\n| --- | --- | --- | --- |\n",
    );
    for &code in ProblemCode::ALL {
        let (title, remedy) = (
            problem::title(code, Lang::En),
            problem::remedy(code, Lang::En),
        );
        writeln!(
            page,
            "| {} | `{}` | {title} | {remedy} |",
            code.status(),
            code.as_str()
        )
        .unwrap();
    }
    holds("problems.md", &page);
}

#[test]
fn every_problem_code_travels_under_its_own_name() {
    for &code in ProblemCode::ALL {
        assert_eq!(word(code), code.as_str());
    }
}
