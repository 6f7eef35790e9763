//! Which file is it? One, with its name and size before it is sent and how far it has got while it is.

use super::evidence::size;
use super::form_field::{described_by, error_line, hint_line};
use super::icon::{Icon, icon};
use super::live::{attribute, heard, live};
use super::{lang, words};
use crate::browser::whole;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Event, File, HtmlInputElement};

/// A button that asks the browser for a file. Pieces never send: who shows it does.
#[component]
pub fn FileField(
    /// The box's id; error summaries link to it.
    #[prop(into)]
    id: String,
    /// What is asked.
    #[prop(into)]
    label: String,
    /// What helps to answer: which kinds, how large.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong, if anything.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Which kinds the browser offers: `.csv,.xlsx`.
    accept: &'static str,
    /// The file that was chosen.
    file: RwSignal<Option<File>, LocalStorage>,
    /// How much of it has been sent, in per cent, while it is.
    #[prop(optional, into)]
    sent: Signal<Option<u32>>,
) -> impl IntoView {
    let lang = lang();
    let described = described_by(&id, !hint.is_empty());
    let invalid = attribute(move || error.with(Option::is_some).then_some("true"));
    let picked = heard(move |event: Event| {
        if let Some(picked) = picked_in(&event) {
            file.set(Some(picked));
        }
    });
    let chosen = live(move || {
        let file = file.read();
        let Some(file) = file.as_ref() else {
            return ().into_any();
        };
        let size = size(whole(file.size()).into());
        view! { <p class="row">{icon(Icon::File)}<b>{file.name()}</b><span class="small">{size}</span></p> }.into_any()
    });
    let bar = live(move || {
        let sent = sent.get();
        sent.map(|sent| view! { <progress max="100" value=sent.to_string() aria-label=words::uploading(lang)></progress> })
            .into_any()
    });
    let (hint, error) = (hint_line(&id, hint), error_line(&id, error));
    view! {
        <div class="field file">
            <span class="label">{label.clone()}</span>
            {hint}
            {error}
            {chosen}
            {bar}
            <p class="buttons">
                <label class="button">
                    <input id=id class="visually-hidden" type="file" accept=accept aria-label=label aria-describedby=described
                        aria-invalid=invalid on:change=picked />
                    {icon(Icon::File)}{words::choose_file(lang)}
                </label>
            </p>
        </div>
    }
    .into_any()
}

fn picked_in(event: &Event) -> Option<File> {
    let input: HtmlInputElement = event.target()?.dyn_into().ok()?;
    input.files()?.get(0)
}
