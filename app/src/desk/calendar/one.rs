//! One arrangement: what it says and does, the second person's decision, and how far due dates are counted again.

use super::kept::state;
use super::recount::{bar, follow};
use super::review::review;
use crate::api;
use crate::desk::desktop::{Desktop, heading};
use crate::desk::page::CALENDAR;
use crate::desk::sending::{Sending, empty};
use crate::desk::text::calendar as text;
use crate::remote::Remote;
use crate::ui::{Asks, FieldKind, FormField, Load, SecondLook, Skeleton, lang};
use domain::access::{Action, Relation, allowed};
use domain::id::ArrangementId;
use domain::text::{calendar as words, date};
use domain::wire::calendar::{ArrangementDetail, ArrangementState, RefuseArrangement};
use domain::wire::session::Who;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

pub(in crate::desk) fn screen(desktop: Desktop, who: &Who, id: ArrangementId) -> AnyView {
    let lang = lang();
    let may_keep = allowed(who.actor.role(), Relation::Other, Action::KeepCalendar);
    let one = Remote::new(move || api::calendar::arrangement(id));
    follow(one, |detail: &ArrangementDetail| {
        let in_force = detail.summary.state == ArrangementState::InForce;
        in_force
            && detail
                .recount
                .is_none_or(|recount| recount.finished_at.is_none())
    });
    let show = Callback::new(move |detail: ArrangementDetail| {
        page(&detail, desktop, may_keep.then_some(one))
    });
    view! {
        <div class="stack">
            <p><a href=CALENDAR>{text::back(lang)}</a></p>
            <Load data=one.signal() retry=one.retry() skeleton=Skeleton::Page show=show />
        </div>
    }
    .into_any()
}

fn page(
    detail: &ArrangementDetail,
    desktop: Desktop,
    keeps: Option<Remote<ArrangementDetail>>,
) -> AnyView {
    let lang = lang();
    let summary = &detail.summary;
    let proposed = summary.state == ArrangementState::Proposed;
    let decided = summary.decided_by.clone().map(|by| {
        let at = summary.decided_at.map(|at| date::moment(at, lang));
        view! { <div><dt>{text::decided_by(lang)}</dt><dd>{by}" "{at}</dd></div> }
    });
    let version = summary.calendar_version.map(|day| {
        view! { <div><dt>{text::version(lang)}</dt><dd>{date::full_day(day, lang)}</dd></div> }
    });
    let why =
        (!detail.why.is_empty()).then(|| view! { <blockquote>{detail.why.clone()}</blockquote> });
    let kind = [
        words::kind(summary.kind, lang),
        " ",
        &summary.year.to_string(),
    ];
    view! {
        <div class="stack">
            {heading(&summary.number)}
            <p class="row">{state(summary)}<span>{kind.concat()}</span></p>
            {why}
            <dl class="facts">
                <div><dt>{text::published(lang)}</dt><dd>{date::full_day(summary.published, lang)}</dd></div>
                <div><dt>{text::url(lang)}</dt><dd><a href=summary.url.clone() rel="noreferrer">{summary.url.clone()}</a></dd></div>
                <div><dt>{text::proposed_by(lang)}</dt><dd>{summary.proposed_by.clone()}" "{date::moment(summary.proposed_at, lang)}</dd></div>
                {decided}
                {version}
            </dl>
            {bar(detail.recount.as_ref())}
            {keeps.filter(|_| proposed).map(|remote| ways(detail, desktop, remote))}
            {review(&detail.review, desktop)}
            <details class="unfolds">
                <summary>{text::source_text(lang)}</summary>
                <pre class="prose">{detail.text.clone()}</pre>
            </details>
        </div>
    }
    .into_any()
}

/// Who proposed it takes it back; another person approves or refuses it.
fn ways(
    detail: &ArrangementDetail,
    desktop: Desktop,
    remote: Remote<ArrangementDetail>,
) -> AnyView {
    let lang = lang();
    let decide = if detail.mine {
        view! { <p>{text::own(lang)}</p> }.into_any()
    } else if detail.review.faults.is_empty() {
        approval(detail, desktop, remote)
    } else {
        ().into_any()
    };
    view! {
        {decide}
        {refusal(detail, desktop, remote)}
    }
    .into_any()
}

fn approval(
    detail: &ArrangementDetail,
    desktop: Desktop,
    remote: Remote<ArrangementDetail>,
) -> AnyView {
    let lang = lang();
    let sending = Sending::new(desktop);
    let open = RwSignal::new(false);
    let (id, version) = (detail.summary.id, detail.summary.version);
    let confirmed = Callback::new(move |()| {
        sending.send(
            move |key| api::calendar::approve(id, version, key),
            move |detail| remote.set(detail),
        );
    });
    view! {
        {sending.trouble()}
        <p class="buttons"><button type="button" class="primary" on:click=move |_| open.set(true)>{text::approve(lang)}</button></p>
        <SecondLook open=open title=text::approve(lang) confirm=text::approve(lang)
            asks=Asks::Tick(text::approve_tick(lang).into()) on_confirm=confirmed>
            <p>{text::approve_means(lang)}</p>
        </SecondLook>
    }
    .into_any()
}

fn refusal(
    detail: &ArrangementDetail,
    desktop: Desktop,
    remote: Remote<ArrangementDetail>,
) -> AnyView {
    let lang = lang();
    let sending = Sending::new(desktop);
    let why = empty();
    let (id, version) = (detail.summary.id, detail.summary.version);
    let word = if detail.mine {
        text::take_back(lang)
    } else {
        text::refuse(lang)
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let request = RefuseArrangement {
            version,
            why: why.get_untracked(),
        };
        sending.send(
            move |key| api::calendar::refuse(id, request, key),
            move |detail| remote.set(detail),
        );
    };
    view! {
        <details class="unfolds">
            <summary>{word}</summary>
            <form class="stack narrow" on:submit=submit novalidate>
                {sending.trouble()}
                <FormField id="why" label=text::why(lang) error=sending.error("/why") value=why kind=FieldKind::Lines />
                <p class="buttons">{sending.button(word)}</p>
            </form>
        </details>
    }
    .into_any()
}
