//! What has to be known before the first row is read: the type as it is published, and whose licences may come.

use crate::service::catalogue::issuable;
use crate::service::library::Origin;
use crate::service::{Error, Result};
use crate::store::{Id, Tx, agencies};
use domain::catalogue::TypeBody;
use domain::id::AgencyId;
use domain::identifier::Uscc;
use domain::issuing::collecting::Collected;
use domain::licence::Trust;
use domain::problem::{FieldCode, FieldProblem, ProblemCode};
use std::collections::BTreeMap;

/// An agency whose licences may come.
#[derive(Clone, Debug)]
pub(super) struct Agency {
    pub(super) id: Id,
    pub(super) name: String,
    pub(super) uscc: Uscc,
}

/// A type with what its rows are checked against.
pub struct Source {
    pub(super) code: String,
    pub(super) schema_version: u32,
    /// What the type says.
    pub body: TypeBody,
    /// Whose rows are taken that name no issuer.
    issuer: String,
    agencies: BTreeMap<String, Agency>,
    pub(super) trust: Trust,
}

impl Source {
    /// A published type. With `own` only the licences of that agency, which must issue the type, may come.
    pub(crate) async fn load(
        read: &mut Tx,
        code: &str,
        own: Option<AgencyId>,
        trust: Trust,
    ) -> Result<Self> {
        let kind = issuable(read, code, own).await?;
        let all = agencies::all(read).await?;
        let usual = own.map_or(kind.agency_id, Id::from);
        let issuer = all.iter().find(|agency| agency.id == usual);
        let issuer = issuer.ok_or(ProblemCode::NotFound)?.uscc.clone();
        let agencies = all
            .into_iter()
            .filter(|agency| own.is_none_or(|own| agency.id == own.into()))
            .filter_map(|agency| {
                let read = Agency {
                    id: agency.id,
                    name: agency.name,
                    uscc: Uscc::parse(&agency.uscc).ok()?,
                };
                Some((agency.uscc, read))
            })
            .collect();
        Ok(Self {
            code: kind.code,
            schema_version: u32::try_from(kind.version).map_err(Error::fault)?,
            body: kind.body.0,
            issuer,
            agencies,
            trust,
        })
    }

    /// Where a licence comes from that this agency issued.
    pub(super) fn origin<'a>(&'a self, agency: &'a Agency) -> Origin<'a> {
        Origin {
            type_code: &self.code,
            type_name: &self.body.name,
            schema_version: self.schema_version,
            issuer: &agency.uscc,
            issuer_name: &agency.name,
        }
    }

    /// The agency that issued what a row says.
    pub(super) fn issuer(
        &self,
        collected: &Collected,
    ) -> std::result::Result<&Agency, FieldProblem> {
        let code = match &collected.issuer {
            Some(given) => given.as_str(),
            None => &self.issuer,
        };
        let known = self.agencies.get(code);
        known.ok_or_else(|| FieldProblem::new("/issuer", FieldCode::OtherAgency))
    }
}
