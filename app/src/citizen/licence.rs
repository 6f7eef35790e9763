//! One licence: the card, what it says, and what happened to it.

use super::paging::back;
use super::{begun, uses, versions};
use crate::api;
use crate::browser;
use crate::context::Context;
use crate::navigation::heading;
use crate::page::{Page, Step};
use crate::remote::Remote;
use crate::text::citizen as words;
use crate::text::holder;
use crate::ui::{
    Banner, LicenceCard, Load, Moment, Skeleton, Timeline, Tone, attribute, dotted, heard, lang,
    live_text, whole_days,
};
use domain::id::LicenceId;
use domain::issuing::CREDIT_CODE;
use domain::text::{date, licence as licence_text};
use domain::wire::licence::{FaceValue, HolderShown, LicenceDetail, LicenceHistory};
use leptos::prelude::*;

/// After so many milliseconds nothing that is in sight waits for anything any more.
const QUIET: i32 = 4_000;

pub(super) fn licence(id: LicenceId) -> AnyView {
    let revealed = RwSignal::new(false);
    let context = Context::here();
    let licence = Remote::new(move || {
        let revealed = revealed.get();
        async move {
            if revealed {
                api::licences::get(id, true).await
            } else {
                let seen = api::licences::seen(id).await?;
                let mut licence = context.seen(seen);
                if licence.draft.is_none() {
                    licence.draft = begun::of(id).await;
                }
                Ok(licence)
            }
        }
    });
    let show = Callback::new(move |licence| detail(licence, revealed));
    view! { <Load data=licence.signal() retry=licence.retry() skeleton=Skeleton::Page show /> }
        .into_any()
}

fn detail(licence: LicenceDetail, revealed: RwSignal<bool>) -> AnyView {
    let lang = lang();
    let context = Context::here();
    let today = context.today();
    let title = heading(licence.summary.type_name.clone(), words::site(lang));
    // What only the server can tell is left out of what was seen last: the strip on top says why.
    let live = context.kept_at().with_untracked(Option::is_none);
    let told = live.then(|| {
        view! { {versions::section(&licence)}{uses::section(licence.summary.id)} }.into_any()
    });
    view! {
        {back(Page::Home, words::licences(lang))}
        <LicenceCard licence=licence.summary.clone() today heading=title />
        <p class="buttons"><a class="button primary" href=Page::Show(licence.summary.id).href()>{words::show(lang)}</a></p>
        {standing(&licence)}
        {face(&licence, revealed)}
        {holders(&licence)}
        {told}
        {history(licence)}
    }
    .into_any()
}

/// An objection can be begun without a connection if the rules are here by then.
fn get_ready_to_object() {
    let context = Context::here();
    browser::after(QUIET, move || drop(untrack(|| context.rules())));
}

/// What is under way about it, if anything.
fn standing(licence: &LicenceDetail) -> Vec<AnyView> {
    let lang = lang();
    let link = |text: &'static str, href: String, to: &'static str| {
        view! { <Banner tone=Tone::Soon>{text}" "<a href=href>{to}</a></Banner> }.into_any()
    };
    let case = licence.open_objection.map(|case| {
        link(
            words::being_checked(lang),
            Page::Objection(case).href(),
            words::see_case(lang),
        )
    });
    let draft = licence.draft.map(|draft| {
        link(
            words::draft_waits(lang),
            Page::Draft(draft, Step::Fields).href(),
            words::go_on(lang),
        )
    });
    let disputed = licence
        .summary
        .disputed
        .then(|| view! { <p>{licence_text::disputed_means(lang)}</p> }.into_any());
    [case, draft, disputed].into_iter().flatten().collect()
}

