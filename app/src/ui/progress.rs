//! How far has long work got? A bar, and the same in words.

use super::live::live;
use leptos::prelude::*;

/// `done` of `total`; a total of nothing is not known yet.
#[component]
pub fn Progress(
    /// What is being done.
    #[prop(into)]
    label: String,
    /// How much of it is done.
    #[prop(into)]
    done: Signal<u64>,
    /// How much there is.
    #[prop(into)]
    total: Signal<u64>,
    /// The same in words: '34,120 / 100,000 行 · 每秒 2,310 行'.
    #[prop(into)]
    words: Signal<String>,
) -> impl IntoView {
    let name = label.clone();
    // A bar without a value says that something is going on, not how much of it.
    let bar = live(move || {
        match percent(done.get(), total.get()) {
        Some(percent) => {
            view! { <progress max="100" value=percent.to_string() aria-label=name.clone()></progress> }.into_any()
        }
        None => view! { <progress aria-label=name.clone()></progress> }.into_any(),
    }
    });
    let per_cent = live(move || {
        let percent = percent(done.get(), total.get());
        percent
            .map(|percent| view! { <b>{percent}"%"</b> })
            .into_any()
    });
    view! {
        <div class="progress">
            <p class="row between"><span>{label}</span>{per_cent}</p>
            {bar}
            <p class="small">{move || words.get()}</p>
        </div>
    }
    .into_any()
}

/// Whole per cent; a hundred only when nothing is left.
fn percent(done: u64, total: u64) -> Option<u64> {
    done.min(total).saturating_mul(100).checked_div(total)
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn a_hundred_per_cent_means_that_nothing_is_left() {
        assert_eq!(percent(999, 1_000), Some(99));
        assert_eq!(percent(1_000, 1_000), Some(100));
        assert_eq!(percent(1_001, 1_000), Some(100));
        assert_eq!(percent(0, 7), Some(0));
        assert_eq!(percent(3, 0), None);
    }
}
