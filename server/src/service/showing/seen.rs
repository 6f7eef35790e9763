//! What does anybody see of a licence that they are shown, and what not?

use crate::crypto::Vault;
use crate::service::case_row::{disputed_face, disputed_record};
use crate::service::face::{self, Show};
use crate::service::{Ctx, Result, Visitor, day, licences};
use crate::store::licences::Found;
use crate::store::objections::Disputed;
use domain::issuing::{LicenceRecord, shown_code};
use domain::licence::FaceValue;
use domain::objection::Claim;
use domain::showing;
use domain::wire::licence::{HolderShown, LicenceSummary};

/// A licence as anybody sees it.
#[derive(Clone, Debug)]
pub struct Seen {
    /// What every list shows; its number may lead to a person and is in the face where the type shows it.
    pub summary: LicenceSummary,
    /// Whose it is, numbers masked.
    pub holders: Vec<HolderShown>,
    /// Its face without what its type calls sensitive.
    pub face: Vec<FaceValue>,
}

impl Seen {
    pub(super) fn of(ctx: &Ctx<Visitor>, found: &Found) -> Result<Self> {
        let record = licences::record(&ctx.app.vault, found)?;
        let face = face::values(&found.face_schema, &record, Show::Masked);
        Ok(Self {
            summary: licences::summary(found, day::today(ctx.now)),
            holders: record.holders.iter().map(licences::holder_shown).collect(),
            face: showing::shown(face, &numbers(&record)),
        })
    }
}

/// The numbers of holders who are people.
fn numbers(record: &LicenceRecord) -> Vec<&str> {
    let people = record.holders.iter();
    let people = people.filter(|holder| shown_code(holder) != holder.code);
    people.map(|holder| holder.code.as_str()).collect()
}

/// Every value of the version in dispute that nobody was shown, and what a decision puts in its place.
pub(super) fn unseen(
    vault: &Vault,
    licence: &Disputed,
    corrections: &[Claim],
) -> Result<Vec<String>> {
    let record = disputed_record(vault, licence)?;
    let numbers = numbers(&record);
    let full = disputed_face(vault, licence, Show::Full)?;
    let shown = showing::shown(full.clone(), &numbers);
    let was_shown = |key: &str| shown.iter().any(|field| field.key == key);
    let hidden = full.into_iter().filter(|field| !was_shown(&field.key));
    let corrected = corrections.iter().filter(|claim| !was_shown(&claim.key));
    Ok(hidden
        .map(|field| field.value)
        .chain(corrected.map(|claim| claim.claimed.clone()))
        .chain(numbers.iter().map(|number| (*number).to_owned()))
        .collect())
}
