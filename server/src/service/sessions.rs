//! How does a log-in last, and how does it end?

use super::{Acting, Result, Standing, day, password};
use crate::app::App;
use crate::store::audit::{self, Action, By, Entry, Kind, Object};
use crate::store::sessions::{self, IdHash};
use crate::store::{Id, contacts};
use domain::access::Actor;
use domain::device::Device;
use domain::id::{HolderId, RequestId, StaffId};
use domain::second_factor;
use jiff::{SignedDuration, Timestamp};

/// Being seen is noted at most this often.
const TOUCH_AFTER: SignedDuration = SignedDuration::from_mins(1);

/// A session that shall begin.
pub struct Opening {
    /// SHA-256 of its id.
    pub id_hash: Vec<u8>,
    /// Whose.
    pub actor: Actor,
    /// Under which request.
    pub request: RequestId,
    /// With what.
    pub device: Device,
    /// Whether a second factor was proved.
    pub has_proved: bool,
}

/// Begins a session; false if its id is taken. The addresses of who comes are kept for longer.
pub async fn open(app: &App, opening: Opening) -> Result<bool> {
    let now = app.clock.now();
    let (kind, subject, by) = subject_of(&opening.actor);
    let row = sessions::NewRow {
        id_hash: opening.id_hash,
        subject_kind: kind,
        subject_id: subject,
        made: sessions::Made {
            made_by: opening.request.to_string(),
            device: opening.device,
        },
        created_at: now,
        proved_at: opening.has_proved.then_some(now),
        expires_at: now.saturating_add(app.web.absolute).unwrap_or(now),
    };
    let entry = entry(app, now, by, Action::LogIn, Some(opening.request));
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if !sessions::insert(tx, &row).await? {
                    return Ok(false);
                }
                contacts::seen(tx, row.subject_id, now).await?;
                audit::record(tx, &entry).await?;
                Ok(true)
            })
        })
        .await
}

/// Who a session belongs to, if it lasts; once in a minute a write that it was seen.
pub async fn standing(app: &App, id_hash: IdHash) -> Result<Option<Standing>> {
    let now = app.clock.now();
    let found = app.sessions().ask(id_hash).await?;
    let Some(row) = found.filter(|row| lasts(row, now, app.web.idle)) else {
        return Ok(None);
    };
    if now.duration_since(row.seen_at.0) >= TOUCH_AFTER {
        note_seen(app, id_hash, now).await;
    }
    Ok(standing_of(app, &row, now))
}

/// Neither unused for longer than `idle` nor past its absolute end.
fn lasts(row: &sessions::Row, now: Timestamp, idle: SignedDuration) -> bool {
    now.duration_since(row.seen_at.0) < idle && now < row.expires_at.0
}

/// Ends a session. Ending one that has ended already is no fault.
pub async fn close(app: &App, id_hash: Vec<u8>) -> Result<()> {
    let now = app.clock.now();
    let app_of_write = app.clone();
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let whose = sessions::revoke(tx, &id_hash, now).await?;
                if let Some((kind, id)) = whose {
                    let by = if kind == STAFF {
                        By::Staff(StaffId(id.0))
                    } else {
                        By::Holder(HolderId(id.0))
                    };
                    let entry = entry(&app_of_write, now, by, Action::LogOut, None);
                    audit::record(tx, &entry).await?;
                }
                Ok(())
            })
        })
        .await
}

const HOLDER: &str = "holder";
const STAFF: &str = "staff";

fn subject_of(actor: &Actor) -> (&'static str, Id, By) {
    match actor {
        Actor::Holder { holder } => (HOLDER, Id::from(*holder), By::Holder(*holder)),
        Actor::Staff { staff, .. } => (STAFF, Id::from(*staff), By::Staff(*staff)),
    }
}

/// Who acts for a company is that company for as long as the representation holds, and then themselves again.
fn standing_of(app: &App, row: &sessions::Row, now: Timestamp) -> Option<Standing> {
    let today = day::today(now);
    if row.subject_kind == HOLDER {
        let person = HolderId::from(row.subject_id);
        let acting = row.acting().filter(|(_, _, term)| term.holds(today));
        let holder = acting.map_or(person, |(company, _, _)| company);
        return Some(Standing {
            acting: acting.map(|(_, acting_as, _)| Acting { person, acting_as }),
            ..Standing::of(Actor::Holder { holder })
        });
    }
    let has_proved = row.proved_at.is_some();
    Some(Standing {
        actor: Actor::Staff {
            staff: row.subject_id.into(),
            agency: row.agency_id?.into(),
            role: row.role?.0,
        },
        must_change_password: row.must_change_password?
            || password::has_expired(app, row.password_changed_at, today),
        owes: second_factor::owed(has_proved, row.has_factor, app.web.second_factor),
        has_proved,
        is_fresh: second_factor::is_fresh(row.created_at.0, now),
        acting: None,
    })
}

fn entry(app: &App, now: Timestamp, by: By, action: Action, request: Option<RequestId>) -> Entry {
    Entry {
        id: app.ids.new_id(now),
        at: now,
        by,
        acting_for: None,
        action,
        object: Object {
            kind: Kind::Session,
            ids: Vec::new(),
            holder: match by {
                By::Holder(holder) => Some(holder),
                _ => None,
            },
        },
        service_item: None,
        request,
    }
}

/// A session that can't be noted as seen still answers; it only ends earlier.
async fn note_seen(app: &App, id_hash: IdHash, now: Timestamp) {
    if let Err(error) = app.seer().ask((id_hash, now)).await {
        tracing::warn!(%error, "a session couldn't be noted as seen");
    }
}
