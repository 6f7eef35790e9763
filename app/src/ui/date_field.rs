//! How does somebody say a day? By typing it as it stands on paper, and reading back how it was understood.

use super::form_field::{described_by, error_line};
use super::live::{attribute, heard, live};
use super::{lang, whole_days, words};
use domain::text::{Lang, date};
use domain::validity;
use jiff::civil::Date;
use leptos::prelude::*;

/// What is wrong with a text that should be a day; an empty one is no day, but not wrong.
pub fn wrong_day(text: &str, lang: Lang) -> Option<String> {
    let wrong = !text.trim().is_empty() && validity::read_day(text).is_none();
    wrong.then(|| words::not_a_day(lang).into())
}

/// A box for a day that says in which form, and what day it took it for.
#[component]
pub fn DateField(
    /// The box's id; error summaries link to it.
    #[prop(into)]
    id: String,
    /// What is asked.
    #[prop(into)]
    label: String,
    /// What helps to answer, before the form.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong when the whole was sent, if anything.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// What is wrong with what is typed, asked once somebody has left the box: [`wrong_day`], or more than it.
    check: fn(&str, Lang) -> Option<String>,
    /// What is typed; [`validity::read_day`] reads it.
    value: RwSignal<String>,
) -> impl IntoView {
    let lang = lang();
    let left = RwSignal::new(false);
    let wrong = Signal::derive(move || {
        let own = || value.with(|text| check(text, lang));
        error.get().or_else(|| left.get().then(own).flatten())
    });
    let described = described_by(&id, true);
    let invalid = attribute(move || wrong.with(Option::is_some).then_some("true"));
    let typed = heard(move |event| value.set(event_target_value(&event)));
    let understood = live(move || {
        let day = value.with(|text| validity::read_day(text));
        // The weekday shows a slip that the date alone hides.
        let said = |day: Date| {
            [
                &date::full_day(day, lang),
                " ",
                date::weekday(day.weekday(), lang),
            ]
            .concat()
        };
        day.map(|day| view! { <p class="hint">{said(day)}</p> })
            .into_any()
    });
    let hint_id = [&id, "-hint"].concat();
    view! {
        <div class="field date">
            <label for=id.clone()>{label}</label>
            <p class="hint" id=hint_id>{hint}" "{whole_days(words::day_form(lang))}</p>
            {error_line(&id, wrong)}
            <input id=id type="text" autocomplete="off" aria-describedby=described aria-invalid=invalid prop:value=value
                on:input=typed on:change=heard(move |_| left.set(true)) />
            {understood}
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_taken_as_paper_and_machines_write_it() {
        for text in ["2024-03-05", "2024年3月5日", " 2024.3.5 ", "2024/03/05", ""] {
            assert_eq!(wrong_day(text, Lang::Zh), None, "{text}");
        }
        for text in ["2024年", "2024-02-30", "05.03.2024", "明天", "24-3-5"] {
            assert!(wrong_day(text, Lang::En).is_some(), "{text}");
        }
    }
}
