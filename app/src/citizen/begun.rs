//! A draft that was begun without a connection: it stands on this device alone until the server has its text.
//!
//! It has its id from here, so its address stays the same, and the server may be asked for it more than once.

use crate::api::{self, Answer, kept};
use crate::context::Context;
use crate::json::{self, FromJson, Record, Value};
use domain::id::{DraftId, LicenceId};
use domain::objection::DraftBody;
use domain::objection::filing::DRAFT_DAYS;
use domain::wire::draft::Draft;
use jiff::ToSpan;
use serde::Serialize;

/// What is written so far, about which licence.
#[derive(Clone, Serialize)]
pub(super) struct Begun {
    pub(super) licence: LicenceId,
    pub(super) body: DraftBody,
}

impl FromJson for Begun {
    fn from_json(value: Value, broken: &mut bool) -> Self {
        let mut record = Record::of(value, broken);
        Self {
            licence: record.take("licence"),
            body: record.take("body"),
        }
    }
}

/// The one of a licence.
pub(super) async fn of(licence: LicenceId) -> Option<DraftId> {
    let id = kept::waiting(&under(&licence.to_string())).await?;
    id.parse().ok()
}

/// The one with this id.
pub(super) async fn find(id: DraftId) -> Option<Begun> {
    let text = kept::waiting(&under(&id.to_string())).await?;
    json::read(&text).ok()
}

/// Keeps it as it is now.
pub(super) async fn keep(id: DraftId, begun: &Begun) {
    if let Ok(text) = json::write(begun) {
        let id = id.to_string();
        kept::wait(&under(&begun.licence.to_string()), &id).await;
        kept::wait(&under(&id), &text).await;
    }
}

/// The server has it, or nobody wants it any more.
pub(super) async fn forget(id: DraftId, licence: LicenceId) {
    kept::wait_no_more(&under(&licence.to_string())).await;
    kept::wait_no_more(&under(&id.to_string())).await;
}

/// As a draft that the server has in no version yet, with the grounds that it would offer.
pub(super) async fn as_draft(id: DraftId, begun: Begun, context: Context) -> Answer<Draft> {
    let rules = api::session::rules().await?;
    let today = context.today();
    Ok(Draft {
        id,
        licence: begun.licence,
        version: 0,
        body: begun.body,
        grounds: rules.rulebook.licence_objection_grounds().to_vec(),
        evidence: Vec::new(),
        saved_at: context.now(),
        deleted_on: today.checked_add(DRAFT_DAYS.days()).unwrap_or(today),
    })
}

fn under(name: &str) -> String {
    ["/", name].concat()
}
