//! Which cases wait, and which comes first? Filters as counters, rows by nearest due date, the open case beside them.

use super::deed::Deed;
use super::marking::Marking;
use super::{case, row};
use crate::api;
use crate::api::desk::QueueAsk;
use crate::browser::document;
use crate::desk::desktop::{Desktop, heading};
use crate::desk::page::{Page, View};
use crate::desk::text::{frame, objections as text};
use crate::remote::Remote;
use crate::ui::error_summary::focus;
use crate::ui::{Empty, FieldKind, FormField, Icon, Load, Pager, Skeleton, icon, lang, row_keys};
use domain::access::Role;
use domain::text::quality;
use domain::wire::board::BoardSlice;
use domain::wire::queue::{QueueCounts, QueueFilter, QueuePage};
use domain::wire::session::Who;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

pub(in crate::desk) fn screen(desktop: Desktop, who: Who) -> AnyView {
    let lang = lang();
    let view = desktop.state(View::parse);
    let wanted = Memo::new(move |_| view.with(asked));
    let page = Remote::new(move || api::desk::queue(wanted.get()));
    let opened = Memo::new(move |_| view.with(|view| view.case));
    let names_issuer = who.actor.role() == Role::Supervisor;
    let marking = Marking::of(who.actor.role(), desktop, page);
    let shown = Shown {
        names_issuer,
        marking,
    };
    let show = Callback::new(move |page: QueuePage| rows(page, view, desktop, shown));
    let bar = marking.map(Marking::bar);
    let register = (who.actor.role() == Role::Handler).then(|| {
        view! { <a class="button" href=Page::Register.href()>{text::register(lang)}</a> }
    });
    let head = heading(frame::queue(lang));
    Effect::new(move || {
        // A way back to the list arrives here; a case takes the focus itself.
        if opened.get().is_none() && desktop.navigation.take_arrival() {
            focus("queue-search");
        }
    });
    let right = move || match opened.get() {
        Some(id) => case::pane(desktop, who.clone(), id, view, page),
        None => view! { <p class="empty">{text::choose_case(lang)}</p> }.into_any(),
    };
    view! {
        <div class="desk" class:with-case=move || opened.get().is_some()>
            <div class="filters">{head}{move || filters(page.data().map(|page| page.counts), view)}</div>
            <section class="queue" aria-label=text::rows(lang)>
                <div class="tools">{search(desktop, view)}{register}{key_bar()}</div>
                {move || narrowed(view)}
                {bar}
                <Load data=page.signal() retry=page.retry() skeleton=Skeleton::Rows empty=empty show=show />
            </section>
            <section class="open-case">{right}</section>
        </div>
    }
    .into_any()
}

fn asked(view: &View) -> QueueAsk {
    QueueAsk {
        filter: view.filter,
        q: view.q.clone(),
        cursor: view.cursor.clone(),
        slice: view.narrow.slice.clone(),
        handler: view.narrow.handler.clone(),
        month: view.narrow.month.clone(),
    }
}

/// Which number of the board the list stands behind, and the way to the whole.
fn narrowed(view: Memo<View>) -> Option<AnyView> {
    let lang = lang();
    let view = view.get();
    let narrow = view.narrowed()?;
    let month = narrow.month.parse().ok();
    let month = month.map(|day| [&quality::month(day, lang), " "].concat());
    let part = narrow.slice != BoardSlice::default() || !narrow.handler.is_empty();
    let part = part.then(|| view! { " · "{text::narrowed_part(lang)} });
    let whole = view.widened().href();
    Some(
        view! {
            <p class="small">
                {text::narrowed(lang)}{month}<b>{text::filter(view.filter, lang)}</b>{part}" "
                <a href=whole>{text::whole_queue(lang)}</a>
            </p>
        }
        .into_any(),
    )
}

fn empty(page: &QueuePage) -> Option<Empty> {
    let lang = lang();
    page.items.is_empty().then(|| Empty {
        title: text::empty(lang).into(),
        hint: text::empty_hint(lang).into(),
    })
}

fn filters(counts: Option<QueueCounts>, view: Memo<View>) -> AnyView {
    let lang = lang();
    let links = QueueFilter::TABS.map(|filter| {
        let href = move || view.with(|view| view.with_filter(filter).href());
        let current = move || view.with(|view| (view.filter == filter).then_some("true"));
        let count = counts
            .and_then(|counts| count(counts, filter))
            .map(|count| view! { <b class=urgency(filter, count)>{count}</b> });
        view! { <li><a href=href aria-current=current>{text::filter(filter, lang)}{count}</a></li> }
    });
    view! { <nav aria-label=text::filters(lang)><ul>{links.collect_view()}</ul></nav> }.into_any()
}

