//! How many are there of each kind? Counters that narrow the list.

use super::{Listing, Shelf};
use crate::desk::text::licences as text;
use crate::ui::lang;
use domain::licence::LicenceStanding;
use domain::text::{Lang, licence as words};
use domain::wire::search::{COUNTED_AT_MOST, EXPIRING_SOON, LicenceCounts, LicenceFilter};
use leptos::prelude::*;

/// What a counter narrows to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Standing(LicenceStanding),
    Expiring,
    Disputed,
    Pledged,
    Unsealed,
}

const KINDS: [Kind; 12] = [
    Kind::Standing(LicenceStanding::Valid),
    Kind::Expiring,
    Kind::Disputed,
    Kind::Unsealed,
    Kind::Pledged,
    Kind::Standing(LicenceStanding::NotYetValid),
    Kind::Standing(LicenceStanding::Expired),
    Kind::Standing(LicenceStanding::Suspended),
    Kind::Standing(LicenceStanding::Lost),
    Kind::Standing(LicenceStanding::Cancelled),
    Kind::Standing(LicenceStanding::Withdrawn),
    Kind::Standing(LicenceStanding::Revoked),
];

impl Kind {
    fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Standing(standing) => words::standing(standing, lang),
            Self::Expiring => text::expiring(lang),
            Self::Disputed => text::disputed(lang),
            Self::Pledged => text::pledged(lang),
            Self::Unsealed => text::unsealed(lang),
        }
    }

    const fn count(self, counts: &LicenceCounts) -> i64 {
        use LicenceStanding as S;
        match self {
            Self::Standing(S::Valid) => counts.valid,
            Self::Standing(S::NotYetValid) => counts.not_yet_valid,
            Self::Standing(S::Expired) => counts.expired,
            Self::Standing(S::Suspended) => counts.suspended,
            Self::Standing(S::Lost) => counts.lost,
            Self::Standing(S::Cancelled) => counts.cancelled,
            Self::Standing(S::Withdrawn) => counts.withdrawn,
            Self::Standing(S::Revoked) => counts.revoked,
            Self::Expiring => counts.expiring,
            Self::Disputed => counts.disputed,
            Self::Pledged => counts.pledged,
            Self::Unsealed => counts.unsealed,
        }
    }

    fn set(self, filter: &mut LicenceFilter) {
        match self {
            Self::Standing(standing) => filter.standing = Some(standing),
            Self::Expiring => filter.expiring = Some(EXPIRING_SOON),
            Self::Disputed => filter.disputed = true,
            Self::Pledged => filter.pledged = true,
            Self::Unsealed => filter.unsealed = true,
        }
    }
}

pub(super) fn counters(shelf: Shelf) -> AnyView {
    let lang = lang();
    let listing = shelf.listing.get();
    let page = shelf.page.data();
    let counts = page.as_ref().and_then(|page| page.counts);
    let cleared = listing.cleared();
    let all = entry(text::all(lang), &cleared, &listing, None);
    let kinds = KINDS.into_iter().filter_map(|kind| {
        let to = cleared.with(|filter| kind.set(filter));
        let count = counts.map(|counts| kind.count(&counts));
        // What there is none of isn't offered, unless it is what is looked at.
        let shown = count != Some(0) || to.filter == listing.filter;
        shown.then(|| entry(kind.name(lang), &to, &listing, count))
    });
    let kinds: Vec<AnyView> = kinds.collect();
    view! {
        <nav aria-label=text::filters(lang)><ul>{all}{kinds}</ul></nav>
    }
    .into_any()
}

fn entry(name: &'static str, to: &Listing, at: &Listing, count: Option<i64>) -> AnyView {
    let current = (to.filter == at.filter).then_some("true");
    let count = count.map(|count| {
        let many = count >= COUNTED_AT_MOST;
        let count = count.min(COUNTED_AT_MOST - 1);
        view! { <b>{count}{many.then_some("+")}</b> }
    });
    view! { <li><a href=to.href() aria-current=current>{name}{count}</a></li> }.into_any()
}
