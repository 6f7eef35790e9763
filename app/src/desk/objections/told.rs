//! How were the people of a case told outside of the app?

use crate::api;
use crate::desk::text::undelivered as text;
use crate::remote::Remote;
use crate::ui::{Load, Skeleton, Status, Tone, lang};
use domain::delivery::DeliveryState;
use domain::id::ObjectionId;
use domain::text::{date, delivery as words, notice};
use domain::wire::delivery::Delivery;
use leptos::prelude::*;

/// The deliveries of a case's messages, behind a fold that asks when it is opened.
pub(super) fn told(id: ObjectionId) -> AnyView {
    let lang = lang();
    let opened = RwSignal::new(false);
    let list = move || opened.get().then(|| list(id));
    view! {
        <details class="unfolds" on:toggle=move |_| opened.set(true)>
            <summary>{text::of_case(lang)}</summary>
            {list}
        </details>
    }
    .into_any()
}

fn list(id: ObjectionId) -> AnyView {
    let lang = lang();
    let remote = Remote::new(move || api::deliveries::of_case(id));
    let show = Callback::new(move |all: Vec<Delivery>| {
        if all.is_empty() {
            return view! { <p class="small">{text::none_of_case(lang)}</p> }.into_any();
        }
        view! { <ul class="list">{all.iter().map(line).collect_view()}</ul> }.into_any()
    });
    view! { <Load data=remote.signal() retry=remote.retry() skeleton=Skeleton::Rows show /> }
        .into_any()
}

fn line(one: &Delivery) -> AnyView {
    let lang = lang();
    let tone = match one.state {
        DeliveryState::Sent | DeliveryState::Told => Tone::Done,
        DeliveryState::Failed | DeliveryState::Dead => Tone::Late,
        _ => Tone::Quiet,
    };
    let told = one.told.as_ref().map(|told| {
        let way = words::way(told.way, lang);
        [
            " · ",
            way,
            " ",
            &date::moment(told.at, lang),
            " · ",
            text::told_by(lang),
            &told.by,
        ]
        .concat()
    });
    let fault = one.fault.filter(|_| one.state.is_task());
    let fault = fault.map(|fault| [" · ", words::fault(fault, lang)].concat());
    view! {
        <li>
            <span class="grow">
                <span class="row"><Status tone word=words::state(one.state, lang) /><span>{notice::title(one.kind, lang)}</span></span>
                <span class="small">{words::means(one.means, lang)}" · "{date::moment(one.since, lang)}{fault}{told}</span>
            </span>
        </li>
    }
    .into_any()
}
