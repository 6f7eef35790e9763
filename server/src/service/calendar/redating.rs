//! What becomes of findings under a new calendar? A finding's date stands in its row.

use crate::service::{Ctx, Error, Result, System, telling};
use crate::store::audit::{self, Action, Entry, Kind, Object};
use crate::store::notices::{self, About, New, Recipient};
use crate::store::redating::{self as rows, Finding};
use crate::store::{At, Day, Id, Tx, word};
use domain::access::Role;
use domain::calendar::KnownCalendar;
use domain::deadline::working_days;
use domain::id::HolderId;
use domain::inspection::MEND_DAYS_MAX;
use domain::wire::notice::NoticeKind;

/// What is written, ready for the transaction.
#[derive(Default)]
pub(super) struct Findings {
    dated: Vec<(Finding, (Day, At))>,
    messages: Vec<New>,
    entries: Vec<Entry>,
}

impl Findings {
    pub(super) async fn write(self, tx: &mut Tx) -> Result<()> {
        for (finding, to) in &self.dated {
            rows::redate(tx, finding, *to).await?;
        }
        notices::insert(tx, &self.messages).await?;
        Ok(audit::record_all(tx, &self.entries).await?)
    }
}

/// Counts them by a calendar and by the one before it.
pub(super) async fn prepare(ctx: &Ctx<System>, calendar: &KnownCalendar) -> Result<Findings> {
    let eve = calendar.version().yesterday().map_err(Error::fault)?;
    let Ok(before) = ctx.app.in_force().calendar.as_of(Some(eve)) else {
        return Ok(Findings::default());
    };
    let (findings, staff) = {
        let mut read = ctx.app.db.read().await?;
        (
            rows::findings(&mut read).await?,
            notices::all_staff(&mut read).await?,
        )
    };
    let mut all = Findings::default();
    for one in findings {
        if let Some(to) = again(ctx, &one, &before, calendar) {
            let told = staff.iter().filter(|who| who.agency_id == one.issuer_id);
            let told: Vec<_> = told.copied().collect();
            let told = telling::in_role(&told, Role::Handler)
                .chain(telling::in_role(&told, Role::Approver))
                .chain([Recipient::Staff(one.inspector_id)]);
            all.add(ctx, (one, to), told)?;
        }
    }
    Ok(all)
}

impl Findings {
    /// Who has to mend it hears of it, and who found it.
    fn add(
        &mut self,
        ctx: &Ctx<System>,
        (finding, to): (Finding, (Day, At)),
        told: impl Iterator<Item = Recipient>,
    ) -> Result<()> {
        let kind = word(&NoticeKind::FindingMoved)?;
        let version = ctx.app.calendar().map_err(Error::fault)?.version();
        let (inspection, licence) = (finding.inspection_id, finding.licence_id);
        self.messages.extend(told.map(|who| New {
            id: Id(ctx.new_id()),
            to: who,
            kind: NoticeKind::FindingMoved,
            about: About::Licence {
                holder: finding.holder_id,
                licence,
            },
            step: None,
            due_date: Some(to.0),
            once: format!(
                "{kind}/{}/{}/{version}/{}",
                inspection.0,
                licence.0,
                who.id().0
            ),
            created_at: At(ctx.now),
        }));
        let object = Object {
            kind: Kind::Inspection,
            ids: vec![finding.inspection_id.0, finding.licence_id.0],
            holder: Some(HolderId(finding.holder_id.0)),
        };
        self.entries.push(ctx.entry(Action::Recount, object));
        self.dated.push((finding, to));
        Ok(())
    }
}

/// The new date of a finding, where it is another one. Its number of working days is the one that gave the old date.
fn again(
    ctx: &Ctx<System>,
    finding: &Finding,
    before: &KnownCalendar,
    calendar: &KnownCalendar,
) -> Option<(Day, At)> {
    let found = finding.found_at?.0;
    let readings = ctx.app.rules.rulebook.readings;
    let by = |days, known| working_days(days, found, known, readings).ok();
    let gave = |days: &u32| by(*days, before).is_some_and(|due| due.due_date == finding.due_date.0);
    let days = (1..=MEND_DAYS_MAX).find(gave)?;
    let due = by(days, calendar)?;
    (due.due_date != finding.due_date.0).then_some((Day(due.due_date), At(due.due)))
}
