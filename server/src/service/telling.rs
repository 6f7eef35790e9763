//! Who is told of what happens to a case? Messages go into the outbox in the transaction of what they tell of.

use super::{Ctx, Result};
use crate::store::notices::{About, Colleague, New, Recipient};
use crate::store::{At, Day, Id, word};
use domain::access::Role;
use domain::wire::notice::NoticeKind;
use uuid::Uuid;

/// An event of a case, of which people are told.
#[derive(Clone, Copy, Debug)]
pub(super) struct Occasion {
    pub(super) kind: NoticeKind,
    pub(super) holder: Id,
    pub(super) objection: Id,
    /// The event's place in the case's history: each is told once.
    pub(super) seq: i64,
}

/// The messages about an occasion, one for each recipient.
pub(super) fn tell<A>(
    ctx: &Ctx<A>,
    occasion: Occasion,
    recipients: impl IntoIterator<Item = Recipient>,
) -> Result<Vec<New>> {
    let kind = word(&occasion.kind)?;
    Ok(recipients
        .into_iter()
        .map(|to| New {
            id: Id(ctx.new_id()),
            to,
            kind: occasion.kind,
            about: About::Case {
                holder: occasion.holder,
                objection: occasion.objection,
            },
            step: None,
            due_date: None,
            once: format!(
                "{kind}/{}/{}/{}",
                occasion.objection.0,
                occasion.seq,
                to.id().0
            ),
            created_at: At(ctx.now),
        })
        .collect())
}

/// A word about a case that is no event of it: 督办, 协查 and their answers. Each is told of once.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub(super) kind: NoticeKind,
    pub(super) id: Uuid,
    pub(super) due_date: Option<Day>,
}

/// The messages about such a word.
pub(super) fn of_word<A>(
    ctx: &Ctx<A>,
    (holder, objection): (Id, Id),
    word: Word,
    recipients: impl IntoIterator<Item = Recipient>,
) -> Result<Vec<New>> {
    let occasion = Occasion {
        kind: word.kind,
        holder,
        objection,
        seq: 0,
    };
    let of_this = |message: New| New {
        once: format!("{}/{}", message.once, word.id),
        due_date: word.due_date,
        ..message
    };
    let told = tell(ctx, occasion, recipients)?;
    Ok(told.into_iter().map(of_this).collect())
}

/// Those of an agency's people who work in a role.
pub(super) fn in_role(staff: &[Colleague], role: Role) -> impl Iterator<Item = Recipient> {
    staff
        .iter()
        .filter(move |one| one.role.0 == role)
        .map(|one| Recipient::Staff(one.id))
}
