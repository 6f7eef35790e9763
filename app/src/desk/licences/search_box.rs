//! One box for every number and for names. It says as what it takes what is typed, and lets one say otherwise.

use super::{Listing, Shelf};
use crate::api::{self, ApiError};
use crate::desk::desktop::refused;
use crate::desk::text::licences as text;
use crate::text::trouble::trouble;
use crate::ui::error_summary::focus;
use crate::ui::{Choice, FieldKind, FormField, Icon, SelectField, Trouble, icon, lang, live};
use domain::searching::{By, understood};
use domain::wire::search::FoundByNumber;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The box's id.
pub(super) const BOX: &str = "licence-search";

/// What is typed, and what came of a number.
#[derive(Clone, Copy)]
struct Typing {
    typed: RwSignal<String>,
    way: RwSignal<String>,
    found: RwSignal<Option<FoundByNumber>>,
    trouble: RwSignal<Option<Trouble>>,
    busy: RwSignal<bool>,
}

impl Typing {
    fn by(self) -> Option<By> {
        let way = self.way.get();
        let chosen = By::ALL.into_iter().find(|by| by.as_str() == way);
        let looks = self.typed.with(|typed| understood(typed));
        looks.map(|looks| chosen.unwrap_or(looks))
    }
}

pub(super) fn search_box(shelf: Shelf) -> AnyView {
    let lang = lang();
    let typing = Typing {
        typed: RwSignal::new(String::new()),
        way: RwSignal::new(String::new()),
        found: RwSignal::new(None),
        trouble: RwSignal::new(None),
        busy: RwSignal::new(false),
    };
    Effect::new(move || {
        let (q, by) = shelf
            .listing
            .with(|listing| (listing.filter.q.clone(), listing.filter.by));
        // A holder's number is nowhere but in the box: it stays there while one looks at what it led to.
        if !q.is_empty() || typing.by_untracked() != Some(By::HolderNumber) {
            typing.typed.set(q);
            typing
                .way
                .set(by.map(By::as_str).unwrap_or_default().into());
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        look(shelf, typing);
    };
    let ways = By::ALL.map(|by| Choice {
        value: by.as_str().into(),
        label: text::by(by, lang).into(),
        hint: String::new(),
    });
    let said = live(move || {
        let by = typing.by();
        by.map(|by| text::understood(by, lang)).into_any()
    });
    view! {
        <form class="search" role="search" on:submit=submit>
            <FormField id=BOX label=text::search(lang) value=typing.typed kind=FieldKind::Search />
            <SelectField id="licence-search-by" label=text::search_by(lang) blank=text::by_itself(lang).to_owned()
                options=ways.to_vec() chosen=typing.way />
            <button disabled=move || typing.busy.get()>{icon(Icon::Search)}<span class="visually-hidden">{text::search_button(lang)}</span></button>
        </form>
        <p class="hint understood" role="status">{said}</p>
        <div class="keys">
            <button type="button" class="quiet" data-key="/" aria-keyshortcuts="/" on:click=move |_| focus(BOX)>
                {text::to_search(lang)}<kbd>"/"</kbd>
            </button>
        </div>
        {live(move || typing.trouble.with(|wrong| wrong.as_ref().map(refused)).into_any())}
        {live(move || by_number(shelf, typing))}
    }
    .into_any()
}

impl Typing {
    fn by_untracked(self) -> Option<By> {
        untrack(|| self.by())
    }
}

fn look(shelf: Shelf, typing: Typing) {
    let typed = typing.typed.get_untracked().trim().to_owned();
    typing.trouble.set(None);
    typing.found.set(None);
    if typing.by_untracked() == Some(By::HolderNumber) {
        return ask(shelf, typing, typed);
    }
    let way = typing.way.get_untracked();
    let listing = shelf.listing.get_untracked().with(|filter| {
        filter.by = By::ALL.into_iter().find(|by| by.as_str() == way);
        filter.q = typed;
        filter.holder = None;
    });
    shelf.desktop.navigation.amend(&listing.href());
}

/// A number is asked for in the body of a request; the address then has the holder's opaque id.
fn ask(shelf: Shelf, typing: Typing, number: String) {
    typing.busy.set(true);
    spawn_local(async move {
        let answer = api::search::by_number(number).await;
        typing.busy.try_set(false);
        match answer {
            Ok(FoundByNumber {
                holder: Some(holder),
                ..
            }) => {
                let listing = Listing::default().with(|filter| filter.holder = Some(holder));
                shelf.desktop.navigation.amend(&listing.href());
            }
            Ok(found) => {
                typing.found.try_set(Some(found));
            }
            Err(error) => fail(shelf, typing, &error),
        }
    });
}

fn fail(shelf: Shelf, typing: Typing, error: &ApiError) {
    shelf.desktop.context.heed(error);
    let wrong = trouble(error, shelf.desktop.lang());
    typing.trouble.try_set(Some(wrong));
}

/// What bears a number that is no holder's.
fn by_number(shelf: Shelf, typing: Typing) -> AnyView {
    let lang = shelf.desktop.lang();
    let Some(found) = typing.found.get() else {
        return ().into_any();
    };
    if found.items.is_empty() {
        return view! {
            <div class="banner" role="status">
                <p><b>{text::no_number(lang)}</b></p>
                <p>{text::no_number_hint(lang)}</p>
            </div>
        }
        .into_any();
    }
    super::rows::found(found.items, shelf)
}