fn face(licence: &LicenceDetail, revealed: RwSignal<bool>) -> AnyView {
    let lang = lang();
    let id = licence.summary.id;
    // One open objection at a time: a second 'wrong?' would only lead to a refusal.
    let can_object = licence.may_object && licence.open_objection.is_none();
    if can_object {
        get_ready_to_object();
    }
    let sensitive = licence.face.iter().any(|field| field.sensitive);
    let toggle = sensitive.then(|| {
        let word = live_text(move || {
            if revealed.get() {
                words::conceal(lang)
            } else {
                words::reveal(lang)
            }
        });
        let pressed = attribute(move || Some(if revealed.get() { "true" } else { "false" }));
        let pick = heard(move |_| revealed.update(|on| *on = !*on));
        view! {
            <p class="row">
                <button type="button" aria-pressed=pressed on:click=pick>{word}</button>
                <span class="small">{words::reveal_note(lang)}</span>
            </p>
        }
        .into_any()
    });
    let rows = licence
        .face
        .iter()
        .map(|field| row(field, id, can_object))
        .collect_view();
    let whole = can_object.then(|| {
        view! { <p class="buttons"><a class="button" href=Page::Object(id).href()>{words::object(lang)}</a></p> }.into_any()
    });
    view! {
        <section class="near">
            <h2>{words::face(lang)}</h2>
            {toggle}
            <dl class="facts">{rows}</dl>
            {whole}
        </section>
    }
    .into_any()
}

fn row(field: &FaceValue, licence: LicenceId, can_object: bool) -> AnyView {
    let lang = lang();
    let change = can_object.then(|| {
        let href = api::routes::with_query(Page::Object(licence).href(), "field", &field.key);
        view! {
            <dd class="change">
                <a href=href>{words::wrong(lang)}<span class="visually-hidden">" "{field.label.clone()}</span></a>
            </dd>
        }
        .into_any()
    });
    view! { <div><dt>{field.label.clone()}</dt><dd>{whole_days(&field.value)}</dd>{change}</div> }
        .into_any()
}

/// Everybody who holds it, where that is more than the card says.
fn holders(licence: &LicenceDetail) -> Option<AnyView> {
    let lang = lang();
    let is_company = |holder: &HolderShown| holder.code_type == CREDIT_CODE;
    let first = licence.holders.first()?;
    if licence.holders.len() < 2 && !is_company(first) {
        return None;
    }
    let rows = licence
        .holders
        .iter()
        .map(|holder| {
            view! { <div><dt>{holder.name.clone()}</dt><dd>{holder.code.clone()}</dd></div> }
                .into_any()
        })
        .collect_view();
    Some(
        view! {
            <section class="near">
                <h2>{holder::holders(lang)}</h2>
                <dl class="facts">{rows}</dl>
            </section>
        }
        .into_any(),
    )
}

fn history(licence: LicenceDetail) -> AnyView {
    let lang = lang();
    let fact = |name: &'static str, value: AnyView| {
        view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.into_any()
    };
    let issued_on = date::full_day(licence.issued_on, lang);
    let moments = licence
        .history
        .into_iter()
        .rev()
        .map(|past| moment(past, lang))
        .collect();
    view! {
        <section class="near">
            <h2>{words::history(lang)}</h2>
            <dl class="facts">
                {fact(words::issuer(lang), licence.summary.issuer_name.into_any())}
                {fact(words::issued_on(lang), issued_on.into_any())}
                {fact(words::identifier(lang), dotted(&licence.identifier))}
                {fact(words::version(lang), licence.summary.version.to_string().into_any())}
            </dl>
            <Timeline moments />
        </section>
    }
    .into_any()
}

fn moment(past: LicenceHistory, lang: domain::text::Lang) -> Moment {
    let basis = if past.basis.is_empty() {
        String::new()
    } else {
        [holder::basis(lang), &past.basis].concat()
    };
    let note = [basis, past.reason]
        .into_iter()
        .filter(|said| !said.is_empty())
        .collect::<Vec<_>>()
        .join(lang.pick("。", ". "));
    Moment {
        when: [
            holder::counts_from(lang),
            &date::full_day(past.on, lang),
            holder::counts_from_end(lang),
        ]
        .concat(),
        what: licence_text::event(past.kind, lang).into(),
        who: past.by,
        note,
        to_come: false,
    }
}
