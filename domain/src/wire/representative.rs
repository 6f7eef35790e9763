//! The 法定代表人 of a company, as the agency that registers them sees and enters them.

use crate::id::{HolderId, RepresentationId};
use crate::representation::TermStanding;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A company with everybody who is or was its representative.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Representatives {
    /// The company as a holder.
    pub company: HolderId,
    /// 持证主体 (CZZT).
    pub name: String,
    /// Who represents it and who did, the last one first.
    pub items: Vec<RepresentativeShown>,
    /// Agents whose time isn't over; it ends with that of who represents the company.
    pub agents: i64,
    /// Whether the licence that this is asked by still makes its issuer the registering agency.
    pub may_register: bool,
}

/// Somebody who represents a company, or did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RepresentativeShown {
    /// Opaque.
    pub id: RepresentationId,
    /// Their name.
    pub name: String,
    /// Their number, masked.
    pub number: String,
    /// The first day.
    pub from: Date,
    /// The last day, once it has ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// What that makes of it today.
    pub standing: TermStanding,
    /// How it was registered.
    pub registered: Registered,
    /// How its end was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Registered>,
}

/// An entry of the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Registered {
    /// When it was entered.
    pub at: Timestamp,
    /// By whom; nobody where it came with the company.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The legal basis or the number of the document.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub basis: String,
}

/// Registers who represents a company from now on. Whoever did until now does no more, nor do the agents of that one.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RegisterRepresentative {
    /// Who was shown as its representative; nobody where there was none.
    pub former: Option<RepresentationId>,
    /// Their name.
    #[cfg_attr(feature = "openapi", schema(max_length = 50))]
    pub name: String,
    /// Their 公民身份号码.
    #[cfg_attr(feature = "openapi", schema(max_length = 20))]
    pub number: String,
    /// Since when.
    pub from: Date,
    /// The legal basis or the number of the document.
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub basis: String,
}

impl std::fmt::Debug for RegisterRepresentative {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RegisterRepresentative")
            .finish_non_exhaustive()
    }
}

/// Ends the time of a company's representative, and of the agents whom that one named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EndRepresentative {
    /// The last day.
    pub on: Date,
    /// The legal basis or the number of the document.
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub basis: String,
}
