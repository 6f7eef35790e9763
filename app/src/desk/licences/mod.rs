//! 证照: the licences of the own agency, found by what is typed and narrowed by what they are.
//!
//! - what is seen stands in [`super::listing`], as the address says it; [`search_box`]: the box that says how it understood;
//! - [`filters`]: the counters; [`rows`]: the table; [`picked`]: what is chosen in it;
//! - [`batch`]: one event for what is chosen; [`outcome`]: what became of each.

mod batch;
mod filters;
mod outcome;
mod picked;
mod rows;
mod search_box;

use super::listing::{LICENCES, Listing};

use super::desktop::{Desktop, heading};
use super::text::licences as text;
use crate::api;
use crate::remote::Remote;
use crate::ui::error_summary::focus;
use crate::ui::{Download, Empty, Load, Skeleton, lang, live};
use domain::access::{self, Relation, allowed};
use domain::wire::search::{ExportFormat, LicencePage};
use domain::wire::session::Who;
use leptos::prelude::*;
use picked::Picked;

/// What the parts of the screen share. Cheap to copy.
#[derive(Clone, Copy)]
struct Shelf {
    desktop: Desktop,
    listing: Memo<Listing>,
    page: Remote<LicencePage>,
    picked: Picked,
    /// Whether one may enter events.
    enters: bool,
}

pub(super) fn screen(desktop: Desktop, who: &Who) -> AnyView {
    let lang = lang();
    let listing = desktop.state(Listing::parse);
    let page = Remote::new(move || {
        let Listing { filter, cursor } = listing.get();
        api::search::page(filter, cursor)
    });
    let may = access::Action::EnterEvent;
    let shelf = Shelf {
        desktop,
        listing,
        page,
        picked: Picked::new(),
        enters: allowed(who.actor.role(), Relation::OwnAgency, may),
    };
    let show = Callback::new(move |page: LicencePage| rows::table(page, shelf));
    let head = heading(text::title(lang));
    Effect::new(move || {
        if desktop.navigation.take_arrival() {
            focus(search_box::BOX);
        }
    });
    view! {
        <div class="desk shelf">
            <div class="filters">{head}{live(move || filters::counters(shelf))}</div>
            <section class="queue" aria-label=text::list(lang)>
                {search_box::search_box(shelf)}
                {live(move || whose(shelf))}
                {batch::bar(shelf)}
                <Load data=page.signal() retry=page.retry() skeleton=Skeleton::Rows empty=empty show=show />
                {live(move || exports(shelf))}
            </section>
        </div>
    }
    .into_any()
}

fn empty(page: &LicencePage) -> Option<Empty> {
    let lang = lang();
    page.items.is_empty().then(|| Empty {
        title: text::empty(lang).into(),
        hint: text::empty_hint(lang).into(),
    })
}

/// Whose licences are seen, where one holder's are.
fn whose(shelf: Shelf) -> AnyView {
    let lang = lang();
    if shelf
        .listing
        .with(|listing| listing.filter.holder.is_none())
    {
        return ().into_any();
    }
    let all = shelf
        .listing
        .with(|listing| listing.with(|filter| filter.holder = None).href());
    let holder = shelf.page.data().and_then(|page| page.holder);
    let named = holder.map(|holder| view! { <b>{holder.name}</b>" "{holder.code} });
    view! {
        <p class="whose" role="status">{text::of_holder(lang)}" "{named}" "<a href=all>{text::all_holders(lang)}</a></p>
    }
    .into_any()
}

fn exports(shelf: Shelf) -> AnyView {
    let lang = lang();
    if shelf.page.data().is_none_or(|page| page.items.is_empty()) {
        return ().into_any();
    }
    let href = |format| {
        shelf
            .listing
            .with(|listing| api::search::export(&listing.filter, format))
    };
    view! {
        <div class="exports">
            <p class="buttons">
                <Download href=href(ExportFormat::Csv) label=text::export_csv(lang) />
                <Download href=href(ExportFormat::Xlsx) label=text::export_xlsx(lang) />
            </p>
            <p class="hint">{text::export_hint(lang)}</p>
        </div>
    }
    .into_any()
}
