//! What does a procedure itself do with the words of a case that it publishes (嘉网 二十七(二))? Closed, the case is public at
//! once, where its words tell of nobody; else they wait for a person, who is told. What who answered holds to be untrue or
//! unfit is kept back with the reason, and what is taken up again is public no longer.

use super::case_row;
use super::sealed::PublicWords;
use super::telling::{self, Occasion, in_role};
use super::{Caller, Ctx, Result, day};
use crate::store::audit::{self, Action, Entry, Kind, Object};
use crate::store::disclosures::{self as rows, Key, Proposed, Released};
use crate::store::notices::{self as outbox, New};
use crate::store::objections::{self, Found};
use crate::store::{At, Day, Id, Tx, holders};
use domain::access::Role;
use domain::disclosure::{DisclosureEvent, by_procedure, check, public_question};
use domain::id::HolderId;
use domain::objection::Proposal;
use domain::problem::ProblemCode;
use domain::wire::notice::NoticeKind;

/// Words of a case, proposed; and what becomes of them.
#[derive(Clone, Debug)]
pub(super) struct Publication {
    proposed: Proposed,
    released: Option<Released>,
    waiting: Vec<New>,
    entry: Entry,
}

impl Publication {
    pub(super) async fn write(&self, tx: &mut Tx) -> Result<()> {
        rows::propose(tx, &self.proposed).await?;
        if let Some(released) = &self.released {
            rows::release(tx, released).await?;
        }
        outbox::insert(tx, &self.waiting).await?;
        Ok(audit::record(tx, &self.entry).await?)
    }
}

/// What is written of a case that is about to be closed with the event of this place; none where its procedure doesn't
/// publish it, or who answered kept it back.
pub(super) async fn of_closing<A: Caller>(
    ctx: &Ctx<A>,
    read: &mut Tx,
    case: &objections::Standing,
) -> Result<Option<Publication>> {
    if !ctx.app.rules.rulebook.flow(&case.procedure).publish {
        return Ok(None);
    }
    let found = objections::find(read, case.id.into()).await?;
    let found = found.ok_or(ProblemCode::NotFound)?;
    let answered = case_row::proposal(&ctx.app.vault, &found)?;
    let (None, Some(by), Some(answered)) = (found.withheld, found.proposed_by, answered) else {
        return Ok(None);
    };
    let words = words(ctx, &found, &answered)?;
    let before = rows::find(read, key(&found)).await?;
    let names = people(ctx, read, &found).await?;
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let fit = check(&words.question, &words.answer, &names).is_empty();
    let proposed = Proposed {
        key: key(&found),
        id: Id(ctx.new_id()),
        issuer: found.decider_agency_id.unwrap_or(found.issuer_id),
        version: before.as_ref().map_or(0, |row| row.version),
        words: ctx.app.vault.seal_public_words(found.id.0, &words)?,
        by,
        at: At(ctx.now),
    };
    let publication = match by_procedure(before.map(|row| row.state.0), fit) {
        DisclosureEvent::Publish => Publication {
            released: Some(released(ctx, &found, &proposed, words)?),
            waiting: Vec::new(),
            entry: entry(ctx, Action::PublishDisclosure, &found),
            proposed,
        },
        _ => Publication {
            released: None,
            waiting: waiting(ctx, read, case).await?,
            entry: entry(ctx, Action::ProposeDisclosure, &found),
            proposed,
        },
    };
    Ok(Some(publication))
}

fn words<A>(ctx: &Ctx<A>, found: &Found, answered: &Proposal) -> Result<PublicWords> {
    let statement = case_row::statement(&ctx.app.vault, found)?;
    Ok(PublicWords {
        question: public_question(&statement.subject, &statement.explanation),
        answer: answered.reasons.clone(),
    })
}

fn released<A>(
    ctx: &Ctx<A>,
    found: &Found,
    proposed: &Proposed,
    words: PublicWords,
) -> Result<Released> {
    let decided = found.decided_at.ok_or(ProblemCode::WrongState)?;
    Ok(Released {
        key: proposed.key,
        version: proposed.version + 1,
        by: None,
        at: At(ctx.now),
        received_on: Day(day::today(found.received_at.unwrap_or(found.filed_at).0)),
        answered_on: Day(day::today(decided.0)),
        question: words.question,
        answer: words.answer,
    })
}

