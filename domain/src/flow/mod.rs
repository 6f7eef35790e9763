//! What can happen to a case, whatever it is about?
//!
//! - [`standing`]: the states of a case, the events, the refusals;
//! - [`machine`]: what every event does in every state of every flow.
//!
//! A [`Flow`] is what a rulebook says of a procedure that people can start (`flow` of a procedure); everything else is the
//! same in all of them.

pub mod machine;
pub mod standing;

use serde::{Deserialize, Serialize};

pub use standing::{CaseEvent, CaseState, Handed, Progress, Refusal, Standing};

/// The steps of a procedure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Flow {
    /// What a case is about.
    pub subject: Subject,
    /// Whether the subject gets 异议标注, before anything is decided.
    #[serde(default)]
    pub mark: bool,
    /// Whether the case is passed on to who has to answer.
    #[serde(default)]
    pub transfer: Transfer,
    /// How many people it takes to decide.
    #[serde(default)]
    pub decide: Decide,
    /// Whether what was answered is published, except what is untrue or unfit (嘉网 二十七(二)).
    #[serde(default)]
    pub publish: bool,
    /// Whether asking and providing department can take a disagreement to the managing body (兰享 三十).
    #[serde(default)]
    pub confer: bool,
    /// Within how many days of its end other people can be asked to look at the decision again (复核), where they can.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_days: Option<u16>,
}

/// What a case is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Subject {
    /// 电子证照.
    Licence,
    /// 公共数据, 共享数据.
    DataSet,
    /// 政府网站的页面.
    WebPage,
    /// 补办: what an agency couldn't do while 不可抗力 lasted.
    Outage,
}

/// 转交, 反馈: whether who received a case passes it on to who has to answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Transfer {
    /// Who receives it answers.
    #[default]
    Never,
    /// Where another department has to answer (庆数 三十三).
    May,
    /// Always: who receives it can't answer (兰享 三十).
    Must,
}

/// Who decides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Decide {
    /// One verifies and proposes, another approves.
    #[default]
    TwoPeople,
    /// Who handles the case answers.
    OnePerson,
}

impl Flow {
    /// The objection to a licence (兰安 一百五十八, 庆证 二十二): mark, verify, decide by two people, tell.
    pub const LICENCE: Self = Self {
        subject: Subject::Licence,
        mark: true,
        transfer: Transfer::Never,
        decide: Decide::TwoPeople,
        publish: false,
        confer: false,
        review_days: None,
    };

    /// 补办 (兰安 一百五十二, 庆证 十五): an agency's own arrears, made good. Nobody objects, so that nobody is asked, told or
    /// handed anything on.
    pub const OUTAGE: Self = Self {
        subject: Subject::Outage,
        mark: false,
        transfer: Transfer::Never,
        decide: Decide::OnePerson,
        publish: false,
        confer: false,
        review_days: None,
    };

    /// Whether a case goes on by what becomes of its subject alone, and by nobody's hand.
    pub const fn goes_by_itself(self) -> bool {
        matches!(self.subject, Subject::Outage)
    }

    /// Every flow there can be, for whoever wants to be sure of all of them.
    pub fn all() -> impl Iterator<Item = Self> {
        const SUBJECTS: [Subject; 3] = [Subject::Licence, Subject::DataSet, Subject::WebPage];
        const TRANSFERS: [Transfer; 3] = [Transfer::Never, Transfer::May, Transfer::Must];
        let steps = TRANSFERS
            .into_iter()
            .flat_map(|transfer| [Decide::TwoPeople, Decide::OnePerson].map(|how| (transfer, how)))
            .flat_map(|(transfer, decide)| {
                [(true, true), (true, false), (false, true), (false, false)]
                    .map(|(mark, publish)| (transfer, decide, mark, publish))
            })
            .flat_map(|steps| {
                [
                    (None, false),
                    (Some(60), false),
                    (None, true),
                    (Some(60), true),
                ]
                .map(|after| (steps, after))
            });
        let of_objections = SUBJECTS.into_iter().flat_map(move |subject| {
            steps.clone().map(
                move |((transfer, decide, mark, publish), (review_days, confer))| Self {
                    subject,
                    mark,
                    transfer,
                    decide,
                    publish,
                    confer,
                    review_days,
                },
            )
        });
        of_objections.chain(std::iter::once(Self::OUTAGE))
    }
}
