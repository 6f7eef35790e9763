//! How far are the open due dates counted again?

use crate::browser;
use crate::desk::text::calendar as text;
use crate::remote::Remote;
use crate::ui::{Progress, lang};
use domain::text::date;
use domain::wire::calendar::RecountProgress;
use leptos::prelude::*;

/// How often it is asked.
const EVERY: i32 = 1_000;

/// Asks again while something goes on.
pub(super) fn follow<T: Clone + Send + Sync + 'static>(
    remote: Remote<T>,
    goes_on: impl Fn(&T) -> bool + 'static,
) {
    Effect::new(move || {
        if remote.data().is_some_and(|data| goes_on(&data)) {
            let timer = browser::after(EVERY, move || remote.reload());
            on_cleanup(move || browser::cancel(timer));
        }
    });
}

/// A bar while it goes on, a sentence when it is done.
pub(super) fn bar(recount: Option<&RecountProgress>) -> Option<AnyView> {
    let lang = lang();
    let recount = recount?;
    let figures = [
        recount.done.to_string().as_str(),
        " / ",
        &recount.total.to_string(),
        " · ",
        text::later(lang),
        " ",
        &recount.later.to_string(),
        " · ",
        text::earlier(lang),
        " ",
        &recount.earlier.to_string(),
        " · ",
        text::settled(lang),
        " ",
        &recount.settled.to_string(),
    ]
    .concat();
    if let Some(at) = recount.finished_at {
        let when = date::just_now(at, lang);
        return Some(
            view! { <p>{text::recounted(lang)}{lang.colon()}{figures}" ("{when}")"</p> }.into_any(),
        );
    }
    let count = |number: i64| u64::try_from(number).unwrap_or_default();
    Some(
        view! {
            <Progress label=text::recount(lang) done=count(recount.done) total=count(recount.total) words=figures />
        }
        .into_any(),
    )
}
