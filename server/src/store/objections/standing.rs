//! Where does an objection stand, and between whom is it? What moving it on begins with.

use crate::store::notices::Recipient;
use crate::store::{At, Id, StoreError, Tx, Word, on};
use domain::flow::Handed;
use domain::id::ObjectionId;
use domain::objection::CaseState;
use domain::rulebook::Channel;

macro_rules! standing {
    ($which:literal) => {
        concat!(
            "SELECT holder_id, id, channel, issuer_id, partner_id, handed, handed_by, received_at, procedure, state, marked, \
                reviewing, version \
            FROM objection WHERE ",
            $which
        )
    };
}

pub(super) const STANDING: &str = standing!("id = $1");
pub(super) const OPEN_OF_OUTAGE: &str = standing!("outage_id = $1 AND finished_at IS NULL");

/// Where an objection stands, for moving it on.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct Standing {
    pub(crate) holder_id: Id,
    pub(crate) id: Id,
    channel: Word<Channel>,
    pub(crate) issuer_id: Id,
    pub(crate) partner_id: Option<Id>,
    pub(crate) handed: Word<Handed>,
    pub(crate) handed_by: Option<Id>,
    pub(crate) received_at: Option<At>,
    pub(crate) procedure: String,
    pub(crate) state: Word<CaseState>,
    pub(crate) marked: bool,
    /// Whether 复核 was asked for.
    pub(crate) reviewing: bool,
    pub(crate) version: i64,
}

impl Standing {
    pub(crate) fn parties(&self) -> Parties {
        Parties {
            holder: self.holder_id,
            case: self.id,
            channel: self.channel.0,
            issuer: self.issuer_id,
            partner: self.partner_id,
        }
    }
}

/// Between whom a case is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Parties {
    pub(crate) holder: Id,
    pub(crate) case: Id,
    pub(crate) channel: Channel,
    pub(crate) issuer: Id,
    pub(crate) partner: Option<Id>,
}

impl Parties {
    /// The objector who has an account: somebody without one lies under the case's own id.
    pub(crate) fn account(self) -> Option<Id> {
        (self.holder != self.case).then_some(self.holder)
    }

    /// The objector who can be told by message, in the app or at the address by which they are known.
    pub(crate) fn objector(self) -> Option<Recipient> {
        let by_address = self.channel == Channel::PublicCheck;
        let fellows = by_address.then_some(Recipient::Fellows(self.case));
        self.account().map(Recipient::Holder).or(fellows)
    }

    /// The agency that has to tell the objector by hand: who received the case.
    pub(crate) fn teller(self) -> Option<Id> {
        let by_hand = self.objector().is_none();
        by_hand.then_some(self.partner.unwrap_or(self.issuer))
    }
}

/// Where one objection stands.
pub(crate) async fn standing(tx: &mut Tx, id: ObjectionId) -> Result<Option<Standing>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(STANDING)
        .bind(Id::from(id))
        .fetch_optional(c)
        .await)?)
}

/// Where the open case of what an outage held up stands.
pub(crate) async fn open_of_outage(
    tx: &mut Tx,
    outage: Id,
) -> Result<Option<Standing>, StoreError> {
    Ok(on!(tx, |c| sqlx::query_as(OPEN_OF_OUTAGE)
        .bind(outage)
        .fetch_optional(c)
        .await)?)
}
