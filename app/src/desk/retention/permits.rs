//! What was asked: another person grants or declines it, and what is granted is carried out by a command.

use super::{Screen, class, day, text};
use crate::api;
use crate::ui::{Asks, Column, Empty, Row, SecondLook, Status, Table, Tone, lang};
use domain::id::PruningId;
use domain::text::{Lang, date};
use domain::wire::pruning::PruningView;
use jiff::Timestamp;
use leptos::prelude::*;

pub(super) fn list(permits: &[PruningView], screen: Screen) -> AnyView {
    let lang = lang();
    let columns = [
        text::class(lang),
        text::before(lang),
        text::reason(lang),
        text::asked(lang),
        text::decided(lang),
        text::state(lang),
    ];
    let rows = permits
        .iter()
        .map(|permit| Row::new(cells(permit, screen, lang)));
    let empty = Empty {
        title: text::no_permits(lang).into(),
        hint: text::no_permits_hint(lang).into(),
    };
    view! {
        <Table caption=text::permits(lang) columns=columns.map(Column::text).into() rows=rows.collect() empty=empty />
    }
    .into_any()
}

fn cells(permit: &PruningView, screen: Screen, lang: Lang) -> Vec<AnyView> {
    let by = |name: &str, at: Timestamp| [name, " · ", &date::moment(at, lang)].concat();
    let decided = permit.decided_by.as_deref().zip(permit.decided_at);
    let decided = decided.map_or_else(|| "—".to_owned(), |(name, at)| by(name, at));
    vec![
        class(permit.class, lang).into_any(),
        day(permit.before, lang).into_any(),
        permit.reason.clone().into_any(),
        by(&permit.asked_by, permit.asked_at).into_any(),
        decided.into_any(),
        state(permit, screen, lang),
    ]
}

fn state(permit: &PruningView, screen: Screen, lang: Lang) -> AnyView {
    let now = screen.sending.desktop.context.now();
    let (tone, word) = standing(permit, now, lang);
    let more = match (permit.granted, permit.ended_at) {
        (None, _) if !permit.is_own => deeds(permit, screen, lang),
        (Some(true), Some(_)) => went(permit, lang),
        (Some(true), None) if tone == Tone::Soon => command(permit, lang),
        _ => ().into_any(),
    };
    view! { <Status tone=tone word=word />{more} }.into_any()
}

/// Where it is on its way.
fn standing(permit: &PruningView, now: Timestamp, lang: Lang) -> (Tone, &'static str) {
    let is_void = permit.removed == 0 && permit.void_at.is_some_and(|end| end < now);
    match (permit.granted, permit.ended_at) {
        (None, _) if permit.is_own => (Tone::Soon, text::waits_for_other(lang)),
        (None, _) => (Tone::Soon, text::waits_for_you(lang)),
        (Some(false), _) => (Tone::Quiet, text::declined(lang)),
        (Some(true), Some(_)) => (Tone::Done, text::carried_out(lang)),
        (Some(true), None) if is_void => (Tone::Quiet, text::void(lang)),
        (Some(true), None) if permit.removed > 0 => (Tone::Soon, text::under_way(lang)),
        (Some(true), None) => (Tone::Soon, text::granted(lang)),
    }
}

fn deeds(permit: &PruningView, screen: Screen, lang: Lang) -> AnyView {
    let (one, id) = (permit.clone(), permit.id);
    let grant = move |_| screen.granting.set(Some(one.clone()));
    let decline = move |_| decide(screen, id, false);
    let busy = screen.sending.busy;
    view! {
        <span class="row">
            <button type="button" disabled=move || busy.get() on:click=grant>{text::grant(lang)}</button>
            <button type="button" disabled=move || busy.get() on:click=decline>{text::decline(lang)}</button>
        </span>
    }
    .into_any()
}

fn decide(screen: Screen, id: PruningId, granted: bool) {
    screen.sending.send(
        move |key| api::retention::decide(id, granted, key),
        move |all| screen.all.set(all),
    );
}

/// With what it is carried out, and until when that can be begun.
fn command(permit: &PruningView, lang: Lang) -> AnyView {
    let until = permit.void_at.map(|end| text::until(&day(end, lang), lang));
    let line = [
        "mingzheng prune --permit ",
        &permit.id.to_string(),
        " --archive FILE",
    ];
    view! {
        <p class="small">{text::by_command(lang)}" "<code>{line.concat()}</code>" "{until}</p>
    }
    .into_any()
}

fn went(permit: &PruningView, lang: Lang) -> AnyView {
    let span = permit.first_at.zip(permit.last_at);
    let went = span.map_or_else(
        || text::nothing_due(lang).to_owned(),
        |(first, last)| {
            let span = (&*day(first, lang), &*day(last, lang));
            text::gone(permit.removed, span, lang)
        },
    );
    let head = permit.head.clone().map(|head| {
        view! { <br />{text::chain(lang)}" "<code class="small">{head}</code> }
    });
    view! { <p class="small">{text::went(lang)}" "{went}{head}</p> }.into_any()
}

/// What goes doesn't come back: it is looked at twice.
pub(super) fn second_look(screen: Screen) -> AnyView {
    let lang = lang();
    let granting = screen.granting;
    let open = RwSignal::new(false);
    Effect::new(move || {
        if granting.with(Option::is_some) {
            open.set(true);
        }
    });
    let chosen = StoredValue::new(None::<PruningId>);
    Effect::new(move || {
        if let Some(id) = granting.with(|one| one.as_ref().map(|one| one.id)) {
            chosen.set_value(Some(id));
        }
    });
    // Escape closes it, too; the same one can be chosen again then.
    Effect::new(move || {
        if !open.get() && granting.with_untracked(Option::is_some) {
            granting.set(None);
        }
    });
    let confirmed = Callback::new(move |()| {
        if let Some(id) = chosen.get_value() {
            decide(screen, id, true);
        }
    });
    let named = move || {
        granting.get().map(|one| {
            let before = [text::before(lang), " ", &day(one.before, lang)].concat();
            [class(one.class, lang), " · ", &before, " · ", &one.reason].concat()
        })
    };
    view! {
        <SecondLook open=open title=text::grant_title(lang) confirm=text::grant(lang)
            asks=Asks::Tick(text::grant_tick(lang).into()) on_confirm=confirmed>
            <p>{named}</p>
            <p>{text::grant_means(lang)}</p>
        </SecondLook>
    }
    .into_any()
}
