//! What is claimed, what is recorded, and where exactly do they differ?

use crate::api::evidence::address;
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

/// One value as its parts: what both have before, what is its own, what both have after.
#[derive(Debug, PartialEq, Eq)]
struct Parts<'a> {
    before: &'a str,
    own: &'a str,
    after: &'a str,
}

/// Where two values part and where they meet again.
fn parts<'a>(one: &'a str, other: &'a str) -> (Parts<'a>, Parts<'a>) {
    let same = |pair: &(char, char)| pair.0 == pair.1;
    let before: usize = one
        .chars()
        .zip(other.chars())
        .take_while(same)
        .map(|(c, _)| c.len_utf8())
        .sum();
    let (head, one_rest) = one.split_at(before);
    let other_rest = other.split_at(before).1;
    let backwards = one_rest.chars().rev().zip(other_rest.chars().rev());
    let after: usize = backwards.take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let (own, tail) = one_rest.split_at(one_rest.len() - after);
    let other_own = other_rest.split_at(other_rest.len() - after).0;
    (
        Parts {
            before: head,
            own,
            after: tail,
        },
        Parts {
            before: head,
            own: other_own,
            after: tail,
        },
    )
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

fn marked(parts: &Parts<'_>, claimed: bool) -> AnyView {
    let own = parts.own.to_owned();
    let own = if own.is_empty() {
        ().into_any()
    } else if claimed {
        view! { <ins>{own}</ins> }.into_any()
    } else {
        view! { <del>{own}</del> }.into_any()
    };
    view! { <span>{parts.before.to_owned()}{own}{parts.after.to_owned()}</span> }.into_any()
}

fn claim(detail: &CaseDetail, who: &Who) -> AnyView {
    let lang = lang();
    let objector = detail.desk.as_ref().map(|desk| {
        fact(
            text::objector(lang),
            [&desk.holder_name, " ", &desk.holder_number].concat(),
        )
    });
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
                {fact(text::channel(lang), case::channel(detail.channel, lang).into())}
                {work_order}
                {fact(text::ground(lang), case::ground(detail.ground, lang).into())}
                {fact(text::explanation(lang), detail.explanation.clone())}
                {asked}
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
    let newer = detail.licence.version != detail.licence_version;
    let newer = newer.then(|| view! { <p class="hint">{text::changed_since(lang)}</p> });
    view! {
        <section class="near">
            <h3>{text::record(lang)}</h3>
            <dl class="facts">
                {fact(text::version(lang), detail.licence_version.to_string())}
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

#[cfg(test)]
mod tests {
    use super::*;

    fn own<'a>(one: &'a str, other: &'a str) -> (&'a str, &'a str) {
        let (one, other) = parts(one, other);
        (one.own, other.own)
    }

    #[test]
    fn only_what_differs_is_the_difference() {
        assert_eq!(own("秦岭路21号", "秦岭路12号"), ("21", "12"));
        assert_eq!(own("张三丰", "张三"), ("丰", ""));
        assert_eq!(own("2026-01-01", "2027-01-01"), ("6", "7"));
        assert_eq!(own("甲", "乙"), ("甲", "乙"));
        assert_eq!(own("同", "同"), ("", ""));
        assert_eq!(own("aa", "a"), ("a", ""));
    }

    #[test]
    fn the_parts_put_together_are_the_value() {
        for (one, other) in [
            ("秦岭路21号", "秦岭路12号"),
            ("", "x"),
            ("é", "è"),
            ("𠮷野", "吉野"),
        ] {
            let (Parts { before, own, after }, _) = parts(one, other);
            assert_eq!([before, own, after].concat(), one);
        }
    }
}
