//! 我的证照: the first screen. The search stands in the address.

use super::acting;
use super::paging::more;
use crate::api;
use crate::browser;
use crate::context::Context;
use crate::navigation::{Navigation, heading, query};
use crate::page::Page;
use crate::remote::Remote;
use crate::text::citizen as words;
use crate::ui::{
    Empty, FieldKind, FormField, Icon, LicenceCard, Load, Skeleton, effect, icon, lang,
};
use domain::id::LicenceId;
use domain::wire::Page as Rows;
use domain::wire::licence::LicenceSummary;
use leptos::prelude::*;

/// Typing rests so many milliseconds before it is looked up.
const REST: i32 = 300;

pub(super) fn home() -> AnyView {
    let lang = lang();
    let doors = view! {
        <nav class="doors" aria-label=words::doors(lang)>
            <a href=Page::ChooseShown.href()>{icon(Icon::Code)}<span>{words::show(lang)}</span></a>
            <a href=Page::Choose.href()>{icon(Icon::Flag)}<span>{words::object(lang)}</span></a>
            <a href=Page::Objections.href()>{icon(Icon::Clock)}<span>{words::objections(lang)}</span></a>
        </nav>
    };
    view! {
        {heading(words::licences(lang).into(), words::site(lang))}
        {acting::choice(Context::here())}
        {list(Page::Home, Page::Licence)}
        {doors}
        {catalogue_link()}
    }
    .into_any()
}

/// The way to what licences there are, for whoever holds none of them, too.
pub(super) fn catalogue_link() -> AnyView {
    view! { <p><a href=Page::Catalogue.href()>{words::catalogue(lang())}</a></p> }.into_any()
}

/// The same list, to choose what to object to.
pub(super) fn choose() -> AnyView {
    let lang = lang();
    view! {
        {heading(words::choose_licence(lang).into(), words::site(lang))}
        {list(Page::Choose, Page::Object)}
    }
    .into_any()
}

/// The same list, to choose what to show; the only one is shown at once.
pub(super) fn choose_shown() -> AnyView {
    let lang = lang();
    view! {
        {heading(words::choose_shown(lang).into(), words::site(lang))}
        {list(Page::ChooseShown, Page::Show)}
    }
    .into_any()
}

fn list(here: Page, to: fn(LicenceId) -> Page) -> AnyView {
    let lang = lang();
    let navigation = Navigation::here();
    let asked = query(
        &navigation.map(Navigation::address_now).unwrap_or_default(),
        "q",
    );
    let typed = RwSignal::new(asked.clone());
    let q = RwSignal::new(asked);
    rest_then(typed, move |text| {
        let address = here.href();
        if let Some(navigation) = navigation {
            navigation.amend(&api::routes::with_query(address, "q", &text));
        }
        q.set(text);
    });
    let context = Context::here();
    let licences = Remote::new(move || found(context, q.get()));
    let today = context.today();
    let show = Callback::new(move |page: Rows<LicenceSummary>| {
        let add = move |next: Rows<LicenceSummary>| {
            let mut all = licences
                .data_now()
                .map(|page| page.items)
                .unwrap_or_default();
            all.extend(next.items);
            licences.set(Rows {
                items: all,
                next: next.next,
            });
        };
        let fetch = move |cursor| api::licences::list(q.get_untracked(), cursor);
        if let (Page::ChooseShown, [only], Some(navigation)) =
            (here, page.items.as_slice(), navigation)
            && q.with_untracked(String::is_empty)
        {
            let href = to(only.id).href();
            browser::next_frame(move || navigation.replace(&href));
        }
        let cards = page.items.into_iter().map(|licence| {
            let href = to(licence.id).href();
            view! { <li><LicenceCard licence today href /></li> }.into_any()
        });
        view! { <ul class="cards">{cards.collect_view()}</ul>{more(page.next, fetch, add)} }
            .into_any()
    });
    view! {
        <search>
            <FormField id="q" label=words::search(lang) hint=words::search_hint(lang) value=typed kind=FieldKind::Search />
        </search>
        <Load data=licences.signal() retry=licences.retry() skeleton=Skeleton::Cards empty=nothing show />
    }
    .into_any()
}

/// All of them may be the last ones seen; what a search would find without a connection nobody knows.
async fn found(context: Context, q: String) -> api::Answer<Rows<LicenceSummary>> {
    if q.is_empty() {
        let seen = api::licences::seen_list().await?;
        Ok(context.seen(seen))
    } else {
        api::licences::list(q, String::new()).await
    }
}

fn nothing(page: &Rows<LicenceSummary>) -> Option<Empty> {
    let lang = lang();
    let searched = Navigation::here()
        .is_some_and(|navigation| !query(&navigation.address_now(), "q").is_empty());
    page.items.is_empty().then(|| {
        let (title, hint) = if searched {
            (words::none_found(lang), words::none_found_hint(lang))
        } else {
            (words::no_licences(lang), words::no_licences_hint(lang))
        };
        Empty {
            title: title.into(),
            hint: hint.into(),
        }
    })
}

/// Calls `then` when nothing more has been typed for a moment.
pub(super) fn rest_then(typed: RwSignal<String>, then: impl Fn(String) + Copy + 'static) {
    let turn = StoredValue::new(0_u32);
    let before = StoredValue::new(typed.get_untracked());
    effect(move || {
        let text = typed.get();
        if before.get_value() != text {
            before.set_value(text.clone());
            turn.update_value(|turn| *turn += 1);
            let mine = turn.get_value();
            let text = text.trim().to_owned();
            browser::after(REST, move || {
                if turn.try_get_value() == Some(mine) {
                    then(text);
                }
            });
        }
    });
}
