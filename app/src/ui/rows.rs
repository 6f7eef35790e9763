//! How does one go from row to row without a mouse? By the buttons behind k and j; Enter then follows the row's link.

use super::live::heard;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;

/// What marks a row's link, on every list of the page.
const ROW: &str = "[data-row]";

/// The two buttons, with what they are called: the previous row, the next one.
pub fn row_keys(previous: &'static str, next: &'static str) -> AnyView {
    (button("k", previous, false), button("j", next, true)).into_any()
}

fn button(key: &'static str, word: &'static str, forward: bool) -> AnyView {
    view! {
        <button type="button" class="quiet" data-key=key aria-keyshortcuts=key on:click=heard(move |_| step(forward))>
            {word}<kbd>{key}</kbd>
        </button>
    }
    .into_any()
}

/// Moves the focus to the next or the previous row.
fn step(forward: bool) {
    let Ok(found) = document().query_selector_all(ROW) else {
        return;
    };
    let rows: Vec<HtmlElement> = (0..found.length())
        .filter_map(|index| found.get(index)?.dyn_into().ok())
        .collect();
    let active = document().active_element();
    let is_active = |row: &HtmlElement| {
        active
            .as_ref()
            .is_some_and(|active| active.is_same_node(Some(row)))
    };
    let place = rows.iter().position(is_active).or_else(|| {
        rows.iter()
            .position(|row| row.has_attribute("aria-current"))
    });
    if let Some(row) = rows.get(target(place, forward)) {
        row.focus().ok();
    }
}

/// Which row comes after `place`: the first one where there is none. Before the first it stays where it is.
fn target(place: Option<usize>, forward: bool) -> usize {
    match (place, forward) {
        (None, _) => 0,
        (Some(place), true) => place + 1,
        (Some(place), false) => place.saturating_sub(1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_begin_at_the_first_row_and_stop_there() {
        assert_eq!((target(None, true), target(None, false)), (0, 0));
        assert_eq!((target(Some(1), true), target(Some(1), false)), (2, 0));
        assert_eq!(target(Some(0), false), 0);
    }
}
