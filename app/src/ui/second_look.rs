//! Really? Before what can't be undone one looks twice: it is said again, and a tick or a word shows that it was read.

use super::check_field::CheckField;
use super::dialog::modal;
use super::form_field::FormField;
use super::live::{effect, heard, live};
use super::{lang, words};
use leptos::prelude::*;

/// What shows that it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asks {
    /// A tick at this sentence.
    Tick(String),
    /// This word, typed: the licence's number, or what is done to it.
    Word(String),
}

/// Whether what was given is what was asked for.
fn is_given(asks: &Asks, ticked: bool, typed: &str) -> bool {
    match asks {
        Asks::Tick(_) => ticked,
        Asks::Word(word) => typed.trim() == word,
    }
}

/// Opens while `open` is true, each time anew.
#[component]
pub fn SecondLook(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The question.
    #[prop(into)]
    title: String,
    /// What the confirming button says: the deed, not 'yes'.
    #[prop(into)]
    confirm: String,
    /// What shows that it was read.
    asks: Asks,
    /// Called when it is confirmed.
    #[prop(into)]
    on_confirm: Callback<()>,
    /// What will happen, to what and to how many.
    children: Children,
) -> impl IntoView {
    let (ticked, typed) = (RwSignal::new(false), RwSignal::new(String::new()));
    effect(move || {
        if open.get() {
            ticked.set(false);
            typed.set(String::new());
        }
    });
    let asks = StoredValue::new(asks);
    // Only the one that is open has its box: a page may have several, and they share an id.
    let asked = live(move || {
        let asked = || asks.with_value(|asks| asked(asks, ticked, typed));
        open.get().then(asked).into_any()
    });
    let given = move || {
        let typed = typed.get();
        asks.with_value(|asks| is_given(asks, ticked.get(), &typed))
    };
    let missing: Box<dyn FnMut() -> bool + Send> = Box::new(move || !given());
    let confirmed = heard(move |_| {
        open.set(false);
        on_confirm.run(());
    });
    let button = view! { <button type="button" class="danger" disabled=missing on:click=confirmed>{confirm}</button> };
    let inside = (children(), asked).into_any();
    modal(open, title, inside, button.into_any())
}

fn asked(asks: &Asks, ticked: RwSignal<bool>, typed: RwSignal<String>) -> AnyView {
    match asks {
        Asks::Tick(sentence) => {
            view! { <CheckField id="second-look" label=sentence.clone() value=ticked /> }.into_any()
        }
        Asks::Word(word) => {
            let label = words::type_the_word(word, lang());
            view! { <FormField id="second-look" label=label value=typed /> }.into_any()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_tick_or_the_very_word_opens_the_way() {
        let (tick, word) = (Asks::Tick("我已核对".into()), Asks::Word("吊销".into()));
        assert!(is_given(&tick, true, "") && !is_given(&tick, false, "我已核对"));
        assert!(is_given(&word, false, " 吊销 "));
        for typed in ["", "吊", "吊销了", "注销"] {
            assert!(!is_given(&word, true, typed), "{typed}");
        }
    }
}
