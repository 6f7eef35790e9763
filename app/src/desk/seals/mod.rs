//! Seals at the desk: the register and one seal of it, asking for one, what waits for its keeper, and the summary.

mod authorities;
mod certifying;
mod deeds;
mod register;
mod request;
mod seal;
mod sending;
mod summary;
mod waiting;

pub(super) use register::screen as register;
pub(super) use request::screen as request;
pub(super) use seal::screen as seal;
pub(super) use summary::screen as summary;
pub(super) use waiting::screen as waiting;

use super::sending::Sending;
use super::text::seals as text;
use crate::ui::{Status, Tone, lang};
use domain::access::{Actor, Relation};
use domain::id::AgencyId;
use domain::sealing::{SealAct, SealState, may};
use domain::wire::session::Who;
use leptos::prelude::*;

/// Whether somebody may do something with a seal of this agency.
fn can(who: &Who, agency: AgencyId, act: SealAct) -> bool {
    let own = matches!(who.actor, Actor::Staff { agency: own, .. } if own == agency);
    let relation = if own {
        Relation::OwnAgency
    } else {
        Relation::Other
    };
    may(who.actor.role(), relation, act)
}

/// Whether somebody may do something with a seal of the own agency.
fn can_at_home(who: &Who, act: SealAct) -> bool {
    may(who.actor.role(), Relation::OwnAgency, act)
}

fn state(state: SealState) -> AnyView {
    let tone = match state {
        SealState::Made => Tone::Done,
        SealState::Requested | SealState::Confirmed => Tone::Soon,
        SealState::Suspended | SealState::Revoked | SealState::Declined => Tone::Late,
    };
    view! { <Status tone word=text::state_of(state, lang()) /> }.into_any()
}
