//! Which calendar is in force, what still waits for the next year, and what was loaded?

use super::recount::{bar, follow};
use super::{loading, review};
use crate::api;
use crate::desk::desktop::{Desktop, heading};
use crate::desk::page::{CALENDAR, Page};
use crate::desk::text::calendar as text;
use crate::navigation::{query, with_query};
use crate::remote::Remote;
use crate::ui::choices::Choice;
use crate::ui::{Column, Empty, Load, Row, SelectField, Skeleton, Status, Table, Tone, lang};
use domain::text::{Lang, calendar as words, date};
use domain::wire::calendar::{ArrangementState, ArrangementSummary, CalendarDesk};
use leptos::prelude::*;
use std::collections::BTreeMap;

pub(in crate::desk) fn screen(desktop: Desktop) -> AnyView {
    let lang = lang();
    let calendar = Remote::new(api::calendar::desk);
    follow(calendar, |data: &CalendarDesk| {
        data.recount
            .is_some_and(|recount| recount.finished_at.is_none())
    });
    // The form stays as it is while the page around it is asked for again.
    let may_keep = Memo::new(move |_| calendar.data().is_some_and(|data| data.may_keep));
    let show = Callback::new(move |data: CalendarDesk| facts(&data));
    view! {
        <div class="stack">
            {heading(text::title(lang))}
            <Load data=calendar.signal() retry=calendar.retry() skeleton=Skeleton::Page show=show />
            {move || may_keep.get().then(|| loading::form(desktop))}
            {year(desktop)}
        </div>
    }
    .into_any()
}

fn facts(data: &CalendarDesk) -> AnyView {
    let lang = lang();
    view! {
        <div class="stack">
            <dl class="facts">
                <div><dt>{text::version(lang)}</dt><dd>{date::full_day(data.version, lang)}" "<span class="small">{text::version_hint(lang)}</span></dd></div>
                <div><dt>{text::certain(lang)}</dt><dd>{date::full_day(data.confirmed_through, lang)}</dd></div>
                <div><dt>{text::waiting(lang)}</dt><dd>{waiting(data, lang)}</dd></div>
            </dl>
            {bar(data.recount.as_ref())}
            <h2>{text::loaded(lang)}</h2>
            {list(&data.arrangements)}
        </div>
    }
    .into_any()
}

/// How many due dates wait for which year.
fn waiting(data: &CalendarDesk, lang: Lang) -> AnyView {
    let number = data.waiting.provisional;
    if number == 0 {
        return text::none_waiting(lang).into_any();
    }
    let (number, year) = (number.to_string(), data.waiting.missing_year.to_string());
    let said = match lang {
        Lang::Zh => [&number, " 个，等 ", &year, " 年的安排加载后确定"].concat(),
        Lang::En => [&number, ", until the arrangement of ", &year, " is loaded"].concat(),
    };
    view! { <Status tone=Tone::Soon word=said /> }.into_any()
}

fn list(arrangements: &[ArrangementSummary]) -> AnyView {
    let lang = lang();
    let columns = vec![
        Column::text(text::number(lang)),
        Column::text(text::kind(lang)),
        Column::text(text::year(lang)),
        Column::text(text::state(lang)),
        Column::text(text::proposed_by(lang)),
        Column::text(text::decided_by(lang)),
    ];
    let rows = arrangements.iter().map(|one| {
        Row::to(
            Page::Arrangement(one.id).href(),
            vec![
                one.number.clone().into_any(),
                words::kind(one.kind, lang).into_any(),
                one.year.to_string().into_any(),
                state(one).into_any(),
                one.proposed_by.clone().into_any(),
                one.decided_by.clone().unwrap_or_default().into_any(),
            ],
        )
    });
    let empty = Empty {
        title: text::nothing_loaded(lang).into(),
        hint: text::nothing_loaded_hint(lang).into(),
    };
    view! { <Table caption=text::loaded(lang) headed=true columns=columns rows=rows.collect() empty=empty /> }
        .into_any()
}

pub(super) fn state(one: &ArrangementSummary) -> AnyView {
    let tone = match one.state {
        ArrangementState::Proposed => Tone::Soon,
        ArrangementState::InForce => Tone::Done,
        ArrangementState::Refused => Tone::Quiet,
    };
    view! { <Status tone=tone word=words::state(one.state, lang()) /> }.into_any()
}

/// The year that is looked at stands in the address.
fn year(desktop: Desktop) -> AnyView {
    let lang = lang();
    let this_year = desktop.times.today().year();
    let shown = desktop.state(|address| query(address, "year"));
    let chosen = RwSignal::new(shown.get_untracked());
    let options = (this_year - 2..=this_year + 1).rev().map(|year| Choice {
        value: year.to_string(),
        label: year.to_string(),
        hint: String::new(),
    });
    Effect::new(move |last: Option<String>| {
        let chosen = chosen.get();
        if last.is_some_and(|last| last != chosen) {
            desktop
                .navigation
                .go(&with_query(CALENDAR, &[("year", &chosen)]));
        }
        chosen
    });
    let drawn = move || {
        let year = shown.get().parse().unwrap_or(this_year);
        review::drawn(year, BTreeMap::new(), desktop)
    };
    view! {
        <section class="stack">
            <h2>{text::year_view(lang)}</h2>
            <div class="narrow"><SelectField id="year-shown" label=text::year(lang) blank=this_year.to_string() options=options.collect() chosen=chosen /></div>
            {drawn}
        </section>
    }
    .into_any()
}
