//! 证照目录: which licences there are, for everybody. The search stands in the address.

use super::licences::rest_then;
use super::paging::{back, more};
use crate::api;
use crate::navigation::{Navigation, heading, query, with_query};
use crate::page::{Page, TypeCode};
use crate::remote::Remote;
use crate::text::catalogue as text;
use crate::text::citizen as words;
use crate::ui::licence_card::hue_class;
use crate::ui::{
    Banner, Choice, Choices, Empty, FieldKind, FormField, Load, Skeleton, Status, Tone, effect,
    lang, whole_days,
};
use domain::catalogue::{FaceField, Need, TypeState};
use domain::deadline::local_date;
use domain::text::{catalogue as names, date};
use domain::wire::Page as Rows;
use domain::wire::catalogue::{TypeDetail, TypeSummary};
use leptos::prelude::*;

pub(super) fn list() -> AnyView {
    let lang = lang();
    let navigation = Navigation::here();
    let address = navigation.map(Navigation::address_now).unwrap_or_default();
    let asked = query(&address, "q");
    let typed = RwSignal::new(asked.clone());
    let q = RwSignal::new(asked);
    let holders = RwSignal::new(query(&address, "holders"));
    rest_then(typed, move |text| q.set(text));
    effect(move || {
        let (q, holders) = (q.get(), holders.get());
        let here = with_query(&Page::Catalogue.href(), &[("q", &q), ("holders", &holders)]);
        if let Some(navigation) = navigation
            && navigation.address_now() != here
        {
            navigation.amend(&here);
        }
    });
    let kinds = Remote::new(move || api::catalogue::list(q.get(), holders.get(), String::new()));
    let show = Callback::new(move |page: Rows<TypeSummary>| rows(page, kinds, q, holders));
    let choice = |value: &str, label: &str| Choice {
        value: value.into(),
        label: label.into(),
        hint: String::new(),
    };
    let options = vec![
        choice("", text::anybody(lang)),
        choice("person", text::person(lang)),
        choice("organisation", text::organisation(lang)),
    ];
    view! {
        {back(Page::Home, words::licences(lang))}
        {heading(text::catalogue(lang).into(), words::site(lang))}
        <p>{text::intro(lang)}</p>
        <search>
            <FormField id="q" label=text::search(lang) hint=text::search_hint(lang) value=typed kind=FieldKind::Search />
            <Choices id="holders" legend=text::for_whom(lang) options chosen=holders />
        </search>
        <Load data=kinds.signal() retry=kinds.retry() skeleton=Skeleton::Cards empty=none show />
    }
    .into_any()
}

fn none(page: &Rows<TypeSummary>) -> Option<Empty> {
    let lang = lang();
    let searched =
        Navigation::here().is_some_and(|navigation| navigation.address_now().contains('?'));
    page.items.is_empty().then(|| {
        let (title, hint) = if searched {
            (text::none_found(lang), text::none_found_hint(lang))
        } else {
            (text::empty(lang), text::empty_hint(lang))
        };
        Empty {
            title: title.into(),
            hint: hint.into(),
        }
    })
}

fn rows(
    page: Rows<TypeSummary>,
    types: Remote<Rows<TypeSummary>>,
    q: RwSignal<String>,
    holders: RwSignal<String>,
) -> AnyView {
    let fetch =
        move |cursor| api::catalogue::list(q.get_untracked(), holders.get_untracked(), cursor);
    let add = move |next: Rows<TypeSummary>| {
        let mut all = types.data_now().map(|page| page.items).unwrap_or_default();
        all.extend(next.items);
        types.set(Rows {
            items: all,
            next: next.next,
        });
    };
    let cards = page.items.into_iter().map(card).collect_view();
    view! { <ul class="cards">{cards}</ul>{more(page.next, fetch, add)} }.into_any()
}

fn card(kind: TypeSummary) -> AnyView {
    let lang = lang();
    let href = TypeCode::parse(&kind.code).map(|code| Page::Type(code).href());
    view! {
        <li>
            <article class=["card ", hue_class(kind.hue)].concat()>
                <h2><a href=href>{kind.name.clone()}</a></h2>
                {stands(kind.state)}
                <p class="small">{text::for_whom(lang)}" "{names::holders(kind.holders, lang)}</p>
                <p class="small">{kind.issuer_name}</p>
            </article>
        </li>
    }
    .into_any()
}

/// Whether it is issued now; nothing is said of the ordinary case.
fn stands(state: TypeState) -> Option<AnyView> {
    let lang = lang();
    let (tone, word) = match state {
        TypeState::Suspended => (Tone::Soon, text::suspended(lang)),
        TypeState::Withdrawn => (Tone::Late, text::withdrawn(lang)),
        TypeState::Compiled | TypeState::Published => return None,
    };
    Some(view! { <p class="stands"><Status tone word /></p> }.into_any())
}

pub(super) fn kind(code: TypeCode) -> AnyView {
    let kind = Remote::new(move || api::catalogue::get(code.text()));
    let show = Callback::new(|kind: TypeDetail| detail(&kind));
    view! { <Load data=kind.signal() retry=kind.retry() skeleton=Skeleton::Page show /> }.into_any()
}

