//! One outage: what it held up, until when that is due, and what became of it.

use super::outages::state;
use super::quality::choice;
use crate::api;
use crate::desk::desktop::{Desktop, heading};
use crate::desk::moment::Typed;
use crate::desk::page::{OUTAGES, Page, View};
use crate::desk::sending::{Sending, empty};
use crate::desk::text::supervision as text;
use crate::remote::Remote;
use crate::ui::{
    Asks, Deadline, Empty, FieldKind, FormField, Load, SecondLook, SelectField, Skeleton, Status,
    Tone, lang, load,
};
use domain::id::OutageId;
use domain::outage::{self, HeldUp, ItemState, OutagePhase};
use domain::text::{date, licence, supervision as words};
use domain::wire::outage::{
    EndOutage, EnteredSince, HeldUpItem, ListHeldUp, OutageDetail, SettleHeldUp,
};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

pub(in crate::desk) fn screen(desktop: Desktop, id: OutageId) -> AnyView {
    let lang = lang();
    let outage = Remote::new(move || api::supervision::outage(id));
    let show = Callback::new(move |detail: OutageDetail| page(&detail, desktop, outage));
    view! {
        <div class="narrow stack">
            <p><a href=OUTAGES>{text::back_to_outages(lang)}</a></p>
            <Load data=outage.signal() retry=outage.retry() skeleton=Skeleton::Page show=show />
        </div>
    }
    .into_any()
}

fn page(detail: &OutageDetail, desktop: Desktop, remote: Remote<OutageDetail>) -> AnyView {
    let lang = lang();
    let summary = &detail.summary;
    let due = match &summary.clock {
        Some(clock) => view! { <Deadline clock=clock.clone() times=desktop.times /> }.into_any(),
        None if summary.ended_at.is_none() => text::starts_at_end(lang).into_any(),
        None if summary.phase == OutagePhase::Made => text::no_arrears(lang).into_any(),
        None => text::no_clock(lang).into_any(),
    };
    let its_case = detail.case.as_ref().map(|case| {
        let beside = View {
            case: Some(case.id),
            ..View::default()
        };
        let href = Page::Queue(beside).href();
        let number = case.case_number.clone();
        view! { <div><dt>{text::its_case(lang)}</dt><dd><a href=href class="number">{number}</a></dd></div> }
    });
    let ended = summary.ended_at.map_or_else(
        || text::not_ended(lang).to_owned(),
        |at| date::moment(at, lang),
    );
    let running = summary.phase == OutagePhase::Running;
    view! {
        <div class="stack">
            {heading(&summary.agency_name)}
            <p>{state(summary)}</p>
            <dl class="facts">
                <div><dt>{text::began(lang)}</dt><dd>{date::moment(summary.began_at, lang)}</dd></div>
                <div><dt>{text::ended(lang)}</dt><dd>{ended}</dd></div>
                <div><dt>{text::due(lang)}</dt><dd>{due}</dd></div>
                {its_case}
                <div><dt>{text::cause(lang)}</dt><dd>{detail.cause.clone()}</dd></div>
                <div><dt>{text::measures(lang)}</dt><dd>{detail.measures.clone()}</dd></div>
                <div><dt>{text::declared(lang)}</dt><dd>{detail.declared_by.clone()}" "{date::moment(detail.declared_at, lang)}</dd></div>
            </dl>
            {move || cited(desktop)}
            {(detail.mine && running).then(|| end_form(detail, desktop, remote))}
            <h2>{text::held_up(lang)}</h2>
            {items(detail, desktop, remote)}
            {detail.mine.then(|| list_form(detail, desktop, remote))}
        </div>
    }
    .into_any()
}

/// The article that sets the clock, and what else it asks: who has to be told.
fn cited(desktop: Desktop) -> Option<AnyView> {
    let rules = desktop.context.rules()?;
    let clock = outage::clock(&rules.rulebook)?;
    let source = [
        clock.regulation.clone().unwrap_or_default(),
        clock.article.clone().unwrap_or_default(),
    ];
    let note = clock.note.clone().unwrap_or_default();
    Some(view! { <p class="small">{source.join(" ")}{lang().colon()}{note}</p> }.into_any())
}

fn items(detail: &OutageDetail, desktop: Desktop, remote: Remote<OutageDetail>) -> AnyView {
    let lang = lang();
    if detail.items.is_empty() {
        return load::nothing(Empty {
            title: text::nothing_held_up(lang).into(),
            hint: text::nothing_held_up_hint(lang).into(),
        });
    }
    let items = detail
        .items
        .iter()
        .map(|item| one(item, detail, desktop, remote));
    view! { <ul class="held-up">{items.collect_view()}</ul> }.into_any()
}

fn one(
    item: &HeldUpItem,
    detail: &OutageDetail,
    desktop: Desktop,
    remote: Remote<OutageDetail>,
) -> AnyView {
    let lang = lang();
    let tone = match item.state {
        ItemState::Waiting if detail.summary.overdue => Tone::Late,
        ItemState::Waiting => Tone::Soon,
        ItemState::Done => Tone::Done,
        ItemState::FellAway => Tone::Quiet,
    };
    let said = if item.words.is_empty() {
        text::sealed_words(lang).to_owned()
    } else {
        item.words.clone()
    };
    let settled = item.settled_at.map(|at| {
        let by = item.settled_by.clone().unwrap_or_default();
        view! { <p class="small">{by}" "{date::moment(at, lang)}</p> }
    });
    let linked = item.linked.as_ref().map(|linked| {
        view! { <p>{text::linked(lang)}{lang.colon()}{entered(linked)}</p> }
    });
    let why = (!item.why.is_empty()).then(|| view! { <blockquote>{item.why.clone()}</blockquote> });
    let waits = detail.mine && item.state == ItemState::Waiting;
    view! {
        <li class="stack">
            <p class="row"><b>{words::held_up(item.what, lang)}</b><Status tone=tone word=words::item(item.state, lang) /></p>
            <p>{said}</p>
            {linked}{why}{settled}
            {waits.then(|| settle_form(item, detail, desktop, remote))}
        </li>
    }
    .into_any()
}

