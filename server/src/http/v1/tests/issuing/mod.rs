//! Issuing and the life cycle: two people make a version, the library moves only on what was read, and the holder sees it.
//!
//! - [`preparing`]: what is prepared, refused and sent back; [`approving`]: who approves it, and what of it is sealed;
//! - [`life`]: what happens to a licence afterwards.

mod approving;
mod life;
mod preparing;

use super::{Hall, TYPE};
use crate::store::{Id, on};
use domain::id::LicenceId;
use domain::issuing::{LicenceRecord, Sheet, SheetHolder};
use domain::wire::issuing::{ApproveContent, EventForm, PreparationDetail, PrepareIssue};
use jiff::civil::Date;

/// Somebody whom the library doesn't know yet.
pub(super) const NEW: &str = "990100196209120006";

pub(super) fn holder(name: &str, code: &str) -> SheetHolder {
    SheetHolder {
        name: name.into(),
        code_type: "111".into(),
        code: code.into(),
    }
}

pub(super) fn issue(holders: Vec<SheetHolder>) -> PrepareIssue {
    let face = [("operator", "新区面馆"), ("place", "纬三路1号")];
    PrepareIssue {
        type_code: TYPE.into(),
        sheet: Sheet {
            number: "JY29901000000077".into(),
            holders,
            issued_on: "2026-01-05".into(),
            valid_from: String::new(),
            valid_to: "2031-01-04".into(),
            face: face.map(|(key, value)| (key.into(), value.into())).into(),
        },
    }
}

pub(super) fn words(on: Date) -> EventForm {
    EventForm {
        on,
        basis: "新市监字〔2026〕8号".into(),
        reason: "按申请办理".into(),
    }
}

impl Hall {
    async fn prepared(&self, holders: Vec<SheetHolder>) -> PreparationDetail {
        let mut handler = self.app.clerk("handler").await;
        let path = "/preparations";
        self.post(&mut handler, path, &issue(holders)).await.ok()
    }

    /// A licence of one holder, who is new to the library.
    async fn prepared_one(&self) -> PreparationDetail {
        self.prepared(vec![holder("新人", NEW)]).await
    }

    async fn approved(&self, preparation: &PreparationDetail) -> PreparationDetail {
        let mut approver = self.app.clerk("approver").await;
        let digest = preparation.digest.clone();
        let path = format!("/preparations/{}/approve", preparation.summary.id);
        let request = ApproveContent { digest };
        self.post(&mut approver, &path, &request).await.ok()
    }

    /// What a version says, as it is kept.
    async fn kept(&self, licence: LicenceId, version: i64) -> LicenceRecord {
        let mut read = self.app.app.db.read().await.unwrap();
        let (record, key): (Vec<u8>, String) = on!(&mut *read, |c| sqlx::query_as(
            "SELECT record, key_id FROM licence_version WHERE licence_id = $1 AND version = $2"
        )
        .bind(Id::from(licence))
        .bind(version)
        .fetch_one(c)
        .await)
        .unwrap();
        let vault = &self.app.app.vault;
        vault
            .read_record(licence.0, version, (&key, &record))
            .unwrap()
    }
}
