//! A case of what an outage held up: what had happened, and where the work is done.

use crate::desk::page::Page;
use crate::desk::text::objections as text;
use crate::ui::lang;
use domain::id::OutageId;
use domain::text::case;
use domain::wire::case::CaseDetail;
use leptos::prelude::*;

/// In the place of a claim: nobody objects.
pub(super) fn about(detail: &CaseDetail, outage: OutageId) -> AnyView {
    let lang = lang();
    let fact =
        |name: &'static str, value: String| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    let asks = detail.procedure_note.clone();
    let asks = asks.map(|note| fact(text::procedure_note(lang), note));
    view! {
        <section class="near">
            <h3>{text::outage(lang)}</h3>
            <dl class="facts">
                {fact(text::owes(lang), detail.summary.issuer_name.clone())}
                {fact(text::ground(lang), case::ground(detail.ground, lang).into())}
                {fact(text::explanation(lang), detail.explanation.clone())}
                {asks}
            </dl>
            <p><a href=Page::Outage(outage).href()>{text::to_outage(lang)}</a></p>
        </section>
    }
    .into_any()
}
