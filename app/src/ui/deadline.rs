//! How long is left, and until when? One line that opens into how it was counted.

use super::icon::{Icon, icon};
use super::live::{heard, live};
use super::{DeadlineExplained, Times, Tone, lang, words};
use domain::deadline::{TimeLeft, local_date};
use domain::text::{date, deadline};
use domain::wire::case::ClockView;
use leptos::prelude::*;

/// `<Deadline clock times />`: '还剩 3 个工作日 · 9月24日前', which opens the explanation.
#[component]
pub fn Deadline(
    /// The clock.
    clock: ClockView,
    /// Today and the rules.
    times: Times,
) -> impl IntoView {
    let opened = RwSignal::new(false);
    let line = clock.clone();
    let explained = move || {
        if opened.get() {
            view! { <DeadlineExplained clock=clock.clone() times /> }.into_any()
        } else {
            ().into_any()
        }
    };
    view! {
        <details class="deadline" on:toggle=heard(move |_| opened.set(true))>
            <summary>
                {live(move || deadline_line(&line, times))}
                <span class="open">{words::how_counted(lang())}</span>
            </summary>
            {live(explained)}
        </details>
    }
    .into_any()
}

/// The line alone, for rows of lists: what is left, until when.
pub fn deadline_line(clock: &ClockView, times: Times) -> AnyView {
    let lang = lang();
    let due = date::short_day(clock.due_date, lang);
    if let Some(met) = clock.met_at {
        let late = times.is_late(clock);
        let tone = if late { Tone::Late } else { Tone::Done };
        let met = date::short_day(local_date(met), lang);
        if clock.spared {
            return line(tone, tone.icon(), &words::fell_away(&met, &due, lang));
        }
        return line(tone, tone.icon(), &words::met(&met, late, &due, lang));
    }
    let until = words::by(&due, lang);
    let left = times.left(clock);
    let (tone, picture) = match left {
        _ if times.is_late(clock) => (Tone::Late, Icon::Alert),
        Some(TimeLeft::Left(0 | 1)) => (Tone::Soon, Icon::Clock),
        _ => (Tone::Quiet, Icon::Clock),
    };
    match left {
        Some(left) => line(
            tone,
            picture,
            &[&deadline::left(left, lang), " · ", &until].concat(),
        ),
        None if tone == Tone::Late => line(
            tone,
            picture,
            &[words::overdue(lang), " · ", &until].concat(),
        ),
        None => line(tone, picture, &until),
    }
}

fn line(tone: Tone, picture: Icon, text: &str) -> AnyView {
    view! { <span class=tone.class()>{icon(picture)}<span>{text.to_owned()}</span></span> }
        .into_any()
}
