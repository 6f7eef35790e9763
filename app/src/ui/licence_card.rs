//! What is this licence, at one glance? The card in lists and on top of its page.

use super::{Status, Tone, lang, words};
use domain::licence::LicenceStanding;
use domain::wire::licence::LicenceSummary;
use jiff::civil::Date;
use leptos::prelude::*;

/// Days before its end from which a licence counts as running out.
const SOON_DAYS: i32 = 30;

/// A licence's card; with `href` the whole card is a link.
#[component]
pub fn LicenceCard(
    /// What it shows.
    licence: LicenceSummary,
    /// The local date.
    today: Date,
    /// Where it leads.
    #[prop(optional, into)]
    href: Option<String>,
) -> impl IntoView {
    let lang = lang();
    let valid = match licence.valid_to {
        None => words::long_term(lang).to_owned(),
        Some(end) => words::valid_until(&words::full_day(end, lang), lang),
    };
    let disputed = licence.disputed.then(|| view! { <Status tone=Tone::Disputed word=words::disputed(lang) /> });
    let (tone, word) = standing(&licence, today);
    let title = match href {
        Some(href) => view! { <a href=href>{licence.type_name}</a> }.into_any(),
        None => licence.type_name.into_any(),
    };
    view! {
        <article class=["card ", hue_class(licence.hue)].concat()>
            <div class="top">
                <h2>{title}</h2>
                <Status tone word />
            </div>
            <p class="number">{licence.number}</p>
            <p>{licence.holder_name}" · "{valid}</p>
            <p class="small"><span>{licence.issuer_name}</span>{disputed}</p>
        </article>
    }
    .into_any()
}

/// What a licence is today, in one word with its meaning.
pub fn standing(licence: &LicenceSummary, today: Date) -> (Tone, &'static str) {
    use LicenceStanding as S;
    let lang = lang();
    let tone = match licence.standing {
        S::Valid if runs_out(licence.valid_to, today) => return (Tone::Soon, words::expiring(lang)),
        S::Valid => Tone::Done,
        S::NotYetValid => Tone::Quiet,
        S::Suspended | S::Lost => Tone::Soon,
        S::Expired | S::Cancelled => Tone::Late,
    };
    (tone, words::standing(licence.standing, lang))
}

fn runs_out(valid_to: Option<Date>, today: Date) -> bool {
    valid_to.is_some_and(|end| today.duration_until(end).as_hours() <= i64::from(SOON_DAYS) * 24)
}

/// The class of a type's hue: one of twelve, for a style attribute would need a hole in the security policy.
pub fn hue_class(hue: u16) -> &'static str {
    const CLASSES: [&str; 12] = [
        "hue-0", "hue-1", "hue-2", "hue-3", "hue-4", "hue-5", "hue-6", "hue-7", "hue-8", "hue-9", "hue-10", "hue-11",
    ];
    CLASSES.get(usize::from(hue % 360 / 30)).copied().unwrap_or("hue-0")
}