const fn count(counts: QueueCounts, filter: QueueFilter) -> Option<i64> {
    match filter {
        QueueFilter::Open => Some(counts.open),
        QueueFilter::DueToday => Some(counts.due_today),
        QueueFilter::Overdue => Some(counts.overdue),
        QueueFilter::Unmarked => Some(counts.unmarked),
        QueueFilter::Proposed => Some(counts.proposed),
        QueueFilter::Returned => Some(counts.returned),
        _ => None,
    }
}

const fn urgency(filter: QueueFilter, count: i64) -> &'static str {
    match filter {
        QueueFilter::Overdue if count > 0 => "late",
        QueueFilter::DueToday if count > 0 => "soon",
        _ => "",
    }
}

fn search(desktop: Desktop, view: Memo<View>) -> AnyView {
    let lang = lang();
    let typed = RwSignal::new(String::new());
    Effect::new(move || typed.set(view.with(|view| view.q.clone())));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let view = view
            .get_untracked()
            .with_q(typed.get_untracked().trim().to_owned());
        desktop.navigation.amend(&view.href());
    };
    view! {
        <form class="search" role="search" on:submit=submit>
            <FormField id="queue-search" label=text::search(lang) value=typed kind=FieldKind::Search />
            <button>{icon(Icon::Search)}<span class="visually-hidden">{text::search_button(lang)}</span></button>
        </form>
    }
    .into_any()
}

/// The buttons behind j, k and ?; the list of keys unfolds under them.
fn key_bar() -> AnyView {
    let lang = lang();
    let told = RwSignal::new(false);
    let list = move || told.get().then(key_list);
    view! {
        <div class="keys">
            {row_keys(text::previous_case(lang), text::next_case(lang))}
            <button type="button" class="quiet" data-key="?" aria-expanded=move || told.get().to_string()
                on:click=move |_| told.update(|told| *told = !*told)>{text::keys(lang)}<kbd>"?"</kbd></button>
            {list}
        </div>
    }
    .into_any()
}

fn key_list() -> AnyView {
    let lang = lang();
    let deeds = Deed::ALL.map(|deed| (deed.key(), deed.name(lang)));
    let all = [
        ("j", text::next_case(lang)),
        ("k", text::previous_case(lang)),
        ("Enter", text::key_enter(lang)),
    ]
    .into_iter()
    .chain(deeds)
    .chain([("Esc", text::key_escape(lang)), ("?", text::keys(lang))])
    .map(|(key, word)| view! { <div><dt><kbd>{key}</kbd></dt><dd>{word}</dd></div> });
    view! { <dl class="key-list">{all.collect_view()}</dl> }.into_any()
}

/// The open case stays in sight in the list beside it, also when it was opened from a message.
fn show_current() {
    let Ok(Some(row)) = document().query_selector(".rows [aria-current]") else {
        return;
    };
    let place = web_sys::ScrollIntoViewOptions::new();
    place.set_block(web_sys::ScrollLogicalPosition::Nearest);
    row.scroll_into_view_with_scroll_into_view_options(&place);
}

/// What stands in a row for its reader.
#[derive(Clone, Copy)]
struct Shown {
    names_issuer: bool,
    marking: Option<Marking>,
}

fn rows(page: QueuePage, view: Memo<View>, desktop: Desktop, shown: Shown) -> AnyView {
    // Only what awaits the mark can be chosen for it.
    let unmarked = view.with_untracked(|view| view.filter == QueueFilter::Unmarked);
    let marking = shown.marking.filter(|_| unmarked);
    let lang = lang();
    let rows = page
        .items
        .into_iter()
        .map(|item| {
            let pick = marking.map(|marking| marking.pick(&item));
            row::row(item, view, desktop.times, (shown.names_issuer, pick))
        })
        .collect_view();
    let next = page.next;
    let next = Signal::derive(move || {
        let cursor = next.clone()?;
        Some(view.with(|view| view.with_cursor(cursor).href()))
    });
    request_animation_frame(show_current);
    let first = Signal::derive(move || {
        let moved = view.with(|view| !view.cursor.is_empty());
        moved.then(|| view.with(|view| view.with_cursor(String::new()).href()))
    });
    view! {
        <p class="columns" aria-hidden="true">
            <span>{text::columns_due(lang)}</span>
            <span>{text::columns_what(lang)}</span>
            <span>{text::columns_state(lang)}</span>
            <span>{text::columns_whose(lang)}</span>
        </p>
        <ol class="rows">{rows}</ol>
        <Pager first=first next=next />
    }
    .into_any()
}
