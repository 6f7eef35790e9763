//! The licences as rows: what each is, whose, until when; opened by Enter, chosen by x.

use super::{LICENCES, Shelf};
use crate::desk::text::licences as text;
use crate::ui::{
    Choice, Column, Order, Pager, Row, SelectField, Status, Table, Tone, heard, lang, live,
    standing_tone,
};
use domain::text::licence as words;
use domain::wire::search::{LicencePage, LicenceRow, SearchOrder};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

pub(super) fn table(page: LicencePage, shelf: Shelf) -> AnyView {
    let lang = lang();
    let types = type_choice(&page, shelf);
    let items = StoredValue::new(page.items.clone());
    let next = page.next;
    let listing = shelf.listing;
    let next = Signal::derive(move || {
        let cursor = next.clone()?;
        Some(listing.with(|listing| listing.with_cursor(cursor).href()))
    });
    let first = Signal::derive(move || {
        let moved = listing.with(|listing| !listing.cursor.is_empty());
        moved.then(|| listing.with(|listing| listing.with_cursor(String::new()).href()))
    });
    let all = shelf.enters.then(|| {
        let pick = heard(move |_| items.with_value(|items| shelf.picked.toggle_all(items)));
        view! { <button type="button" class="quiet" on:click=pick>{text::pick_page(lang)}</button> }
    });
    let key = shelf.enters.then(|| {
        view! {
            <button type="button" class="quiet" data-key="x" aria-keyshortcuts="x" on:click=heard(|_| pick_focused())>
                {text::pick(lang)}<kbd>"x"</kbd>
            </button>
        }
    });
    view! {
        <div class="tools">{types}<p class="buttons">{all}{key}</p></div>
        {rows(page.items, shelf)}
        <Pager first=first next=next />
    }
    .into_any()
}

/// Rows that stand outside of the list.
pub(super) fn found(items: Vec<LicenceRow>, shelf: Shelf) -> AnyView {
    rows(items, shelf)
}

fn rows(items: Vec<LicenceRow>, shelf: Shelf) -> AnyView {
    let lang = lang();
    let mut columns = vec![
        Column::text(text::column_licence(lang)),
        Column::text(text::column_holder(lang)),
        Column::text(text::column_standing(lang)),
        by_end(shelf),
    ];
    if shelf.enters {
        columns.push(Column::text(text::column_pick(lang)));
    }
    let rows = items.into_iter().map(|item| row(item, shelf)).collect();
    view! { <Table caption=text::list(lang) headed=true columns=columns rows=rows /> }.into_any()
}

/// The column whose head leads to the orders by end of validity.
fn by_end(shelf: Shelf) -> Column {
    let (order, other) = shelf.listing.with_untracked(|listing| {
        let (order, to) = match listing.filter.order {
            SearchOrder::Newest => (None, SearchOrder::Ends),
            SearchOrder::Ends => (Some(Order::Rising), SearchOrder::EndsLast),
            SearchOrder::EndsLast => (Some(Order::Falling), SearchOrder::Newest),
        };
        (order, listing.with(|filter| filter.order = to).href())
    });
    Column::text(text::column_until(lang())).sorted(other, order)
}

fn row(item: LicenceRow, shelf: Shelf) -> Row {
    let lang = lang();
    let licence = &item.licence;
    let href = format!("{LICENCES}/{}", licence.id);
    let named = view! {
        <span class="what">{licence.type_name.clone()}</span>
        <span class="number">{licence.number.clone()}</span>
    }
    .into_any();
    let until = licence
        .valid_to
        .map_or_else(|| words::no_end(lang).to_owned(), |day| day.to_string());
    let mut cells = vec![
        named,
        licence.holder_name.clone().into_any(),
        marks(&item),
        until.into_any(),
    ];
    if shelf.enters {
        cells.push(tick(item, shelf));
    }
    Row::to(href, cells)
}

fn marks(item: &LicenceRow) -> AnyView {
    let lang = lang();
    let licence = &item.licence;
    let mark = |set: bool, word| set.then(|| view! { <Status tone=Tone::Soon word=word /> });
    let disputed = licence
        .disputed
        .then(|| view! { <Status tone=Tone::Disputed word=text::disputed(lang) /> });
    view! {
        <span class="marks">
            <Status tone=standing_tone(licence.standing) word=words::standing(licence.standing, lang) />
            {disputed}
            {mark(licence.pledged, text::pledged(lang))}
            {mark(item.unsealed, text::unsealed(lang))}
        </span>
    }
    .into_any()
}

fn tick(item: LicenceRow, shelf: Shelf) -> AnyView {
    let lang = lang();
    let label = text::pick_one(&item.licence.type_name, &item.licence.number, lang);
    let item = StoredValue::new(item);
    let chosen: Box<dyn FnMut() -> bool + Send> =
        Box::new(move || item.with_value(|item| shelf.picked.has(item)));
    let toggle = heard(move |_| item.with_value(|item| shelf.picked.toggle(item)));
    view! {
        <label class="pick"><input type="checkbox" aria-label=label prop:checked=chosen on:change=toggle /></label>
    }
    .into_any()
}

/// Chooses the row that has the focus.
fn pick_focused() {
    let row = document()
        .active_element()
        .and_then(|active| active.closest("tr").ok().flatten());
    let tick = row.and_then(|row| row.query_selector("input[type=checkbox]").ok().flatten());
    if let Some(tick) = tick.and_then(|tick| tick.dyn_into::<HtmlElement>().ok()) {
        tick.click();
    }
}

/// The types of the agency; the list is narrowed as soon as one is chosen.
fn type_choice(page: &LicencePage, shelf: Shelf) -> AnyView {
    let lang = lang();
    if page.types.len() < 2 {
        return live(|| ().into_any());
    }
    let options = page.types.iter().map(|one| Choice {
        value: one.code.clone(),
        label: one.name.clone(),
        hint: String::new(),
    });
    let options: Vec<Choice> = options.collect();
    let now = shelf
        .listing
        .with_untracked(|listing| listing.filter.type_code.clone());
    let chosen = RwSignal::new(now);
    Effect::new(move || {
        let code = chosen.get();
        let listing = shelf.listing.get_untracked();
        if listing.filter.type_code != code {
            let to = listing.with(|filter| filter.type_code = code);
            shelf.desktop.navigation.amend(&to.href());
        }
    });
    view! {
        <SelectField id="licence-type" label=text::column_type(lang) blank=text::all_types(lang).to_owned()
            options=options chosen=chosen />
    }
    .into_any()
}
