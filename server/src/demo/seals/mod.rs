//! The seals of the demonstration: one for each issuing agency, kept by its first handler, put under standing authorities;
//! one type is left to its keeper, so that something waits.

mod putting;
mod register;

pub(super) use putting::Queue;

use super::agencies::Agency;
use super::build::DemoError;
use super::data::Data;
use super::ids::DemoIds;
use crate::crypto::certificate::Subject;
use crate::crypto::{Sealed, Vault};
use crate::ports::seal_keys::SealKey;
use crate::service::seals::making::{self, KEYS};
use crate::store::Id;
use crate::store::seal_roots::Root;
use crate::store::seals::Made;
use domain::access::Role;
use domain::sealing::SealForm;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The seals are so old.
const AGE: SignedDuration = SignedDuration::from_hours(24 * 365 * 3);
/// The one who makes seals, and the one who confirms requests.
const MAKER: &str = "technology";
const CENTRE: &str = "hall";

/// One agency's seal.
struct Stamp {
    id: Uuid,
    agency: Id,
    keeper: Id,
    deputy: Option<Id>,
    approver: Id,
    form: SealForm,
    made: Made,
    key: SealKey,
    /// Types with their authorities.
    authorities: BTreeMap<String, Id>,
}

/// All of them, with their root.
pub(super) struct Stamps {
    root: Root,
    from: Timestamp,
    now: Timestamp,
    confirmer: Id,
    maker: Id,
    of_agencies: BTreeMap<usize, Stamp>,
    /// The type that is left to its keeper.
    by_hand: Option<String>,
}

impl Stamps {
    pub(super) fn cut(
        vault: &Vault,
        data: &Data,
        agencies: &[Agency],
        now: Timestamp,
        ids: &mut DemoIds,
    ) -> Result<Self, DemoError> {
        let fault = |what: &str| DemoError::Fault(what.to_owned());
        let place = |key: &str| data.agencies.iter().position(|agency| agency.key == key);
        let of = |key: &str, role| {
            let office = agencies.get(place(key)?)?;
            office.one(role, 0).map(Id::from)
        };
        let from = now.saturating_sub(AGE).unwrap_or(now);
        let maker = place(MAKER).and_then(|place| data.agencies.get(place));
        let maker = maker.ok_or_else(|| fault(MAKER))?;
        let subject = Subject {
            organisation: maker.name.clone(),
            organisation_code: Some(maker.uscc.to_string()),
            name: "明证演示电子印章根证书(非正式)".to_owned(),
        };
        let root = making::make_root(vault, ids.next(), &subject, from)
            .map_err(|error| fault(&error.to_string()))?;
        let mut this = Self {
            confirmer: of(CENTRE, Role::Supervisor).ok_or_else(|| fault(CENTRE))?,
            maker: of(MAKER, Role::Admin).ok_or_else(|| fault(MAKER))?,
            by_hand: data.types.iter().rev().find_map(|kind| {
                let first = data.agencies.first()?;
                (kind.agency == first.key).then(|| kind.code.clone())
            }),
            root,
            from,
            now,
            of_agencies: BTreeMap::new(),
        };
        for (place, office) in agencies.iter().enumerate() {
            if let Some(stamp) = this.stamp(vault, data, (place, office), ids)? {
                this.of_agencies.insert(place, stamp);
            }
        }
        Ok(this)
    }

    /// The seal of an agency; none where it issues nothing.
    fn stamp(
        &self,
        vault: &Vault,
        data: &Data,
        (place, office): (usize, &Agency),
        ids: &mut DemoIds,
    ) -> Result<Option<Stamp>, DemoError> {
        let Some(agency) = data.agencies.get(place) else {
            return Ok(None);
        };
        let own = data.types.iter().filter(|kind| kind.agency == agency.key);
        let types: Vec<&String> = own.map(|kind| &kind.code).collect();
        let (Some(keeper), Some(approver), false) = (
            office.one(Role::Handler, 0),
            office.one(Role::Approver, 0),
            types.is_empty(),
        ) else {
            return Ok(None);
        };
        let id = ids.next();
        let name = format!("{}电子证照专用章", agency.name);
        let subject = Subject {
            organisation: agency.name.clone(),
            organisation_code: Some(agency.uscc.to_string()),
            name: name.clone(),
        };
        let to = self.now.saturating_add(AGE).unwrap_or(self.now);
        let made = making::make_seal(vault, &self.root, id, &subject, (self.from, to));
        let made = made.map_err(|error| DemoError::Fault(error.to_string()))?;
        let handle = Sealed {
            key_id: made.handle_key_id.clone(),
            bytes: made.handle.clone(),
        };
        let authorities = types
            .into_iter()
            .filter(|code| Some(*code) != self.by_hand.as_ref())
            .map(|code| (code.clone(), Id(ids.next())));
        Ok(Some(Stamp {
            id,
            agency: office.id.into(),
            keeper: keeper.into(),
            deputy: office.with(Role::Handler).nth(1).map(Id::from),
            approver: approver.into(),
            form: register::form(agency, name)?,
            key: KEYS.open(vault, id, &handle)?,
            made,
            authorities: authorities.collect(),
        }))
    }
}
