//! Which outages were there? And how one is declared.

use crate::api;
use crate::desk::desktop::{Desktop, heading};
use crate::desk::moment::Typed;
use crate::desk::page::{OUTAGES, Page};
use crate::desk::sending::{Sending, empty};
use crate::desk::text::supervision as text;
use crate::navigation::{query, with_query};
use crate::remote::Remote;
use crate::ui::deadline::deadline_line;
use crate::ui::{
    Column, Empty, FieldKind, FormField, Load, Pager, Row, Skeleton, Status, Table, Tone, lang,
};
use domain::access::{Action, Relation, allowed};
use domain::outage::OutagePhase;
use domain::text::{date, supervision as words};
use domain::wire::Page as Rows;
use domain::wire::outage::{DeclareOutage, OutageSummary};
use domain::wire::session::Who;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

pub(in crate::desk) fn screen(desktop: Desktop, who: &Who) -> AnyView {
    let lang = lang();
    let cursor = desktop.state(|address| query(address, "cursor"));
    let outages = Remote::new(move || api::supervision::outages(cursor.get()));
    let show = Callback::new(move |page: Rows<OutageSummary>| list(page, desktop, &cursor.get()));
    let may = allowed(who.actor.role(), Relation::OwnAgency, Action::DeclareOutage);
    view! {
        <div class="stack">
            {heading(text::outages(lang))}
            {may.then(|| form(desktop))}
            <Load data=outages.signal() retry=outages.retry() skeleton=Skeleton::Rows show=show />
        </div>
    }
    .into_any()
}

fn list(page: Rows<OutageSummary>, desktop: Desktop, cursor: &str) -> AnyView {
    let lang = lang();
    let columns = vec![
        Column::text(text::issuer(lang)),
        Column::text(text::began(lang)),
        Column::text(text::state(lang)),
        Column::number(text::waiting(lang)),
        Column::text(text::due(lang)),
    ];
    let rows = page.items.iter().map(|outage| {
        let due = match &outage.clock {
            Some(clock) => deadline_line(clock, desktop.times),
            None if outage.ended_at.is_none() => text::starts_at_end(lang).into_any(),
            None => text::no_clock(lang).into_any(),
        };
        let due = if outage.phase == OutagePhase::Made {
            outage
                .clock
                .as_ref()
                .map(|clock| date::short_day(clock.due_date, lang))
                .into_any()
        } else {
            due
        };
        let waiting = [
            outage.waiting.to_string(),
            " / ".into(),
            outage.items.to_string(),
        ];
        Row::to(
            Page::Outage(outage.id).href(),
            vec![
                outage.agency_name.clone().into_any(),
                date::moment(outage.began_at, lang).into_any(),
                state(outage).into_any(),
                waiting.concat().into_any(),
                due,
            ],
        )
    });
    let rows = rows.collect();
    let empty = Empty {
        title: text::no_outages(lang).into(),
        hint: text::no_outages_hint(lang).into(),
    };
    let first = (!cursor.is_empty()).then(|| OUTAGES.to_owned());
    let next = page
        .next
        .map(|next| with_query(OUTAGES, &[("cursor", &next)]));
    view! {
        <Table caption=text::outages(lang) headed=true columns=columns rows=rows empty=empty />
        <Pager first=Signal::stored(first) next=Signal::stored(next) />
    }
    .into_any()
}

pub(super) fn state(outage: &OutageSummary) -> AnyView {
    let lang = lang();
    let tone = match outage.phase {
        _ if outage.overdue => Tone::Late,
        OutagePhase::Made => Tone::Done,
        OutagePhase::Running | OutagePhase::CatchingUp => Tone::Soon,
    };
    let word = if outage.overdue {
        text::overdue(lang)
    } else {
        words::phase(outage.phase, lang)
    };
    view! { <Status tone=tone word=word /> }.into_any()
}

fn form(desktop: Desktop) -> AnyView {
    let lang = lang();
    let sending = Sending::new(desktop);
    let began = Typed::at(desktop.context.now());
    let (cause, measures) = (empty(), empty());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(began_at) = began.read() else { return };
        let request = DeclareOutage {
            began_at,
            cause: cause.get_untracked(),
            measures: measures.get_untracked(),
        };
        sending.send(
            move |key| api::supervision::declare(request, key),
            move |detail| {
                let page = Page::Outage(detail.summary.id);
                desktop.navigation.go(&page.href());
            },
        );
    };
    view! {
        <details class="unfolds">
            <summary>{text::declare(lang)}</summary>
            <form class="stack narrow" on:submit=submit>
                {sending.trouble()}
                {began.fields("began", (text::began_day(lang), text::began_time(lang)), sending.error("/began_at"))}
                <FormField id="cause" label=text::cause(lang) error=sending.error("/cause") value=cause kind=FieldKind::Lines />
                <FormField id="measures" label=text::measures(lang) error=sending.error("/measures") value=measures kind=FieldKind::Lines />
                <p class="buttons">{sending.button(text::declare(lang))}</p>
            </form>
        </details>
    }
    .into_any()
}
