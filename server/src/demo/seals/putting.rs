//! Which versions of the demonstration bear a seal, since when, and which still wait for theirs?

use super::{Stamp, Stamps};
use crate::demo::build::DemoError;
use crate::service::sealing::sign_all;
use crate::store::bulk::{AwaitingSeal, Batch, LicenceSeal};
use crate::store::{At, Id};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// What was issued before there were seals was sealed within so many seconds after they came.
const FIRST_SEALINGS: u64 = 30 * 24 * 3600;
/// Versions of the keeper's type that came so lately still wait, but no more than so many.
const WAITING_SINCE: SignedDuration = SignedDuration::from_hours(24 * 365);
const WAITING: usize = 8;

/// A version that shall bear its agency's seal.
struct ToSeal {
    waiting: AwaitingSeal,
    record: Zeroizing<Vec<u8>>,
}

/// Versions on their way to their seals.
#[derive(Default)]
pub(in crate::demo) struct Queue {
    by_agency: BTreeMap<usize, Vec<ToSeal>>,
    left: usize,
}

impl Stamps {
    /// Takes the version that was kept last off the waiting list and queues it for its agency's seal; one that came
    /// lately and is left to its keeper goes on waiting.
    pub(in crate::demo) fn queue(
        &self,
        queue: &mut Queue,
        batch: &mut Batch,
        (agency, of_cast): (usize, bool),
        record: Zeroizing<Vec<u8>>,
    ) {
        let Some(waiting) = batch.awaiting.pop() else {
            return;
        };
        let lately = self.now.saturating_sub(WAITING_SINCE).unwrap_or(self.now);
        let by_hand = self.by_hand.as_ref() == Some(&waiting.type_code);
        if by_hand && !of_cast && waiting.since.0 > lately && queue.left < WAITING {
            queue.left += 1;
            batch.awaiting.push(waiting);
            return;
        }
        let of_agency = queue.by_agency.entry(agency).or_default();
        of_agency.push(ToSeal { waiting, record });
    }

    /// Puts the seals of everything that is queued.
    pub(in crate::demo) fn put(
        &self,
        queue: &mut Queue,
        batch: &mut Batch,
    ) -> Result<(), DemoError> {
        for (place, waiting) in std::mem::take(&mut queue.by_agency) {
            let Some(stamp) = self.of_agencies.get(&place) else {
                batch
                    .awaiting
                    .extend(waiting.into_iter().map(|one| one.waiting));
                continue;
            };
            let records: Vec<_> = waiting.iter().map(|one| one.record.as_slice()).collect();
            let signatures = sign_all(&stamp.key, &records)?;
            for (one, signature) in waiting.into_iter().zip(signatures) {
                batch.seals.push(self.seal(stamp, &one.waiting, signature));
            }
        }
        Ok(())
    }

    fn seal(&self, stamp: &Stamp, waiting: &AwaitingSeal, signature: Vec<u8>) -> LicenceSeal {
        let authority = stamp.authorities.get(&waiting.type_code).copied();
        LicenceSeal {
            holder_id: waiting.holder_id,
            licence_id: waiting.licence_id,
            version: waiting.version,
            seal_id: Id(stamp.id),
            signature,
            sealed_at: At(self.sealed_at(waiting)),
            staff_id: authority.is_none().then_some(stamp.keeper),
            authority_id: authority,
        }
    }

    /// Some minutes after it came; what is older than the seals, within a month after these came.
    fn sealed_at(&self, waiting: &AwaitingSeal) -> Timestamp {
        let chance = waiting.licence_id.0.as_u128() % u128::from(FIRST_SEALINGS);
        let seconds = i64::try_from(chance).unwrap_or_default();
        let at = if waiting.since.0 < self.from {
            self.from.saturating_add(SignedDuration::from_secs(seconds))
        } else {
            let minutes = SignedDuration::from_mins(1 + seconds % 30);
            waiting.since.0.saturating_add(minutes)
        };
        at.unwrap_or(self.now).min(self.now)
    }
}
