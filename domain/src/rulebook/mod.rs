//! What does this city's law ask, of whom, and within what time?
//!
//! A rulebook is data: one TOML file for a city in `domain/rulebooks/`. It names regulations, procedures and clocks;
//! a clock has a bound, the event that starts it, who owes it, and the article that says so. Where the text leaves
//! something open, the reading stands beside the rule. `service` marks what the product promises beyond the law.
//! The server reads the files (feature `files`); the browser gets the same types as JSON.

#[cfg(feature = "files")]
mod check;
#[cfg(feature = "files")]
mod citing;
mod clock;
mod compiling;
mod deciding;
#[cfg(feature = "files")]
mod files;
#[cfg(feature = "files")]
mod flows;
#[cfg(feature = "files")]
mod numeral;
mod passwords;
mod procedure;
mod readings;
mod regulation;
mod reminders;
mod retention;
mod spoken;
mod warnings;

use serde::{Deserialize, Serialize};

use crate::calendar::OverlayDay;
use crate::flow::{Flow, Subject};
pub use clock::{Basis, Bound, Clock, Duty, Extension, MAX_DAYS, MetBy, Starts, Unit};
pub use compiling::{CatalogueItem, CatalogueRule, Compiler};
pub use deciding::{Deciding, Point};
#[cfg(feature = "files")]
pub use files::{EMBEDDED, RulebookError, RulebookFault, embedded, parse};
pub use passwords::{PasswordAsks, PasswordRule};
pub use procedure::{Channel, Ground, Objector, OfferedChannel, Procedure};
pub use readings::{EndOfDay, Readings, RestDayReceipt};
pub use regulation::{Regulation, Standing};
pub use reminders::{ReminderStage, Reminders};
pub use retention::{RecordClass, RetentionRule};
pub use spoken::Spoken;
pub use warnings::{Rung, Warnings};

/// The objection to a licence's content (证照异议), where a city has one.
pub const LICENCE_OBJECTION: &str = "licence-objection";
/// Step of the objection: put the mark on the licence.
pub const MARK: &str = "mark";
/// Step of the objection: verify, and in 兰州新区 tell.
pub const DECIDE: &str = "decide";
/// Step of the objection in 大庆: tell the objector.
pub const NOTIFY: &str = "notify";

/// Everything a city's regulations ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rulebook {
    /// The rulebook's name in configuration and on the command line.
    pub id: String,
    /// The city, in Chinese.
    pub title: String,
    /// What a deployment should know before it uses this rulebook.
    #[serde(default)]
    pub note: Option<String>,
    /// How open questions of counting are read here.
    #[serde(default)]
    pub readings: Readings,
    /// The region's own days off and worked.
    #[serde(default)]
    pub overlay: Overlay,
    /// The regulations that clocks cite.
    pub regulations: Vec<Regulation>,
    /// The procedures that clocks belong to.
    pub procedures: Vec<Procedure>,
    /// Every clock.
    pub clocks: Vec<Clock>,
    /// Who compiles the catalogue of licences, and who publishes it.
    pub catalogue: CatalogueRule,
    /// The reminders before a licence's end; none where nobody is reminded.
    #[serde(default)]
    pub reminders: Option<Reminders>,
    /// Who is warned of a due date, and when.
    #[serde(default)]
    pub warnings: Warnings,
    /// What is asked of the passwords of staff.
    #[serde(default = "PasswordRule::usual")]
    pub passwords: Vec<PasswordRule>,
    /// How long records of who did and saw what are kept.
    #[serde(default = "RetentionRule::usual")]
    pub retention: Vec<RetentionRule>,
}

/// A region's own days, or word that they are not loaded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Overlay {
    /// What people must know about these days, above all that they are missing.
    #[serde(default)]
    pub note: Option<String>,
    /// The days.
    #[serde(default)]
    pub days: Vec<OverlayDay>,
}

impl Rulebook {
    /// The clock of one step.
    pub fn clock(&self, procedure: &str, step: &str) -> Option<&Clock> {
        self.clocks
            .iter()
            .find(|clock| clock.procedure == procedure && clock.step == step)
    }

    /// What people call one step.
    pub fn step_name(&self, procedure: &str, step: &str) -> Spoken {
        let clock = self.clock(procedure, step);
        let name = clock.and_then(|clock| clock.name.clone());
        name.unwrap_or_else(Spoken::of_a_step_that_is_gone)
    }

    /// What is owed by one step, as it is said to whom it is owed.
    pub fn step_owed(&self, procedure: &str, step: &str) -> Spoken {
        let clock = self.clock(procedure, step);
        let owed = clock.and_then(|clock| clock.owed.clone());
        owed.unwrap_or_else(Spoken::owed_by_a_step_that_is_gone)
    }

    /// One procedure.
    pub fn procedure(&self, id: &str) -> Option<&Procedure> {
        self.procedures.iter().find(|procedure| procedure.id == id)
    }

    /// 补办: the procedure about outages, where the city has one.
    pub fn about_outages(&self) -> Option<&Procedure> {
        let about = |one: &Procedure| one.flow.is_some_and(|flow| flow.subject == Subject::Outage);
        self.procedures.iter().find(|one| about(one))
    }

    /// The clocks of one procedure, in the order of its steps.
    pub fn clocks_of<'a>(&'a self, procedure: &'a str) -> impl Iterator<Item = &'a Clock> {
        self.clocks
            .iter()
            .filter(move |clock| clock.procedure == procedure)
    }

    /// The flow of a case of this procedure. A case goes on by the flow of an objection where its procedure is gone.
    pub fn flow(&self, procedure: &str) -> Flow {
        self.procedure(procedure)
            .and_then(|procedure| procedure.flow)
            .unwrap_or(Flow::LICENCE)
    }

    /// What is looked at in deciding a case of this procedure, and what is said with a decision.
    pub fn deciding(&self, procedure: &str) -> &Deciding {
        self.procedure(procedure)
            .map_or(Deciding::NONE, |procedure| &procedure.deciding)
    }

    /// A regulation by its short name.
    pub fn regulation(&self, short: &str) -> Option<&Regulation> {
        self.regulations
            .iter()
            .find(|regulation| regulation.short == short)
    }

    /// The grounds on which one may object to a licence here.
    pub fn licence_objection_grounds(&self) -> &[Ground] {
        self.procedure(LICENCE_OBJECTION)
            .map(|procedure| procedure.grounds.as_slice())
            .unwrap_or_default()
    }

    /// Whether a citizen may object to a licence here.
    pub fn offers_licence_objection(&self) -> bool {
        self.procedure(LICENCE_OBJECTION)
            .is_some_and(|procedure| procedure.offered)
    }
}
