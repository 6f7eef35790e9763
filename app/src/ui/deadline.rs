//! How long is left, and until when? One line that opens into how it was counted.

use super::icon::{Icon, icon};
use super::{DeadlineExplained, Times, Tone, lang, words};
use domain::deadline::TimeLeft;
use domain::text::Lang;
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
    view! {
        <details class="deadline" on:toggle=move |_| opened.set(true)>
            <summary>
                {move || deadline_line(&line, times)}
                <span class="open">{words::how_counted(lang())}</span>
            </summary>
            {move || opened.get().then(|| view! { <DeadlineExplained clock=clock.clone() times /> })}
        </details>
    }
    .into_any()
}

/// The line alone, for rows of lists: icon, what is left, until when.
pub fn deadline_line(clock: &ClockView, times: Times) -> AnyView {
    let lang = lang();
    let until = words::day(clock.due_date, times.today(), lang);
    if let Some(met) = clock.met_at {
        let (tone, word) = if times.is_late(clock) {
            (Tone::Late, words::met_late(lang))
        } else {
            (Tone::Done, words::met(lang))
        };
        let met = words::day(super::times::local(met).date(), times.today(), lang);
        return line(tone, tone.icon(), [word, " ", &met].concat(), words::by(&until, lang));
    }
    let left = times.left(clock);
    let tone = match left {
        _ if times.is_late(clock) => Tone::Late,
        Some(TimeLeft::Left(0 | 1)) => Tone::Soon,
        _ => Tone::Quiet,
    };
    let icon = if tone == Tone::Late { Icon::Alert } else { Icon::Clock };
    let left = if times.is_late(clock) && left.is_none() {
        words::overdue(lang).to_owned()
    } else {
        left.map(|left| in_words(left, lang)).unwrap_or_default()
    };
    line(tone, icon, left, words::by(&until, lang))
}

fn line(tone: Tone, picture: Icon, left: String, until: String) -> AnyView {
    let between = if left.is_empty() { "" } else { " · " };
    view! { <span class=tone.class()>{icon(picture)}<span>{left}{between}{until}</span></span> }.into_any()
}

fn in_words(left: TimeLeft, lang: Lang) -> String {
    match left {
        TimeLeft::Left(0) => words::due_today(lang).into(),
        TimeLeft::Overdue(0) => words::overdue(lang).into(),
        TimeLeft::Left(days) => words::working_days(words::left(lang), days, lang),
        TimeLeft::Overdue(days) => words::working_days(words::overdue(lang), days, lang),
    }
}
