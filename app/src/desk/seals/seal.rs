//! One seal: what it was asked with, who keeps it, what happened to it, and what can be done now.

use super::register::name;
use super::sending::sending;
use super::{Sending, authorities, deeds, state};
use crate::api;
use crate::desk::desktop::{Desktop, heading};
use crate::desk::text::seals as text;
use crate::remote::Remote;
use crate::ui::{Load, Moment, Skeleton, Timeline, lang};
use domain::deadline::local_date;
use domain::id::SealId;
use domain::sealing::FormPerson;
use domain::text::date;
use domain::wire::seal::{SealDetail, SealHistory};
use domain::wire::session::Who;
use leptos::prelude::*;

pub(crate) fn screen(desktop: Desktop, who: Who, id: SealId) -> AnyView {
    let seal = Remote::new(move || api::seals::get(id));
    let sending = sending(desktop);
    let asked = RwSignal::new(String::new());
    let show = Callback::new(move |detail: SealDetail| shown(&detail, &who, sending, seal, asked));
    view! {
        <div class="stack">
            <Load data=seal.signal() retry=seal.retry() skeleton=Skeleton::Page show=show />
        </div>
    }
    .into_any()
}

fn shown(
    detail: &SealDetail,
    who: &Who,
    sending: Sending,
    seal: Remote<SealDetail>,
    asked: RwSignal<String>,
) -> AnyView {
    let lang = lang();
    let summary = &detail.summary;
    let valid = summary.valid_to.map(|at| {
        let day = date::full_day(local_date(at), lang);
        view! { <span class="small">{text::valid_to(lang)}" "{day}</span> }
    });
    let moments = detail.history.iter().map(moment).collect();
    view! {
        {heading(&summary.name)}
        <p class="row">{state(summary.state)}<span>{summary.agency_name.clone()}</span>{valid}</p>
        <p>
            {text::keeper(lang)}" "<b>{name(summary.keeper.as_ref())}</b>" · "
            {text::deputy(lang)}" "<b>{name(summary.deputy.as_ref())}</b>
        </p>
        {deeds::deeds(detail, who, sending, seal, asked)}
        <section class="near"><h2>{text::history(lang)}</h2><Timeline moments /></section>
        {authorities::authorities(detail, who, sending, seal)}
        {form(detail)}
    }
    .into_any()
}

fn moment(one: &SealHistory) -> Moment {
    let lang = lang();
    let handed = match (&one.from, &one.to) {
        (None, None) => String::new(),
        (from, to) => [" · ", &name(from.as_ref()), " → ", &name(to.as_ref())].concat(),
    };
    Moment {
        when: date::moment(one.at, lang),
        what: text::deed(one.deed, lang).into(),
        who: [one.by.name.as_str(), &handed].concat(),
        note: one.note.clone(),
        to_come: false,
    }
}

fn form(detail: &SealDetail) -> AnyView {
    let lang = lang();
    let form = &detail.form;
    let person = |person: &FormPerson| {
        [
            person.name.as_str(),
            &person.number,
            &person.title,
            &person.phone,
        ]
        .join(" · ")
    };
    let agreed = match &form.proof {
        Some(proof) if detail.differs => [
            text::differs(lang),
            " ",
            &proof.reference,
            " ",
            &proof.sentence,
        ]
        .concat(),
        _ => text::same(lang).to_owned(),
    };
    let lines = [
        (text::unit(lang), form.unit_name.clone()),
        (text::unit_code(lang), form.unit_code.clone()),
        (text::address(lang), form.address.clone()),
        (text::region(lang), form.region.clone()),
        (text::handler(lang), person(&form.handler)),
        (text::head(lang), person(&form.head)),
        (text::purpose(lang), form.purpose.clone()),
        (text::diameter(lang), form.diameter_mm.to_string()),
        (text::certificate_name(lang), form.certificate.name.clone()),
        (text::certificate_code(lang), form.certificate.code.clone()),
    ];
    let lines = lines
        .into_iter()
        .map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
        .collect_view();
    view! {
        <section class="near">
            <h2>{text::what_it_is(lang)}</h2>
            <p>{agreed}</p>
            <dl class="facts">{lines}</dl>
        </section>
    }
    .into_any()
}