fn detail(kind: &TypeDetail) -> AnyView {
    let lang = lang();
    let means = match kind.summary.state {
        TypeState::Suspended => Some(text::suspended_means(lang)),
        TypeState::Withdrawn => Some(text::withdrawn_means(lang)),
        TypeState::Compiled | TypeState::Published => None,
    };
    let banner = means.map(|means| view! { <Banner tone=Tone::Soon>{means}</Banner> }.into_any());
    view! {
        {back(Page::Catalogue, text::catalogue(lang))}
        {heading(kind.summary.name.clone(), words::site(lang))}
        {banner}
        {facts(kind)}
        {face(&kind.body.fields)}
        {template(kind)}
        {items(kind)}
        {versions(kind)}
        <p><a href=api::catalogue::template(&kind.summary.code) download="">{text::import_template(lang)}</a></p>
    }
    .into_any()
}

fn facts(kind: &TypeDetail) -> AnyView {
    let lang = lang();
    let fact = |name: &'static str, value: String| {
        view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.into_any()
    };
    let issuers = kind.issuers.iter().map(|issuer| issuer.name.as_str());
    let issuers = issuers.collect::<Vec<_>>().join("、");
    let definer = [
        kind.definer.as_str(),
        " · ",
        names::level(kind.definer_level, lang),
    ];
    view! {
        <dl class="facts">
            {fact(text::for_whom(lang), names::holders(kind.summary.holders, lang).into())}
            {fact(text::issuers(lang), issuers)}
            {fact(text::validity(lang), kind.body.validity_ranges.join("、"))}
            {fact(text::class(lang), names::class(kind.summary.class, lang).into())}
            {fact(text::definer(lang), definer.concat())}
            {fact(text::code(lang), kind.summary.code.clone())}
        </dl>
    }
    .into_any()
}

fn face(fields: &[FaceField]) -> AnyView {
    let lang = lang();
    let masked = fields.iter().any(|field| field.sensitive);
    let rows = fields.iter().map(|field| {
        view! { <div><dt>{field.label.clone()}</dt><dd class="small">{about(field)}</dd></div> }
    });
    view! {
        <section class="near">
            <h2>{text::fields(lang)}</h2>
            {masked.then(|| view! { <p class="small">{text::fields_hint(lang)}</p> }.into_any())}
            <dl class="facts">{rows.collect_view()}</dl>
        </section>
    }
    .into_any()
}

/// What a field holds, as far as a citizen wants to know it.
fn about(field: &FaceField) -> String {
    let lang = lang();
    let mut said = Vec::new();
    if let Some(source) = field.source {
        said.push([text::same_as(lang), names::source(source, lang)].concat());
    } else if field.codes.is_empty() {
        said.push(names::value_kind(field.kind, lang).into());
    } else {
        said.push([text::one_of(lang), &field.codes.join("、")].concat());
    }
    for (holds, words) in [
        (field.sensitive, text::masked(lang)),
        (field.hidden, text::not_shown(lang)),
        (field.need != Need::Required, text::may_lack(lang)),
    ] {
        if holds {
            said.push(words.into());
        }
    }
    said.join(" · ")
}

fn template(kind: &TypeDetail) -> AnyView {
    let template = &kind.body.template;
    let title = if template.title.is_empty() {
        kind.summary.name.clone()
    } else {
        template.title.clone()
    };
    let shown = kind.body.fields.iter().filter(|field| !field.hidden);
    let rows = shown.map(|field| {
        view! { <div><dt>{field.label.clone()}</dt><dd aria-hidden="true">"……"</dd></div> }
    });
    view! {
        <section class="near">
            <h2>{text::template(lang())}</h2>
            <div class=["card ", hue_class(kind.summary.hue)].concat()>
                <p class="lead">{title}</p>
                <dl class="facts">{rows.collect_view()}</dl>
                <p>{template.note.clone()}</p>
            </div>
        </section>
    }
    .into_any()
}

fn items(kind: &TypeDetail) -> Option<AnyView> {
    let items = &kind.body.items;
    let rows = items.iter().map(|item| {
        view! { <li>{item.name.clone()}" "<span class="small">{item.code.clone()}</span></li> }
    });
    let rows = rows.collect_view();
    (!items.is_empty()).then(|| {
        view! { <section class="near"><h2>{text::items(lang())}</h2><ul>{rows}</ul></section> }
            .into_any()
    })
}

fn versions(kind: &TypeDetail) -> AnyView {
    let lang = lang();
    let rows = kind.versions.iter().map(|version| {
        let day = date::full_day(local_date(version.published_at), lang);
        let number = version.version.to_string();
        view! { <div><dt>{text::version(lang)}" "{number}</dt><dd>{version.name.clone()}" · "{whole_days(&day)}</dd></div> }
    });
    view! {
        <section class="near">
            <h2>{text::versions(lang)}</h2>
            <p class="small">{text::versions_hint(lang)}</p>
            <dl class="facts">{rows.collect_view()}</dl>
        </section>
    }
    .into_any()
}
