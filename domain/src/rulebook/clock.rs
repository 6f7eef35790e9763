//! One clock: what is to be done, by whom, counted from what, within what.

use super::Spoken;
use crate::flow::CaseEvent;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The most days that a clock may run, working days or calendar days: ten years.
pub const MAX_DAYS: u32 = 3_660;

/// One duty with its time, as a regulation states it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Clock {
    /// The procedure it belongs to.
    pub procedure: String,
    /// The step within the procedure; the pair is unique.
    pub step: String,
    /// What is to be done, in Chinese.
    pub title: String,
    /// What people call the step; each step of a procedure with a flow has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Spoken>,
    /// What is owed, between who owes it and by when: `核实并答复您`, `has to check this and answer you`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owed: Option<Spoken>,
    /// The event that starts the clock; what merely recurs has none.
    #[serde(default)]
    pub from: Option<String>,
    /// How the amount binds.
    pub bound: Bound,
    /// How many units.
    #[serde(default)]
    pub amount: Option<u32>,
    /// The unit.
    #[serde(default)]
    pub unit: Option<Unit>,
    /// Who owes it.
    pub who: String,
    /// Short name of the regulation.
    #[serde(default)]
    pub regulation: Option<String>,
    /// The article, in Chinese numerals.
    #[serde(default)]
    pub article: Option<String>,
    /// The chapter, where the print's article numbers cannot be relied on.
    #[serde(default)]
    pub chapter: Option<String>,
    /// Whether the law asks it or the product promises it.
    pub basis: Basis,
    /// How an open question of the text is read.
    #[serde(default)]
    pub reading: Option<String>,
    /// The event of the flow that starts the clock.
    #[serde(default)]
    pub starts: Starts,
    /// The event of the flow that meets the clock.
    #[serde(default)]
    pub met_by: Option<MetBy>,
    /// The event of the flow by which the clock falls away: the case took another branch.
    #[serde(default)]
    pub spared_by: Option<MetBy>,
    /// By how much it may be prolonged.
    #[serde(default)]
    pub extension: Option<Extension>,
    /// Stated 'as a rule' (原则上), so that circumstances may change it.
    #[serde(default)]
    pub adjustable: bool,
    /// Duty or power.
    #[serde(default)]
    pub duty: Duty,
    /// What else the article says.
    #[serde(default)]
    pub note: Option<String>,
}

/// How an amount of time binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Bound {
    /// To be done by the end of it.
    Within,
    /// To be kept for no less (retention).
    AtLeast,
    /// Lasts no longer (grants).
    AtMost,
    /// Recurs.
    Every,
    /// To be done before an announced day, counted backwards.
    Before,
    /// At once.
    AtOnce,
    /// A duty without a number.
    Unnumbered,
}

impl Bound {
    /// Its name in rulebooks and answers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Within => "within",
            Self::AtLeast => "at-least",
            Self::AtMost => "at-most",
            Self::Every => "every",
            Self::Before => "before",
            Self::AtOnce => "at-once",
            Self::Unnumbered => "unnumbered",
        }
    }
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Unit {
    /// 工作日.
    WorkingDay,
    /// 分钟.
    Minute,
    /// 小时.
    Hour,
    /// Calendar day.
    Day,
    /// Calendar month.
    Month,
    /// Three months.
    Quarter,
    /// Calendar year.
    Year,
}

/// Where a clock comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Basis {
    /// An article asks it.
    Article,
    /// The product promises it; never called statutory.
    Service,
}

/// The event of a flow that starts a clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Starts {
    /// The right agency receives the case.
    #[default]
    Received,
    /// The case is received, but the clock counts from a moment that the filing states (兰享 三十: 发现问题).
    Stated,
    /// The case turns out to have come to the wrong agency: counted from its receipt there, and owed of no other case.
    Misdirected,
    /// The case is passed on to who has to answer: a chained clock (庆数 三十三(二)).
    Transferred,
    /// A closed case goes back to verification; its statutory clocks stand as they were met.
    Reopened,
    /// The objector asks for 复核.
    ReviewAsked,
}

/// The event of a flow that meets a clock, or by which it falls away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum MetBy {
    /// The subject carries the mark.
    Marked,
    /// The case was handed on to the agency that it should have come to.
    HandedOn,
    /// The case is with who has to answer.
    Transferred,
    /// The decision is made.
    Decided,
    /// The objector has been told.
    Notified,
}

impl MetBy {
    /// What an event of a case achieves, where that can meet a clock.
    pub const fn of(event: CaseEvent) -> Option<Self> {
        match event {
            CaseEvent::Mark => Some(Self::Marked),
            CaseEvent::Transfer => Some(Self::Transferred),
            CaseEvent::HandOn => Some(Self::HandedOn),
            CaseEvent::Approve | CaseEvent::Answer => Some(Self::Decided),
            CaseEvent::Notify => Some(Self::Notified),
            CaseEvent::Receive
            | CaseEvent::Verify
            | CaseEvent::Return
            | CaseEvent::Supplement
            | CaseEvent::Propose
            | CaseEvent::SendBack
            | CaseEvent::Close
            | CaseEvent::Withdraw
            | CaseEvent::Reopen
            | CaseEvent::AskReview
            | CaseEvent::Disagree
            | CaseEvent::Settle => None,
        }
    }
}

impl Clock {
    /// Whether the event starts it.
    pub fn is_started_by(&self, event: CaseEvent) -> bool {
        match self.starts {
            Starts::Received | Starts::Stated => event == CaseEvent::Receive,
            Starts::Misdirected => event == CaseEvent::HandOn,
            Starts::Transferred => event == CaseEvent::Transfer,
            Starts::Reopened => event == CaseEvent::Reopen,
            Starts::ReviewAsked => event == CaseEvent::AskReview,
        }
    }

    /// Whether it counts anew from the receipt by the right agency, where a case is handed on to that one: the law's days
    /// are days of who has to answer.
    pub fn counts_anew(&self) -> bool {
        self.starts == Starts::Received
    }

    /// Whether the event meets it.
    pub fn is_met_by(&self, event: CaseEvent) -> bool {
        self.met_by.is_some() && self.met_by == MetBy::of(event)
    }

    /// Whether it falls away by the event.
    pub fn is_spared_by(&self, event: CaseEvent) -> bool {
        self.spared_by.is_some() && self.spared_by == MetBy::of(event)
    }

    /// Whether its day is one by which the objector is answered, whatever becomes of the case: it is met by the decision or
    /// by telling it, and doesn't fall away when the case is passed on.
    pub fn promises_answer(&self) -> bool {
        let answers = matches!(self.met_by, Some(MetBy::Decided | MetBy::Notified));
        answers && self.spared_by != Some(MetBy::Transferred)
    }

    /// The clock as it runs once it is prolonged, where the rulebook allows that (嘉平 六).
    pub fn extended(&self) -> Option<Self> {
        let extension = self.extension.as_ref()?;
        Some(Self {
            amount: Some(extension.to),
            ..self.clone()
        })
    }

    /// The clock as it runs in one case: prolonged where that was granted.
    pub fn as_granted(&self, extended: bool) -> Cow<'_, Self> {
        let longer = extended.then(|| self.extended()).flatten();
        longer.map_or(Cow::Borrowed(self), Cow::Owned)
    }
}

/// Whether one must or may.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Duty {
    /// 应当.
    #[default]
    Must,
    /// 可以.
    May,
}

/// By how much a clock may be prolonged, and who must agree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Extension {
    /// The whole amount after prolonging, in the clock's unit.
    pub to: u32,
    /// Whose consent it takes, as the article calls them: whoever manages the library here.
    pub consent: String,
}