fn entered(one: &EnteredSince) -> String {
    let lang = lang();
    [
        licence::event(one.kind, lang),
        " · ",
        &one.type_name,
        " ",
        &one.number,
        " · ",
        &date::moment(one.at, lang),
    ]
    .concat()
}

/// The end can't be moved afterwards: it is looked at twice.
fn end_form(detail: &OutageDetail, desktop: Desktop, remote: Remote<OutageDetail>) -> AnyView {
    let lang = lang();
    let sending = Sending::new(desktop);
    let ended = Typed::at(desktop.context.now());
    let open = RwSignal::new(false);
    let (id, version) = (detail.summary.id, detail.version);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if ended.read().is_some() {
            open.set(true);
        }
    };
    let confirmed = Callback::new(move |()| {
        let Some(ended_at) = ended.read() else { return };
        let request = EndOutage { version, ended_at };
        sending.send(
            move |key| api::supervision::end(id, request, key),
            move |detail| remote.set(detail),
        );
    });
    view! {
        <details class="unfolds">
            <summary>{text::end(lang)}</summary>
            <form class="stack" on:submit=submit>
                {sending.trouble()}
                <p>{text::end_hint(lang)}</p>
                {ended.fields("ended", (text::ended_day(lang), text::ended_time(lang)), sending.error("/ended_at"))}
                <p class="buttons">{sending.button(text::end(lang))}</p>
            </form>
            <SecondLook open=open title=text::end(lang) confirm=text::end(lang)
                asks=Asks::Tick(text::end_tick(lang).into()) on_confirm=confirmed>
                <p>{text::end_hint(lang)}</p>
            </SecondLook>
        </details>
    }
    .into_any()
}

fn list_form(detail: &OutageDetail, desktop: Desktop, remote: Remote<OutageDetail>) -> AnyView {
    let lang = lang();
    let sending = Sending::new(desktop);
    let id = detail.summary.id;
    let (what, said) = (RwSignal::new("issue".to_owned()), empty());
    let options = HeldUp::ALL
        .map(|what| choice(key_of(what).into(), words::held_up(what, lang).into()))
        .to_vec();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let chosen = HeldUp::ALL
            .into_iter()
            .find(|one| key_of(*one) == what.get_untracked());
        let request = ListHeldUp {
            what: chosen.unwrap_or(HeldUp::Other),
            words: said.get_untracked(),
        };
        sending.send(
            move |key| api::supervision::hold_up(id, request, key),
            move |detail| remote.set(detail),
        );
    };
    view! {
        <details class="unfolds">
            <summary>{text::list_item(lang)}</summary>
            <form class="stack" on:submit=submit>
                {sending.trouble()}
                <SelectField id="what" label=text::what(lang) options=options chosen=what />
                <FormField id="held-up-words" label=text::item_words(lang) hint=text::item_words_hint(lang)
                    error=sending.error("/words") value=said />
                <p class="buttons">{sending.button(text::list_item(lang))}</p>
            </form>
        </details>
    }
    .into_any()
}

const fn key_of(what: HeldUp) -> &'static str {
    match what {
        HeldUp::Issue => "issue",
        HeldUp::Change => "change",
        HeldUp::Renew => "renew",
        HeldUp::Cancel => "cancel",
        HeldUp::Other => "other",
    }
}

fn settle_form(
    item: &HeldUpItem,
    detail: &OutageDetail,
    desktop: Desktop,
    remote: Remote<OutageDetail>,
) -> AnyView {
    let lang = lang();
    let sending = Sending::new(desktop);
    let (id, item) = (detail.summary.id, item.id);
    let (chosen, why) = (empty(), empty());
    let nothing = RwSignal::new(None::<String>);
    let known: Vec<EnteredSince> = detail.entered.clone();
    let options = known
        .iter()
        .enumerate()
        .map(|(place, one)| choice(place.to_string(), entered(one)))
        .collect();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let place: Option<usize> = chosen.get_untracked().parse().ok();
        let linked = place.and_then(|place| known.get(place));
        let words = why.get_untracked();
        let request = match linked {
            Some(linked) => SettleHeldUp::Event {
                licence: linked.licence,
                seq: linked.seq,
            },
            None if words.trim().is_empty() => {
                nothing.set(Some(text::settle_either(lang).into()));
                return;
            }
            None => SettleHeldUp::FellAway { words },
        };
        nothing.set(None);
        sending.send(
            move |key| api::supervision::settle(id, item, request, key),
            move |detail| remote.set(detail),
        );
    };
    let wrong = sending.error("/words");
    let wrong = Signal::derive(move || nothing.get().or_else(|| wrong.get()));
    let of = |part: &str| [part, "-", &item.to_string()].concat();
    view! {
        <details class="unfolds">
            <summary>{text::settle(lang)}</summary>
            <form class="stack" on:submit=submit>
                {sending.trouble()}
                <SelectField id=of("linked") label=text::settle_linked(lang) hint=text::settle_choose(lang) options=options chosen=chosen />
                <FormField id=of("why") label=text::settle_why(lang) error=wrong value=why kind=FieldKind::Lines />
                <p class="buttons">{sending.button(text::settle(lang))}</p>
            </form>
        </details>
    }
    .into_any()
}
