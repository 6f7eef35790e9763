//! Which files support this, and how does one add or take away another?

use super::icon::{Icon, icon};
use super::live::{heard, live};
use super::load::Trouble;
use super::{lang, words};
use domain::id::EvidenceId;
use domain::wire::draft::Evidence;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Event, File, HtmlInputElement};

/// A file on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// Its name.
    pub name: String,
    /// How much of it has gone, 0-100.
    pub percent: u8,
    /// What went wrong, if anything.
    pub trouble: Option<Trouble>,
}

/// Camera or file, the files so far with previews, those on their way, and a way to take each away.
#[component]
pub fn EvidencePicker(
    /// The files on the server.
    #[prop(into)]
    files: Signal<Vec<Evidence>>,
    /// The files on their way.
    #[prop(into)]
    uploads: Signal<Vec<Upload>>,
    /// Where a file's content is.
    address: fn(EvidenceId) -> String,
    /// Files were chosen, or one photographed.
    #[prop(into)]
    on_pick: UnsyncCallback<Vec<File>>,
    /// A file shall go.
    #[prop(into)]
    on_remove: Callback<EvidenceId>,
) -> impl IntoView {
    let lang = lang();
    let picked = move |event: Event| {
        let Some(input) = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
        else {
            return;
        };
        let list = input.files();
        let files = list
            .iter()
            .flat_map(|list| (0..list.length()).filter_map(|index| list.get(index)));
        on_pick.run(files.collect());
        input.set_value("");
    };
    let remove = Some(on_remove);
    let camera = view! { <input class="visually-hidden" type="file" accept="image/png,image/jpeg" capture="environment" on:change=heard(picked) /> };
    let file = view! {
        <input class="visually-hidden" type="file" accept="image/png,image/jpeg,application/pdf" multiple on:change=heard(picked) />
    };
    view! {
        <div class="evidence">
            {live(move || list(files.get(), address, remove))}
            {live(move || uploads.get().into_iter().map(upload).collect_view().into_any())}
            <p class="hint">{words::file_hint(lang)}</p>
            <p class="buttons">
                <label class="button">{camera}{icon(Icon::Camera)}{words::take_photo(lang)}</label>
                <label class="button">{file}{icon(Icon::File)}{words::choose_file(lang)}</label>
            </p>
        </div>
    }
    .into_any()
}

/// Files to look at, nothing to change.
#[component]
pub fn EvidenceList(
    /// The files.
    files: Vec<Evidence>,
    /// Where a file's content is.
    address: fn(EvidenceId) -> String,
) -> impl IntoView {
    view! { <div class="evidence">{list(files, address, None)}</div> }.into_any()
}

fn list(
    files: Vec<Evidence>,
    address: fn(EvidenceId) -> String,
    remove: Option<Callback<EvidenceId>>,
) -> AnyView {
    let items = files
        .into_iter()
        .map(|file| item(file, address, remove))
        .collect_view();
    view! { <ul>{items}</ul> }.into_any()
}

fn item(
    file: Evidence,
    address: fn(EvidenceId) -> String,
    remove: Option<Callback<EvidenceId>>,
) -> AnyView {
    let href = address(file.id);
    let picture = if file.media_type.starts_with("image/") {
        view! { <img src=href.clone() alt="" loading="lazy" /> }.into_any()
    } else {
        icon(Icon::File)
    };
    let name = file.name.clone();
    let button = remove.map(|remove| {
        view! {
            <button type="button" class="quiet" on:click=heard(move |_| remove.run(file.id))>
                {words::remove(lang())}<span class="visually-hidden">" "{name}</span>
            </button>
        }
    });
    view! {
        <li>
            <a href=href target="_blank" rel="noopener">{picture}<span>{file.name}</span><span class="small">{size(file.size)}</span></a>
            {button}
        </li>
    }
    .into_any()
}

fn upload(upload: Upload) -> AnyView {
    let state = match upload.trouble {
        Some(trouble) => view! { <p class="error">{icon(Icon::Alert)}{trouble.said(lang())}</p> }.into_any(),
        None => view! { <progress max="100" value=upload.percent.to_string() aria-label=words::uploading(lang())></progress> }.into_any(),
    };
    view! { <div class="upload"><p>{upload.name}</p>{state}</div> }.into_any()
}

/// How large a file is, as people say it.
pub(super) fn size(bytes: u64) -> String {
    let kilobytes = bytes.div_ceil(1024);
    if kilobytes < 1024 {
        [&kilobytes.to_string(), " KB"].concat()
    } else {
        [
            &(kilobytes / 1024).to_string(),
            ".",
            &(kilobytes % 1024 * 10 / 1024).to_string(),
            " MB",
        ]
        .concat()
    }
}
