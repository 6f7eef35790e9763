//! The way into an objection: opens the licence's draft, or the one that is open, and goes to its first step. Without a
//! connection it begins on this device.

use super::super::ready;
use crate::api::{self, Answer, ApiError};
use crate::citizen::begun::{self, Begun};
use crate::navigation::{Navigation, heading, query};
use crate::page::{Page, Step};
use crate::remote::Remote;
use crate::text::citizen as words;
use crate::ui::{Load, Skeleton, lang};
use domain::id::{DraftId, LicenceId};
use domain::objection::{Claim, DraftBody};
use domain::wire::draft::SaveDraft;
use leptos::prelude::*;

/// With `?field=`, that field counts as chosen and the first step is done.
pub(in crate::citizen) fn open(licence: LicenceId) -> AnyView {
    let lang = lang();
    let field = query(
        &Navigation::here()
            .map(Navigation::address_now)
            .unwrap_or_default(),
        "field",
    );
    let id = api::drafts::new_id();
    let opened = Remote::new(move || {
        let field = field.clone();
        async move { begin(licence, &field, id).await }
    });
    let show = Callback::new(move |(draft, step): (DraftId, Step)| {
        if let Some(navigation) = Navigation::here() {
            // In place of this address, so that going back leads to the licence and not through here again.
            request_animation_frame(move || {
                navigation.replace(&Page::Draft(draft, step).href());
            });
        }
        ready();
        ().into_any()
    });
    view! {
        {heading(words::object(lang).into(), words::site(lang))}
        <Load data=opened.signal() retry=opened.retry() skeleton=Skeleton::Page show />
    }
    .into_any()
}

async fn begin(licence: LicenceId, field: &str, id: DraftId) -> Answer<(DraftId, Step)> {
    if let Some(begun) = begun::of(licence).await
        && let Some(there) = begin_here(licence, field, begun).await
    {
        return Ok(there);
    }
    let mut draft = match api::drafts::open(licence, id).await {
        Err(error) if error.is_unanswered() => {
            return without_answer(licence, field, id, error).await;
        }
        opened => opened?,
    };
    if choose(&mut draft.body, field) {
        let save = SaveDraft {
            version: draft.version,
            body: draft.body,
        };
        draft = api::drafts::save(draft.id, save).await?;
    }
    Ok((draft.id, after_choosing(field)))
}

/// Begins on this device, if the licence was seen here as one that can be objected to; else there is but the `error`.
async fn without_answer(
    licence: LicenceId,
    field: &str,
    id: DraftId,
    error: ApiError,
) -> Answer<(DraftId, Step)> {
    let seen = api::licences::seen(licence).await?.data;
    if let Some(known) = seen.draft {
        return Ok((known, Step::Fields));
    }
    if !seen.may_object || seen.open_objection.is_some() {
        return Err(error);
    }
    // Without the rules its screens could not ask what may be wrong.
    api::session::rules().await?;
    begin_here(licence, field, id).await.ok_or(error)
}

/// Goes on with what was begun here, or begins it; nothing where the device keeps nothing.
async fn begin_here(licence: LicenceId, field: &str, id: DraftId) -> Option<(DraftId, Step)> {
    let begun = begun::find(id).await;
    let mut begun = begun.unwrap_or_else(|| Begun {
        licence,
        body: DraftBody::default(),
    });
    choose(&mut begun.body, field);
    begun::keep(id, &begun).await;
    let kept = begun::of(licence).await == Some(id);
    kept.then(|| (id, after_choosing(field)))
}

/// The field counts as chosen; false if none was named, or it was chosen already.
fn choose(body: &mut DraftBody, field: &str) -> bool {
    if field.is_empty() || body.claims.iter().any(|claim| claim.key == field) {
        return false;
    }
    body.claims.push(Claim {
        key: field.into(),
        claimed: String::new(),
    });
    true
}

const fn after_choosing(field: &str) -> Step {
    if field.is_empty() {
        Step::Fields
    } else {
        Step::Claims
    }
}
