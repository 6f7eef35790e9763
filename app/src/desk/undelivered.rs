//! Which messages did not arrive, and what is done about each? A task of the agency that it is about.

use super::desktop::{Desktop, heading};
use super::later::later;
use super::moment::Typed;
use super::page::{Page, View};
use super::sending::Sending;
use super::text::undelivered as text;
use crate::api;
use crate::remote::Remote;
use crate::ui::{Choice, Choices, Empty, Load, Skeleton, Status, Tone, lang, numbered};
use domain::delivery::{DeliveryState, OtherWay};
use domain::text::{Lang, date, delivery as words, notice};
use domain::wire::delivery::{Told, Undelivered};
use domain::wire::queue::QueueFilter;
use domain::wire::{Expected, Page as Rows};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

const WAYS: [(OtherWay, &str); 3] = [
    (OtherWay::Telephone, "telephone"),
    (OtherWay::InPerson, "in-person"),
    (OtherWay::Post, "post"),
];

type List = Remote<Rows<Undelivered>>;

pub(super) fn screen(desktop: Desktop) -> AnyView {
    let lang = lang();
    let cursor = RwSignal::new(String::new());
    let list = Remote::new(move || api::deliveries::undelivered(cursor.get()));
    let show = Callback::new(move |page: Rows<Undelivered>| {
        let items = page.items.iter().map(|one| item(one, desktop, list));
        view! { <ul class="stack undelivered">{items.collect_view()}</ul>{later(cursor, page.next)} }
            .into_any()
    });
    view! {
        <div class="narrow stack">
            {heading(text::area(lang))}
            <p>{text::note(lang)}</p>
            <Load data=list.signal() retry=list.retry() skeleton=Skeleton::Rows empty=empty show=show />
        </div>
    }
    .into_any()
}

fn empty(page: &Rows<Undelivered>) -> Option<Empty> {
    let lang = lang();
    page.items.is_empty().then(|| Empty {
        title: text::none(lang).into(),
        hint: text::none_hint(lang).into(),
    })
}

fn item(one: &Undelivered, desktop: Desktop, list: List) -> AnyView {
    let lang = lang();
    let delivery = &one.delivery;
    let case = one.objection.map(|case| {
        let view = View {
            filter: QueueFilter::Open,
            case: Some(case),
            ..View::default()
        };
        let name = numbered(
            &[&one.type_name, " ", &one.case_number].concat(),
            &one.case_number,
        );
        view! { <a href=Page::Queue(view).href()>{name}</a> }.into_any()
    });
    let case = case.unwrap_or_else(|| one.type_name.clone().into_any());
    let forms = one.mine.then(|| forms(one, desktop, list));
    let tone = if delivery.state == DeliveryState::Dead {
        Tone::Late
    } else {
        Tone::Soon
    };
    view! {
        <li class="near">
            <p class="row">
                <Status tone word=words::state(delivery.state, lang) />
                <span>{words::means(delivery.means, lang)}</span>
                <span class="small">{one.issuer_name.clone()}</span>
            </p>
            <h2>{notice::title(delivery.kind, lang)}</h2>
            <p class="line">{case}" · "{text::to(lang)}{one.holder_name.clone()}</p>
            <p class="small">{facts(one, lang)}</p>
            {forms}
        </li>
    }
    .into_any()
}

/// Why it failed, how often, and when it is tried next.
fn facts(one: &Undelivered, lang: Lang) -> String {
    let delivery = &one.delivery;
    let fault = delivery
        .fault
        .map(|fault| words::fault(fault, lang).to_owned());
    let tries = [
        text::tried(lang),
        &delivery.tries.to_string(),
        text::times(lang),
    ]
    .concat();
    let next = delivery
        .next_try
        .map(|at| [text::next(lang), &date::just_now(at, lang)].concat());
    let since = date::moment(delivery.since, lang);
    let all = fault.into_iter().chain([tries, since]).chain(next);
    all.collect::<Vec<_>>().join(" · ")
}

fn forms(one: &Undelivered, desktop: Desktop, list: List) -> AnyView {
    let lang = lang();
    let (id, version) = (one.delivery.id, one.delivery.version);
    let (again, told) = (Sending::new(desktop), Sending::new(desktop));
    let try_again = move |event: SubmitEvent| {
        event.prevent_default();
        again.send(
            move |key| api::deliveries::again(id, Expected { version }, key),
            move |_| list.reload(),
        );
    };
    let at = Typed::at(desktop.context.now());
    let way = RwSignal::new("telephone".to_owned());
    let enter = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(at) = at.read() else { return };
        let chosen = way.get_untracked();
        let way = WAYS.iter().find(|(_, name)| *name == chosen);
        let way = way.map_or(OtherWay::Telephone, |(way, _)| *way);
        told.send(
            move |key| api::deliveries::told(id, Told { version, way, at }, key),
            move |_| list.reload(),
        );
    };
    let options = WAYS.iter().map(|(way, name)| Choice {
        value: (*name).into(),
        label: words::way(*way, lang).into(),
        hint: String::new(),
    });
    let part = |part: &str| [part, "-", &id.to_string()].concat();
    view! {
        <form class="stack" on:submit=try_again>
            {again.trouble()}
            <p class="buttons">{again.button(text::again(lang))}</p>
        </form>
        <details class="unfolds">
            <summary>{text::told(lang)}</summary>
            <form class="stack" on:submit=enter>
                {told.trouble()}
                <Choices id=part("way") legend=text::way(lang) options=options.collect() chosen=way />
                {at.fields(&part("told"), (text::day(lang), text::time(lang)), told.error("/at"))}
                <p class="buttons">{told.button(text::enter(lang))}</p>
            </form>
        </details>
    }
    .into_any()
}