/// Who words it anew, and who releases that, hears that it waits.
async fn waiting<A>(ctx: &Ctx<A>, read: &mut Tx, case: &objections::Standing) -> Result<Vec<New>> {
    let staff = outbox::staff_of(read, case.issuer_id).await?;
    let told = in_role(&staff, Role::Handler).chain(in_role(&staff, Role::Approver));
    let occasion = Occasion {
        kind: NoticeKind::DisclosureWaits,
        holder: case.holder_id,
        objection: case.id,
        seq: case.version + 1,
    };
    telling::tell(ctx, occasion, told)
}

/// That an answer is kept back, with the reason of who gave it.
#[derive(Clone, Debug)]
pub(super) struct KeptBack {
    proposed: Proposed,
    why: crate::crypto::Sealed,
    entry: Entry,
}

impl KeptBack {
    pub(super) async fn write(&self, tx: &mut Tx) -> Result<()> {
        let proposed = &self.proposed;
        rows::propose(tx, proposed).await?;
        let at = (proposed.key, proposed.version + 1);
        rows::withhold(tx, at, &self.why, (proposed.by, proposed.at)).await?;
        Ok(audit::record(tx, &self.entry).await?)
    }
}

/// What is written of an answer that who gives it keeps back.
pub(super) async fn kept_back<A: Caller>(
    ctx: &Ctx<A>,
    read: &mut Tx,
    found: &Found,
    (answer, why, by): (&Proposal, &str, Id),
) -> Result<KeptBack> {
    let before = rows::find(read, key(found)).await?;
    let vault = &ctx.app.vault;
    Ok(KeptBack {
        proposed: Proposed {
            key: key(found),
            id: Id(ctx.new_id()),
            issuer: found.issuer_id,
            version: before.map_or(0, |row| row.version),
            words: vault.seal_public_words(found.id.0, &words(ctx, found, answer)?)?,
            by,
            at: At(ctx.now),
        },
        why: vault.seal_withheld(found.id.0, why.trim())?,
        entry: entry(ctx, Action::WithholdDisclosure, found),
    })
}

/// That a case is taken up again: nothing of it is public until it has ended anew.
#[derive(Clone, Debug)]
pub(super) struct TakenDown {
    down: rows::TakenDown,
    entry: Entry,
}

impl TakenDown {
    pub(super) async fn write(&self, tx: &mut Tx) -> Result<()> {
        if rows::take_down(tx, &self.down).await? {
            audit::record(tx, &self.entry).await?;
        }
        Ok(())
    }
}

/// What is written where a case is taken up again.
pub(super) fn taken_down<A: Caller>(
    ctx: &Ctx<A>,
    case: &objections::Standing,
    by: Option<Id>,
) -> Result<TakenDown> {
    let object = Object::of(Kind::Objection, case.id.0, HolderId(case.holder_id.0));
    Ok(TakenDown {
        down: rows::TakenDown {
            key: (case.holder_id, case.id),
            why: ctx.app.vault.seal_withheld(case.id.0, "案件重新办理")?,
            by,
            at: At(ctx.now),
        },
        entry: ctx.entry(Action::WithholdDisclosure, object),
    })
}

/// Everybody whom the case is about: the objector, as known or as they left their name, and who holds the licence.
pub(super) async fn people<A>(ctx: &Ctx<A>, read: &mut Tx, found: &Found) -> Result<Vec<String>> {
    let mut names = match &found.licence {
        Some(licence) => holders::names_of(read, (licence.leading_id, licence.id)).await?,
        None => Vec::new(),
    };
    names.extend(found.holder_name.clone());
    let contact = case_row::statement(&ctx.app.vault, found)?.contact;
    names.extend(contact.map(|contact| contact.name));
    Ok(names)
}

pub(super) fn key(found: &Found) -> Key {
    (found.holder_id, found.id)
}

pub(super) fn entry<A: Caller>(ctx: &Ctx<A>, action: Action, found: &Found) -> Entry {
    let holder = HolderId(found.holder_id.0);
    ctx.entry(action, Object::of(Kind::Objection, found.id.0, holder))
}
