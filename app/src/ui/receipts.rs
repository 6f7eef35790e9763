//! When was a case received that had come to the wrong agency first: both days, each called what it is.

use super::lang;
use domain::text::{case as words, date};
use domain::wire::case::CaseDetail;
use leptos::prelude::*;

/// Nothing of a case that was never handed on.
pub fn receipts(case: &CaseDetail) -> Option<AnyView> {
    let lang = lang();
    let (first, received) = case.first_received_at.zip(case.received_at)?;
    let fallen = case.fallen.iter().map(|clock| {
        let (step, day) = (
            lang.of(&clock.name).to_owned(),
            date::day(clock.due_date, lang),
        );
        view! { <li class="small">{step}" "{day}</li> }.into_any()
    });
    let fallen: Vec<AnyView> = fallen.collect();
    let fallen = (!fallen.is_empty())
        .then(|| view! { <p class="small">{words::fallen(lang)}</p><ul>{fallen}</ul> }.into_any());
    Some(
        view! {
            <section class="near">
                <dl class="facts">
                    <div><dt>{words::first_received(lang)}</dt><dd>{date::moment(first, lang)}</dd></div>
                    <div>
                        <dt>{words::received(lang)}</dt>
                        <dd>{date::moment(received, lang)}" "{case.summary.issuer_name.clone()}</dd>
                    </div>
                </dl>
                {fallen}
            </section>
        }
        .into_any(),
    )
}
