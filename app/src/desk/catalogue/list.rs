//! Which entries are there, and where does each stand?

use crate::api;
use crate::desk::desktop::{Desktop, heading};
use crate::desk::page::{Entries, Page};
use crate::desk::text::catalogue as text;
use crate::remote::Remote;
use crate::ui::{
    Column, Empty, FieldKind, FormField, Icon, Load, Pager, Row, Skeleton, Status, Table, Tone,
    icon, lang,
};
use domain::access::Role;
use domain::catalogue::{Candidate, TypeState};
use domain::text::{catalogue as names, date};
use domain::wire::Page as Rows;
use domain::wire::catalogue::EntrySummary;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// The states that are looked for: of the entry, or of its version on its way.
const STATES: [&str; 6] = [
    "submitted",
    "draft",
    "returned",
    "published",
    "suspended",
    "withdrawn",
];

pub(in crate::desk) fn list(desktop: Desktop) -> AnyView {
    let lang = lang();
    let view = desktop.state(Entries::parse);
    let page = Remote::new(move || {
        let Entries { state, q, cursor } = view.get();
        let (state, version) = match state.as_str() {
            "submitted" | "draft" | "returned" => (String::new(), state),
            _ => (state, String::new()),
        };
        api::catalogue::entries(q, state, version, cursor)
    });
    let show = Callback::new(move |page: Rows<EntrySummary>| rows(page, view));
    let compiles = desktop
        .context
        .who()
        .is_some_and(|who| matches!(who.actor.role(), Role::Handler | Role::Approver));
    let new = compiles.then(|| {
        view! { <a class="button primary" href=Page::NewEntry.href()>{text::new_type(lang)}</a> }
    });
    view! {
        <div class="stack">
            {heading(text::area(lang))}
            {move || rule(desktop)}
            <p class="buttons">{new}</p>
            {search(desktop, view)}
            {filters(view)}
            <Load data=page.signal() retry=page.retry() skeleton=Skeleton::Rows empty=empty show=show />
        </div>
    }
    .into_any()
}

/// Who compiles and who publishes here, by the rulebook.
fn rule(desktop: Desktop) -> Option<AnyView> {
    let lang = lang();
    let rules = desktop.context.rules()?;
    let rule = &rules.rulebook.catalogue;
    let cited = match (&rule.regulation, &rule.article) {
        (Some(regulation), Some(article)) => [regulation.as_str(), " ", article].concat(),
        _ => rule.reading.clone().unwrap_or_default(),
    };
    Some(
        view! {
            <p class="small">
                {text::rule_compiles(lang)}{rule.compiled_by.clone()}" · "
                {text::rule_publishes(lang)}{rule.published_by.clone()}" · "{cited}
            </p>
        }
        .into_any(),
    )
}

fn empty(page: &Rows<EntrySummary>) -> Option<Empty> {
    let lang = lang();
    page.items.is_empty().then(|| Empty {
        title: text::none(lang).into(),
        hint: text::none_hint(lang).into(),
    })
}

fn filters(view: Memo<Entries>) -> AnyView {
    let lang = lang();
    let link = |state: &'static str, name: &'static str| {
        let href = move || {
            view.with(|view| {
                let state = state.into();
                let q = view.q.clone();
                let cursor = String::new();
                Entries { state, q, cursor }.href()
            })
        };
        let current = move || view.with(|view| (view.state == state).then_some("true"));
        view! { <li><a href=href aria-current=current>{name}</a></li> }
    };
    let links = STATES.map(|state| link(state, state_name(state)));
    view! {
        <nav class="tabs" aria-label=text::filters(lang)>
            <ul>{link("", text::all(lang))}{links.collect_view()}</ul>
        </nav>
    }
    .into_any()
}

fn state_name(state: &str) -> &'static str {
    let lang = lang();
    match state {
        "submitted" => names::candidate(Candidate::Submitted, lang),
        "draft" => names::candidate(Candidate::Draft, lang),
        "returned" => names::candidate(Candidate::Returned, lang),
        "published" => names::state(TypeState::Published, lang),
        "suspended" => names::state(TypeState::Suspended, lang),
        _ => names::state(TypeState::Withdrawn, lang),
    }
}

fn search(desktop: Desktop, view: Memo<Entries>) -> AnyView {
    let lang = lang();
    let typed = RwSignal::new(String::new());
    Effect::new(move || typed.set(view.with(|view| view.q.clone())));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let sought = Entries {
            q: typed.get_untracked().trim().to_owned(),
            cursor: String::new(),
            ..view.get_untracked()
        };
        desktop.navigation.amend(&sought.href());
    };
    view! {
        <form class="search" role="search" on:submit=submit>
            <FormField id="entry-search" label=text::search(lang) value=typed kind=FieldKind::Search />
            <button>{icon(Icon::Search)}<span class="visually-hidden">{text::search_button(lang)}</span></button>
        </form>
    }
    .into_any()
}

fn rows(page: Rows<EntrySummary>, view: Memo<Entries>) -> AnyView {
    let lang = lang();
    let columns = vec![
        Column::text(text::column_name(lang)),
        Column::text(text::column_state(lang)),
        Column::number(text::column_version(lang)),
        Column::text(text::column_code(lang)),
        Column::text(text::column_compiler(lang)),
        Column::text(text::column_changed(lang)),
    ];
    let rows = page.items.into_iter().map(row).collect();
    let next = page.next.map(|cursor| {
        let view = view.get_untracked();
        Entries { cursor, ..view }.href()
    });
    let first = view.with_untracked(|view| {
        let moved = !view.cursor.is_empty();
        moved.then(|| {
            let cursor = String::new();
            Entries {
                cursor,
                ..view.clone()
            }
            .href()
        })
    });
    view! {
        <Table caption=text::entries(lang) headed=true columns rows />
        <Pager first=Signal::stored(first) next=Signal::stored(next) />
    }
    .into_any()
}

fn row(entry: EntrySummary) -> Row {
    let lang = lang();
    let version = entry.published.map(|version| version.to_string());
    let href = Page::Entry(entry.code.clone()).href();
    let name = named(&entry.name);
    Row::to(
        href,
        vec![
            name.into_any(),
            states(entry.state, entry.candidate),
            version.unwrap_or_default().into_any(),
            entry.code.into_any(),
            entry.compiler.name.into_any(),
            date::moment(entry.changed_at, lang).into_any(),
        ],
    )
}

/// A draft may have no name yet.
pub(super) fn named(name: &str) -> String {
    if name.is_empty() {
        text::unnamed(lang()).into()
    } else {
        name.into()
    }
}

/// Where an entry stands, and its version on its way.
pub(super) fn states(state: TypeState, candidate: Option<Candidate>) -> AnyView {
    let lang = lang();
    let tone = match state {
        TypeState::Published => Tone::Done,
        TypeState::Suspended => Tone::Soon,
        TypeState::Withdrawn => Tone::Late,
        TypeState::Compiled => Tone::Quiet,
    };
    let way = candidate.map(|candidate| {
        let tone = match candidate {
            Candidate::Submitted | Candidate::Returned => Tone::Soon,
            Candidate::Draft => Tone::Quiet,
        };
        view! { " "<Status tone word=names::candidate(candidate, lang) /> }
    });
    // What was never published is nothing but its version on its way.
    let own = (state != TypeState::Compiled)
        .then(|| view! { <Status tone word=names::state(state, lang) /> });
    view! { <span class="row">{own}{way}</span> }.into_any()
}
