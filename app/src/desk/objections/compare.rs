//! What is claimed, what is recorded, and where exactly do they differ?

use crate::api::evidence::address;
use crate::desk::differing::{marked, parts};
use crate::desk::text::objections as text;
use crate::ui::{EvidenceList, lang};
use domain::access::Action;
use domain::text::case;
use domain::wire::case::{CaseDetail, DisputedField};
use domain::wire::session::Who;
use leptos::prelude::*;

/// The difference on top; under it the claim with its evidence on the left, the record on the right.
pub(super) fn claim_and_record(detail: &CaseDetail, who: &Who) -> AnyView {
    let lang = lang();
    let rows = detail.disputed.iter().map(difference).collect_view();
    // What is no licence has no record to compare with.
    if detail.licence.is_none() {
        return claim(detail, who);
    }
    view! {
        <table class="compare">
            <caption class="visually-hidden">{text::difference(lang)}</caption>
            <thead>
                <tr>
                    <th scope="col">{text::field(lang)}</th>
                    <th scope="col">{text::claim(lang)}</th>
                    <th scope="col">{text::difference(lang)}</th>
                    <th scope="col">{text::record(lang)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        <div class="sides">
            {claim(detail, who)}
            {record(detail)}
        </div>
    }
    .into_any()
}

fn difference(field: &DisputedField) -> AnyView {
    let lang = lang();
    let (claimed, shown) = parts(&field.claimed, &field.shown);
    let said = |own: &str| {
        if own.is_empty() {
            text::nothing(lang).to_owned()
        } else {
            own.to_owned()
        }
    };
    let between = [&said(shown.own), " → ", &said(claimed.own)].concat();
    let (claimed, shown) = (marked(&claimed, true), marked(&shown, false));
    view! {
        <tr>
            <th scope="row">{field.label.clone()}</th>
            <td data-label=text::claim(lang)>{claimed}</td>
            <td data-label=text::difference(lang) class="between">{between}</td>
            <td data-label=text::record(lang)>{shown}</td>
        </tr>
    }
    .into_any()
}

fn claim(detail: &CaseDetail, who: &Who) -> AnyView {
    let lang = lang();
    let objector = detail.desk.as_ref().map(|desk| {
        fact(
            text::objector(lang),
            [&desk.holder_name, " ", &desk.holder_number].concat(),
        )
    });
    let objector_as = fact(
        text::objects_as(lang),
        case::objector(detail.objector, lang).into(),
    );
    let fellows = detail.desk.as_ref().map_or(0, |desk| desk.fellows);
    let fellows =
        (fellows > 0).then(|| fact(text::fellows(lang), text::fellows_say(fellows, lang)));
    let reach = detail.desk.as_ref().map(|desk| desk.reach.clone());
    let reach = reach
        .filter(|reach| !reach.is_empty())
        .map(|reach| fact(text::reach(lang), reach));
    let partner = detail
        .partner_name
        .clone()
        .map(|name| fact(text::partner(lang), name));
    let asks = detail
        .procedure_note
        .clone()
        .map(|note| fact(text::procedure_note(lang), note));
    let work_order = detail
        .work_order
        .clone()
        .map(|number| fact(text::work_order(lang), number));
    let asked = detail
        .supplement_request
        .clone()
        .map(|asked| fact(text::supplement_request(lang), asked));
    view! {
        <section class="near">
            <h3>{text::claim(lang)}</h3>
            <dl class="facts">
                {objector}
                {objector_as}
                {reach}
                {fellows}
                {fact(text::channel(lang), case::channel(detail.channel, lang).into())}
                {work_order}
                {fact(text::ground(lang), case::ground(detail.ground, lang).into())}
                {fact(text::explanation(lang), detail.explanation.clone())}
                {asked}
                {partner}
                {asks}
            </dl>
            <h4>{text::evidence(lang)}</h4>
            {evidence(detail, who)}
        </section>
    }
    .into_any()
}

fn evidence(detail: &CaseDetail, who: &Who) -> AnyView {
    let lang = lang();
    if detail.evidence.is_empty() {
        view! { <p class="hint">{text::no_evidence(lang)}</p> }.into_any()
    } else if who
        .actor
        .may(Action::ReadEvidence, super::deed::record(detail))
    {
        view! { <EvidenceList files=detail.evidence.clone() address=address /> }.into_any()
    } else {
        view! { <p class="hint">{text::no_reading_evidence(lang)}</p> }.into_any()
    }
}

fn record(detail: &CaseDetail) -> AnyView {
    let lang = lang();
    let face = detail.desk.iter().flat_map(|desk| &desk.face).map(|value| {
        let disputed = detail.disputed.iter().any(|field| field.key == value.key);
        let note =
            disputed.then(|| view! { <span class="small soon">" "{text::in_dispute(lang)}</span> });
        view! { <div><dt>{value.label.clone()}{note}</dt><dd>{value.value.clone()}</dd></div> }
    });
    let now = detail.licence.as_ref().map(|licence| licence.version);
    let newer = now != detail.licence_version;
    let newer = newer.then(|| view! { <p class="hint">{text::changed_since(lang)}</p> });
    view! {
        <section class="near">
            <h3>{text::record(lang)}</h3>
            <dl class="facts">
                {fact(text::version(lang), detail
                    .licence_version
                    .map_or_else(String::new, |version| version.to_string()))}
                {face.collect_view()}
            </dl>
            {newer}
        </section>
    }
    .into_any()
}

fn fact(name: &'static str, value: String) -> AnyView {
    view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.into_any()
}
