//! Who was told what in a case of the demonstration, and has read it?

use super::case::Case;
use super::ids::DemoIds;
use super::rows::{Owner, RowFault, Rows};
use crate::store::bulk::{self, Batch};
use crate::store::{At, Id, StoreError, Word, word};
use domain::access::Role;
use domain::id::ObjectionId;
use domain::objection::CaseEvent;
use domain::wire::notice::NoticeKind;
use jiff::{SignedDuration, Timestamp};

/// Messages older than this have been read.
const READ_AFTER: SignedDuration = SignedDuration::from_hours(5 * 24);

impl Rows<'_> {
    /// Who was told what as it happened; what runs out is the sweep's to warn of.
    pub(super) fn add_notices(
        &self,
        owner: Owner,
        agency: usize,
        case: &Case,
        ids: &mut DemoIds,
        batch: &mut Batch,
    ) -> Result<(), RowFault> {
        for (seq, step) in (1..).zip(&case.steps) {
            for (kind, to) in step.event.into_iter().flat_map(told_of) {
                // A result that hasn't reached the objector waits in the outbox.
                let delivered = match kind {
                    NoticeKind::Decided => case.at(CaseEvent::Notify),
                    _ => Some(step.at),
                };
                for (recipient_kind, recipient_id) in self.recipients(owner, agency, *to, case) {
                    let once = occasion(*kind, case.id, seq, recipient_id)?;
                    batch.notices.push(bulk::Notice {
                        id: Id(ids.next()),
                        recipient_kind,
                        recipient_id,
                        kind: Word(*kind),
                        holder_id: owner.holder,
                        objection_id: Some(case.id.into()),
                        licence_id: None,
                        due_date: None,
                        once,
                        created_at: At(step.at),
                        try_at: At(step.at),
                        delivered_at: delivered.map(At),
                        read_at: delivered.and_then(|at| self.read_at(at)),
                    });
                }
            }
        }
        Ok(())
    }

    fn recipients(
        &self,
        owner: Owner,
        agency: usize,
        to: To,
        case: &Case,
    ) -> Vec<(&'static str, Id)> {
        let with = |role| {
            let agency = self.agencies.get(agency).into_iter();
            let staff = agency.flat_map(move |agency| agency.with(role));
            staff.map(|id| ("staff", id.into())).collect()
        };
        match to {
            To::Objector => vec![("holder", owner.holder)],
            To::Handlers => with(Role::Handler),
            To::Approvers => with(Role::Approver),
            To::Proposer => {
                let proposer = case
                    .step(CaseEvent::Propose)
                    .and_then(|step| step.by.staff());
                proposer
                    .map(|id| ("staff", id.into()))
                    .into_iter()
                    .collect()
            }
        }
    }

    fn read_at(&self, delivered: Timestamp) -> Option<At> {
        let read = delivered
            .saturating_add(SignedDuration::from_hours(2))
            .ok()?;
        let old = self.office.now.duration_since(delivered) > READ_AFTER;
        old.then_some(At(read))
    }
}

/// To whom an event is told.
#[derive(Clone, Copy)]
enum To {
    Objector,
    Handlers,
    Approvers,
    Proposer,
}

const fn told_of(event: CaseEvent) -> &'static [(NoticeKind, To)] {
    match event {
        CaseEvent::Receive => &[
            (NoticeKind::Received, To::Objector),
            (NoticeKind::NewCase, To::Handlers),
        ],
        CaseEvent::Mark => &[(NoticeKind::Marked, To::Objector)],
        CaseEvent::Return => &[(NoticeKind::Returned, To::Objector)],
        CaseEvent::Supplement => &[(NoticeKind::Supplemented, To::Handlers)],
        CaseEvent::Propose => &[(NoticeKind::ApprovalWaiting, To::Approvers)],
        CaseEvent::SendBack => &[(NoticeKind::SentBack, To::Proposer)],
        CaseEvent::Transfer | CaseEvent::HandOn => &[(NoticeKind::NewCase, To::Handlers)],
        CaseEvent::Approve | CaseEvent::Answer => &[(NoticeKind::Decided, To::Objector)],
        CaseEvent::Withdraw => &[(NoticeKind::Withdrawn, To::Handlers)],
        // Stories end with the first decision.
        CaseEvent::Verify
        | CaseEvent::Notify
        | CaseEvent::Close
        | CaseEvent::Reopen
        | CaseEvent::AskReview
        | CaseEvent::Disagree
        | CaseEvent::Settle => &[],
    }
}

/// Names an occasion as the running server does, so that it tells nobody a second time.
fn occasion(
    kind: NoticeKind,
    case: ObjectionId,
    seq: i64,
    recipient: Id,
) -> Result<String, StoreError> {
    let kind = word(&kind)?;
    Ok(format!("{kind}/{case}/{seq}/{}", recipient.0))
}
