//! By what does somebody without an account follow their objection? A sheet whose address they alone know. It says no more of
//! the licence than they were shown.

use super::adding::is_asked;
use super::digest;
use super::seen::unseen;
use crate::service::case_row::{clock_view, proposal, statement, title, whose};
use crate::service::case_view::rejected;
use crate::service::{Ctx, Result, Visitor, audit};
use crate::store::audit::Action;
use crate::store::objections::{self, Disputed, Found};
use crate::store::{Tx, clocks, fellows, word};
use domain::flow::{CaseEvent, CaseState};
use domain::mask::mask_number;
use domain::objection::{Outcome, Proposal};
use domain::rulebook::Channel;
use domain::showing;
use domain::wire::case::ClockView;
use jiff::Timestamp;

/// An objection, as who is known by an address alone follows it.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// What people quote.
    pub case_number: String,
    /// The procedure's name.
    pub procedure_title: String,
    /// The licence's type.
    pub type_name: String,
    /// The end of its number.
    pub number: String,
    /// What they object to.
    pub field: String,
    /// What they say is right.
    pub claimed: String,
    /// Who has to answer.
    pub issuer_name: String,
    /// When they objected.
    pub joined_at: Timestamp,
    /// When the clocks began, which may be before they joined.
    pub received_at: Option<Timestamp>,
    /// Where it stands.
    pub state: CaseState,
    /// By when has what to be done.
    pub clocks: Vec<ClockView>,
    /// What the agency asks for while the case waits for more, where this one may add it.
    pub asked: Option<String>,
    /// What became of it.
    pub result: Option<ResultTold>,
}

/// A decision as far as it is theirs to know.
#[derive(Clone, Debug)]
pub struct ResultTold {
    /// The result for what they objected to.
    pub outcome: Outcome,
    /// What stands there now.
    pub corrected: Option<String>,
    /// Why it was not corrected, and what else was said of it.
    pub reasons: Vec<String>,
    /// What remedy is left.
    pub remedy: String,
    /// When.
    pub decided_at: Timestamp,
}

/// What a sheet's address leads to; none where it leads nowhere.
pub async fn follow(ctx: &Ctx<Visitor>, token: &str) -> Result<Option<Sheet>> {
    let mut read = ctx.app.db.read().await?;
    let Some(followed) = fellows::of_sheet(&mut read, &digest(token)).await? else {
        return Ok(None);
    };
    let found = objections::find(&mut read, followed.objection_id.into()).await?;
    let Some((found, licence)) = found.and_then(|found| {
        let licence = found.licence.clone()?;
        Some((found, licence))
    }) else {
        return Ok(None);
    };
    let clocks = clocks::of_case(&mut read, found.holder_id, found.id).await?;
    let asked = asked(ctx, &mut read, &found, &licence).await?;
    drop(read);
    let field = followed.field.as_str();
    let claims = statement(&ctx.app.vault, &found)?.claims;
    let claim = claims.into_iter().find(|claim| claim.key == field);
    let label = licence.face_schema.iter().find(|one| one.key == field);
    let sheet = Sheet {
        procedure_title: title(&ctx.app.rules.rulebook, &found.procedure),
        type_name: licence.type_name.clone(),
        number: mask_number(&licence.number),
        field: label.map_or_else(String::new, |one| one.label.clone()),
        claimed: claim.map_or_else(String::new, |claim| claim.claimed),
        issuer_name: found.issuer_name.clone(),
        joined_at: followed.joined_at.0,
        received_at: found.received_at.map(|at| at.0),
        state: found.state.0,
        clocks: clocks
            .iter()
            .map(|clock| clock_view(&ctx.app.rules.rulebook, &found.procedure, clock))
            .collect(),
        asked,
        result: told(ctx, &found, &licence, field)?,
        case_number: found.case_number.clone(),
    };
    let (kind, of) = whose(&found);
    audit::reads(ctx, Action::ReadCase, kind, of).await?;
    Ok(Some(sheet))
}

/// What the agency asks for, without what was never shown; none while it asks for nothing, or asks somebody else.
async fn asked(
    ctx: &Ctx<Visitor>,
    read: &mut Tx,
    found: &Found,
    licence: &Disputed,
) -> Result<Option<String>> {
    if !is_asked(found.state.0, found.channel.0) {
        return Ok(None);
    }
    let event = word(&CaseEvent::Return)?;
    let events = objections::events(read, found.holder_id, found.id).await?;
    let asked = events.iter().rfind(|one| one.event == event);
    let note =
        asked.and_then(|one| Some((one.seq, one.key_id.as_ref()?, one.note_sealed.as_ref()?)));
    let vault = &ctx.app.vault;
    let said = match note {
        Some((seq, key, bytes)) => vault.open_note(found.id.0, seq, (key, bytes))?,
        None => String::new(),
    };
    let unseen = unseen(vault, licence, &[])?;
    Ok(Some(showing::without(
        &said,
        unseen.iter().map(String::as_str),
    )))
}

/// The result, once it is told.
fn told(
    ctx: &Ctx<Visitor>,
    found: &Found,
    licence: &Disputed,
    field: &str,
) -> Result<Option<ResultTold>> {
    let vault = &ctx.app.vault;
    let told = matches!(found.state.0, CaseState::Notified | CaseState::Closed);
    let (true, Some(outcome), Some(at)) = (told, found.outcome, found.decided_at) else {
        return Ok(None);
    };
    let Some(proposal) = proposal(vault, found)? else {
        return Ok(None);
    };
    let unseen = unseen(vault, licence, &proposal.corrections)?;
    let open = |said: &str| showing::without(said, unseen.iter().map(String::as_str));
    let corrected = proposal.corrections.iter().find(|one| one.key == field);
    let corrected = corrected.map(|one| one.claimed.clone());
    // Somebody else's case may be about more than this field: of that nothing is told.
    let own = found.channel.0 == Channel::PublicCheck;
    let of_field = if corrected.is_some() {
        Outcome::Upheld
    } else {
        Outcome::Rejected
    };
    Ok(Some(ResultTold {
        outcome: if own { outcome.0 } else { of_field },
        corrected,
        reasons: reasons(&proposal, field, own)
            .map(|said| open(&said))
            .collect(),
        remedy: open(&proposal.remedy),
        decided_at: at.0,
    }))
}

fn reasons(proposal: &Proposal, field: &str, own: bool) -> impl Iterator<Item = String> {
    let whole = own.then(|| proposal.reasons.clone());
    let of_field = rejected(proposal, field);
    let said = of_field.into_iter().chain(whole);
    said.filter(|said| !said.is_empty())
}
