//! The page of a licence: the card on top, what can be done, the face, whose it is, what happened.

use super::deeds::deeds;
use super::{objections, uses, versions};
use crate::api;
use crate::desk::desktop::{Desktop, heading};
use crate::desk::keys::help;
use crate::desk::page::{Page, View};
use crate::desk::text::{licence as text, versions as printed};
use crate::desk::{face, holders};
use crate::remote::Remote;
use crate::ui::error_summary::focus;
use crate::ui::{
    Banner, LicenceCard, Load, Moment, Skeleton, Status, Timeline, Tone, heard, lang, live,
};
use domain::access::{Action, Relation, Role, allowed};
use domain::catalogue::Template;
use domain::id::LicenceId;
use domain::issuing::is_person;
use domain::representation::is_registration;
use domain::text::{Lang, date, licence as words};
use domain::wire::licence::{LicenceDetail, LicenceHistory};
use domain::wire::session::Who;
use leptos::prelude::*;

const EVENTS: &str = "events";

pub(in crate::desk) fn screen(desktop: Desktop, who: &Who, id: LicenceId) -> AnyView {
    let revealed = RwSignal::new(false);
    let licence = Remote::new(move || api::licences::get(id, revealed.get()));
    let role = who.actor.role();
    let show =
        Callback::new(move |licence: LicenceDetail| whole(&licence, desktop, role, revealed));
    view! {
        <div class="page stack">
            <Load data=licence.signal() retry=licence.retry() skeleton=Skeleton::Page show=show />
        </div>
    }
    .into_any()
}

fn whole(
    licence: &LicenceDetail,
    desktop: Desktop,
    role: Role,
    revealed: RwSignal<bool>,
) -> AnyView {
    let lang = lang();
    let (summary, id) = (licence.summary.clone(), licence.summary.id);
    let title = heading(&summary.type_name);
    let pledged = summary
        .pledged
        .then(|| view! { <Status tone=Tone::Soon word=words::pledged(lang) /> });
    let objection = licence.open_objection.map(|case| {
        let view = View {
            case: Some(case),
            ..View::default()
        };
        let to = Page::Queue(view).href();
        view! { <Banner tone=Tone::Disputed>{text::objection(lang)}" "<a href=to>{text::to_case(lang)}</a></Banner> }
    });
    let today = desktop.context.today();
    let template = RwSignal::new(None::<Template>);
    let (name, hue, values) = (
        licence.summary.type_name.clone(),
        licence.summary.hue,
        licence.face.clone(),
    );
    let shown = live(move || {
        let template = template.get().unwrap_or_default();
        let title = if template.title.is_empty() {
            &name
        } else {
            &template.title
        };
        face::face(title, hue, &values, &template.note)
    });
    view! {
        <div class="licence-head"><LicenceCard licence=summary today=today heading=title />{pledged}</div>
        {objection}
        <section class="next near screen-only"><div class="row between"><h2>{text::actions(lang)}</h2>{help(&[("e", text::key_events(lang))])}</div>{deeds(licence, role)}</section>
        <div class="sides">
            <section class="near">
                <h2>{text::face(lang)}</h2>
                {shown}
                {reveal(licence, revealed)}
                <p class="print-only small">{printed::copy(lang)}</p>
            </section>
            <section class="stack">{whose(licence, role)}{facts(licence)}</section>
        </div>
        {versions::of(desktop, licence, template)}
        <section class="near screen-only">
            <div class="row between">
                <h2 id=EVENTS tabindex="-1">{text::events(lang)}</h2>
                <button type="button" class="quiet" data-key="e" aria-keyshortcuts="e" on:click=heard(|_| focus(EVENTS))>
                    {text::key_events(lang)}<kbd>"e"</kbd>
                </button>
            </div>
            <Timeline moments=licence.history.iter().rev().map(|event| moment(event, lang)).collect() />
        </section>
        {objections::of(id, role)}
        {uses::of(id)}
    }
    .into_any()
}

fn reveal(licence: &LicenceDetail, revealed: RwSignal<bool>) -> Option<AnyView> {
    let lang = lang();
    if !licence.face.iter().any(|value| value.sensitive) {
        return None;
    }
    let shown = revealed.get_untracked();
    let word = if shown {
        text::hide(lang)
    } else {
        text::reveal(lang)
    };
    let turn = heard(move |_| revealed.set(!shown));
    Some(
        view! { <p class="row"><button type="button" on:click=turn>{word}</button><span class="hint">{text::recorded(lang)}</span></p> }
            .into_any(),
    )
}

fn whose(licence: &LicenceDetail, role: Role) -> AnyView {
    let lang = lang();
    let by_person = licence.holders.first();
    let by_person = by_person.is_none_or(|holder| is_person(&holder.code_type));
    let registers = is_registration(&licence.summary.type_name, by_person)
        && allowed(role, Relation::OwnAgency, Action::RegisterRepresentative);
    let registered = registers.then(|| {
        let to = Page::Representatives(licence.summary.id).href();
        view! { <p><a href=to>{text::representatives(lang)}</a></p> }
    });
    let all = licence.holders.iter();
    let all = all.map(|holder| {
        [
            holder.name.clone(),
            holder.code_type.clone(),
            holder.code.clone(),
        ]
    });
    view! { <section class="near"><h2>{text::holders(lang)}</h2>{holders::table(all)}{registered}</section> }
        .into_any()
}

fn facts(licence: &LicenceDetail) -> AnyView {
    let lang = lang();
    let summary = &licence.summary;
    let end = summary.valid_to.map_or_else(
        || words::no_end(lang).into(),
        |day| date::full_day(day, lang),
    );
    let lines = [
        (
            text::issued_on(lang),
            date::full_day(licence.issued_on, lang),
        ),
        (
            text::valid_from(lang),
            date::full_day(summary.valid_from, lang),
        ),
        (text::valid_to(lang), end),
        (text::version(lang), summary.version.to_string()),
        (text::trust(lang), licence.trust.as_str().to_owned()),
        (text::type_code(lang), licence.type_code.clone()),
        (text::identifier(lang), licence.identifier.clone()),
    ]
    .map(|(name, value)| view! { <div><dt>{name}</dt><dd class="number">{value}</dd></div> });
    view! { <section class="near"><h2>{text::facts(lang)}</h2><dl class="facts">{lines.collect_view()}</dl></section> }.into_any()
}

fn moment(event: &LicenceHistory, lang: Lang) -> Moment {
    let mut note: Vec<String> = Vec::new();
    if !event.basis.is_empty() {
        note.push([text::basis(lang), lang.colon(), &event.basis].concat());
    }
    if !event.reason.is_empty() {
        note.push(event.reason.clone());
    }
    let version = event
        .kind
        .makes_version()
        .then(|| [" · v", &event.version.to_string()].concat());
    Moment {
        when: [
            text::from_day(lang),
            " ",
            &date::full_day(event.on, lang),
            " · ",
            &date::moment(event.at, lang),
        ]
        .concat(),
        what: [words::event(event.kind, lang), &version.unwrap_or_default()].concat(),
        who: event.by.clone(),
        note: note.join("\n"),
        to_come: false,
    }
}
