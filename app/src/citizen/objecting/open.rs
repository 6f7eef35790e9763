//! The way into an objection: opens the licence's draft, or the one that is open, and goes to its first step.

use super::super::ready;
use crate::api::{self, SubmissionKey};
use crate::navigation::{Navigation, heading, query};
use crate::page::{Page, Step};
use crate::remote::Remote;
use crate::text::citizen as words;
use crate::ui::{Load, Skeleton, lang};
use domain::id::LicenceId;
use domain::objection::Claim;
use domain::wire::draft::{Draft, SaveDraft};
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
    let key = SubmissionKey::new();
    let opened = Remote::new(move || begin(licence, field.clone(), key.get()));
    let show = Callback::new(move |(draft, step): (Draft, Step)| {
        if let Some(navigation) = Navigation::here() {
            // In place of this address, so that going back leads to the licence and not through here again.
            request_animation_frame(move || {
                navigation.replace(&Page::Draft(draft.id, step).href());
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

async fn begin(licence: LicenceId, field: String, key: String) -> api::Answer<(Draft, Step)> {
    let mut draft = api::drafts::open(licence, key).await?;
    if field.is_empty() {
        return Ok((draft, Step::Fields));
    }
    if !draft.body.claims.iter().any(|claim| claim.key == field) {
        let mut body = draft.body.clone();
        body.claims.push(Claim {
            key: field,
            claimed: String::new(),
        });
        draft = api::drafts::save(
            draft.id,
            SaveDraft {
                version: draft.version,
                body,
            },
        )
        .await?;
    }
    Ok((draft, Step::Claims))
}
