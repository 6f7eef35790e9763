//! What waits, what came back, what was approved?

use crate::api;
use crate::desk::desktop::{Desktop, heading, staff};
use crate::desk::keys::help;
use crate::desk::page::{Page, STATES, Waiting};
use crate::desk::text::approvals as text;
use crate::remote::Remote;
use crate::ui::{Column, Empty, Load, Pager, Row, Skeleton, Tab, Table, Tabs, lang};
use domain::id::StaffId;
use domain::issuing::PreparationState;
use domain::text::{Lang, date, licence as words};
use domain::wire::Page as Rows;
use domain::wire::issuing::PreparationSummary;
use domain::wire::session::Who;
use leptos::prelude::*;

pub(in crate::desk) fn screen(desktop: Desktop, who: &Who) -> AnyView {
    let lang = lang();
    let view = desktop.state(Waiting::parse);
    let page = Remote::new(move || {
        let view = view.get();
        api::issuing::list(view.state_name(), view.cursor)
    });
    let me = staff(who);
    let show = Callback::new(move |page: Rows<PreparationSummary>| rows(page, view, me));
    let tabs = STATES.map(|(state, key)| Tab {
        key,
        href: Waiting::of(state).href(),
        name: text::state(state, lang).into(),
        count: None,
    });
    let here = Signal::derive(move || view.with(Waiting::state_name));
    view! {
        <div class="page stack">
            <div class="row between">{heading(text::approvals(lang))}{help(&[])}</div>
            <Tabs label=text::list(lang) tabs=tabs.into() here=here />
            <Load data=page.signal() retry=page.retry() skeleton=Skeleton::Rows show=show />
        </div>
    }
    .into_any()
}

fn rows(page: Rows<PreparationSummary>, view: Memo<Waiting>, me: Option<StaffId>) -> AnyView {
    let lang = lang();
    let state = view.with_untracked(|view| view.state);
    let columns = [
        text::what(lang),
        text::number(lang),
        text::holder(lang),
        text::by(lang),
        text::at(lang),
    ];
    let columns = columns.map(Column::text).into();
    let rows = page.items.into_iter().map(|item| row(item, me, lang));
    let next = page.next;
    let next = Signal::derive(move || {
        let cursor = next.clone()?;
        let state = view.with(|view| view.state);
        Some(Waiting { state, cursor }.href())
    });
    let first = Signal::derive(move || {
        let moved = view.with(|view| !view.cursor.is_empty());
        moved.then(|| view.with(|view| Waiting::of(view.state).href()))
    });
    view! {
        <Table caption=text::state(state, lang) headed=true columns=columns rows=rows.collect() empty=empty(state) />
        <Pager first=first next=next />
    }
    .into_any()
}

fn empty(state: PreparationState) -> Empty {
    let lang = lang();
    let waiting = state == PreparationState::Prepared;
    let (title, hint) = if waiting {
        (text::none_waiting(lang), text::none_waiting_hint(lang))
    } else {
        (text::none(lang), text::none_hint(lang))
    };
    Empty {
        title: title.into(),
        hint: hint.into(),
    }
}

fn row(item: PreparationSummary, me: Option<StaffId>, lang: Lang) -> Row {
    let mine = (me == Some(item.prepared_by.id))
        .then(|| view! { <span class="hint">" "{text::mine(lang)}</span> });
    let what = [words::event(item.kind, lang), " · ", &item.type_name].concat();
    Row::to(
        Page::Approval(item.id).href(),
        vec![
            what.into_any(),
            view! { <span class="number">{item.number}</span> }.into_any(),
            item.holder_name.into_any(),
            view! { <span>{item.prepared_by.name}{mine}</span> }.into_any(),
            date::moment(item.prepared_at, lang).into_any(),
        ],
    )
}
