//! What is this licence, at one glance? The card in lists and on top of its page.

use super::{Status, Tone, lang};
use domain::licence::LicenceStanding;
use domain::text::licence as text;
use domain::wire::licence::LicenceSummary;
use jiff::civil::Date;
use leptos::prelude::*;

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
    /// Its name, where the card stands for the whole page and carries its heading.
    #[prop(optional)]
    heading: Option<AnyView>,
) -> impl IntoView {
    let lang = lang();
    let disputed = licence
        .disputed
        .then(|| view! { <Status tone=Tone::Disputed word=text::disputed(lang) /> });
    let ends_soon =
        licence.standing == LicenceStanding::Valid && text::ends_soon(licence.valid_to, today);
    let (tone, word) = if ends_soon {
        (Tone::Soon, text::ending(lang))
    } else {
        (
            standing_tone(licence.standing),
            text::standing(licence.standing, lang),
        )
    };
    let valid = match licence.standing {
        LicenceStanding::NotYetValid => text::begins(licence.valid_from, lang),
        _ => text::validity(licence.valid_to, today, lang),
    };
    let title = match (heading, href) {
        (Some(heading), _) => heading,
        (None, Some(href)) => view! { <h2><a href=href>{licence.type_name}</a></h2> }.into_any(),
        (None, None) => view! { <h2>{licence.type_name}</h2> }.into_any(),
    };
    view! {
        <article class=["card ", hue_class(licence.hue)].concat()>
            {title}
            <p class="whose"><span>{licence.number}</span><span>{licence.holder_name}</span></p>
            <p class="stands"><Status tone word /><span class="small">{valid}</span>{disputed}</p>
            <p class="small">{licence.issuer_name}</p>
        </article>
    }
    .into_any()
}

/// What a licence's standing means: red is what can't be used now.
pub const fn standing_tone(standing: LicenceStanding) -> Tone {
    use LicenceStanding as S;
    match standing {
        S::Valid => Tone::Done,
        S::NotYetValid => Tone::Quiet,
        S::Suspended | S::Lost | S::Expired | S::Cancelled | S::Withdrawn | S::Revoked => {
            Tone::Late
        }
    }
}

/// The class of a type's hue: one of twelve, for a style attribute would need a hole in the security policy.
pub fn hue_class(hue: u16) -> &'static str {
    const CLASSES: [&str; 12] = [
        "hue-0", "hue-1", "hue-2", "hue-3", "hue-4", "hue-5", "hue-6", "hue-7", "hue-8", "hue-9",
        "hue-10", "hue-11",
    ];
    CLASSES
        .get(usize::from(hue % 360 / 30))
        .copied()
        .unwrap_or("hue-0")
}
