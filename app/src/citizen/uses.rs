//! Who read a licence, and who checked it when it was shown? This reading is recorded, too.

use super::paging::more;
use crate::api;
use crate::remote::Remote;
use crate::text::holder as words;
use crate::ui::{Load, Skeleton, heard, lang, live};
use domain::id::LicenceId;
use domain::text::{Lang, date, licence, machine};
use domain::wire::Page as Rows;
use domain::wire::uses::{LicenceUse, UsedBy};
use leptos::prelude::*;

/// The uses of a licence, once somebody wants to see them.
pub(super) fn section(id: LicenceId) -> AnyView {
    let lang = lang();
    let opened = RwSignal::new(false);
    let toggled = heard(move |_| {
        if !opened.get_untracked() {
            opened.set(true);
        }
    });
    let inside = live(move || opened.get().then(|| rows(id)).into_any());
    view! {
        <details class="near" on:toggle=toggled>
            <summary>{words::uses(lang)}</summary>
            {inside}
        </details>
    }
    .into_any()
}

fn rows(id: LicenceId) -> AnyView {
    let uses = Remote::new(move || api::search::own_uses(id, String::new()));
    let show = Callback::new(move |page: Rows<LicenceUse>| {
        let lang = lang();
        let add = move |next: Rows<LicenceUse>| {
            let mut all = uses.data_now().map(|page| page.items).unwrap_or_default();
            all.extend(next.items);
            uses.set(Rows {
                items: all,
                next: next.next,
            });
        };
        let fetch = move |cursor| api::search::own_uses(id, cursor);
        let lines = page.items.into_iter().map(|one| {
            let when = date::moment(one.at, lang);
            view! { <div><dt>{when}</dt><dd>{who(&one.by, lang)}" · "{licence::used(one.what, lang)}</dd></div> }
                .into_any()
        });
        view! { <dl class="facts">{lines.collect_view()}</dl>{more(page.next, fetch, add)} }
            .into_any()
    });
    view! { <Load data=uses.signal() retry=uses.retry() skeleton=Skeleton::Rows show /> }.into_any()
}

fn who(by: &UsedBy, lang: Lang) -> String {
    match by {
        UsedBy::Yourself => words::yourself(lang).into(),
        UsedBy::Holder => words::another_holder(lang).into(),
        UsedBy::Agency { agency, .. } => agency.clone(),
        UsedBy::Machine { agency, purpose } => {
            [agency, " · ", machine::purpose(*purpose, lang)].concat()
        }
        UsedBy::Anyone => words::anyone(lang).into(),
        UsedBy::System => words::the_system(lang).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_holder_reads_who_checked_what_was_shown() {
        assert_eq!(who(&UsedBy::Anyone, Lang::Zh), "查验的人(未登录)");
    }
}
