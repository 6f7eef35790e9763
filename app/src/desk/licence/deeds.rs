//! What can be done to a licence now, and why not the rest?

use crate::desk::page::{DEEDS, Page};
use crate::desk::text::licence as text;
use crate::ui::lang;
use domain::access::{Action, Relation, Role, allowed};
use domain::licence::{Condition, LicenceEventKind, LicenceRefusal};
use domain::text::licence as words;
use domain::wire::licence::LicenceDetail;
use leptos::prelude::*;

/// What the table of its life knows of it.
pub(super) const fn condition(licence: &LicenceDetail) -> Condition {
    Condition {
        status: licence.status,
        pledged: licence.summary.pledged,
    }
}

/// Those who may do it get a way to each deed that is possible; everybody learns why the others are not.
pub(super) fn deeds(licence: &LicenceDetail, role: Role) -> AnyView {
    let lang = lang();
    let may = allowed(role, Relation::OwnAgency, Action::EnterEvent);
    if !may {
        return view! { <p class="hint">{text::handler_does(lang)}</p> }.into_any();
    }
    let (now, not_now) = parted(condition(licence));
    let id = licence.summary.id;
    let empty = now.is_empty();
    let now = now.into_iter().map(|kind| {
        let class = if kind.is_final() {
            "button danger"
        } else {
            "button"
        };
        view! { <li><a class=class href=Page::Deed(id, kind).href()>{words::event(kind, lang)}</a></li> }
    });
    let not_now = not_now.into_iter().map(|(kind, why)| {
        view! { <div><dt>{words::event(kind, lang)}</dt><dd>{words::refusal(why, lang)}</dd></div> }
    });
    let nothing = empty.then(|| view! { <p>{text::none_now(lang)}</p> });
    view! {
        <div class="near">
            {nothing}
            <ul class="deeds" aria-label=text::actions_hint(lang)>{now.collect_view()}</ul>
            <details class="why-not">
                <summary>{text::not_now(lang)}</summary>
                <dl class="facts">{not_now.collect_view()}</dl>
            </details>
        </div>
    }
    .into_any()
}

/// The deeds that are possible in a condition, and the others with the reason.
fn parted(
    condition: Condition,
) -> (
    Vec<LicenceEventKind>,
    Vec<(LicenceEventKind, LicenceRefusal)>,
) {
    let all = DEEDS.iter().map(|(kind, _)| *kind);
    let now = all.clone().filter(|kind| condition.after(*kind).is_ok());
    let not_now = all.filter_map(|kind| Some((kind, condition.after(kind).err()?)));
    (now.collect(), not_now.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::licence::LicenceStatus;

    #[test]
    fn every_deed_is_offered_or_refused_and_none_is_left_of_an_ended_life() {
        for status in LicenceStatus::ALL {
            let (now, not_now) = parted(Condition {
                status,
                pledged: false,
            });
            assert_eq!(now.len() + not_now.len(), DEEDS.len());
            assert_eq!(now.is_empty(), status.is_final(), "{status:?}");
        }
    }
}
