//! One procedure: who may start it, by which channel and on which grounds.

use serde::{Deserialize, Serialize};

use super::{Basis, Deciding};
use crate::flow::{Flow, Subject};

/// A procedure that clocks belong to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Procedure {
    /// Its name in code.
    pub id: String,
    /// Its name in Chinese.
    pub title: String,
    /// Whether people can start it in this product.
    #[serde(default)]
    pub offered: bool,
    /// Its steps, where people can start it.
    #[serde(default)]
    pub flow: Option<Flow>,
    /// Who may start it.
    #[serde(default)]
    pub objectors: Vec<Objector>,
    /// By which channels.
    #[serde(default)]
    pub channels: Vec<OfferedChannel>,
    /// On which grounds.
    #[serde(default)]
    pub grounds: Vec<Ground>,
    /// What is looked at in deciding, and what is said with a decision.
    #[serde(default)]
    pub deciding: Deciding,
    /// What else the article says.
    #[serde(default)]
    pub note: Option<String>,
}

/// Who may object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Objector {
    /// 持证主体.
    Holder,
    /// 用证机构.
    RelyingAgency,
    /// 其他社会用证主体.
    Anyone,
    /// 被采集人.
    DataSubject,
    /// 数据使用部门.
    DataUser,
    /// 网民.
    Reader,
    /// 发证单位 itself: nobody objects, it owes something.
    Issuer,
}

impl Objector {
    /// What somebody like this objects to.
    pub const fn subject(self) -> Subject {
        match self {
            Self::Holder | Self::RelyingAgency | Self::Anyone => Subject::Licence,
            Self::DataSubject | Self::DataUser => Subject::DataSet,
            Self::Reader => Subject::WebPage,
            Self::Issuer => Subject::Outage,
        }
    }

    /// Whether they are people who can start a case themselves, logged in, rather than an agency.
    pub const fn is_a_person(self) -> bool {
        !matches!(self, Self::RelyingAgency | Self::DataUser | Self::Issuer)
    }
}

/// A channel, and whether the law or the product opens it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OfferedChannel {
    /// The channel.
    pub channel: Channel,
    /// Who opens it.
    pub basis: Basis,
}

/// The way an objection comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Channel {
    /// 政务服务热线, by work order.
    Hotline,
    /// The citizens' app. In 兰州新区 it makes a hotline work order; that is a service, not the article.
    App,
    /// A relying agency's own system or desk.
    Agency,
    /// The page on which anyone checks a shown licence.
    PublicCheck,
    /// 窗口, 书面.
    Counter,
    /// 政府网站的留言或找错入口.
    WebSite,
    /// None: 发证单位 has it of itself.
    Issuer,
}

/// What an objection says is wrong; which of them a procedure knows stands in its `grounds`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Ground {
    /// 准确性: it is wrong.
    Accuracy,
    /// 完整性: something is missing.
    Completeness,
    /// 时效性: it is out of date.
    Timeliness,
    /// 个人隐私.
    Privacy,
    /// 商业秘密.
    TradeSecret,
    /// 不可抗力: nothing is said to be wrong, something couldn't be done in time.
    ForceMajeure,
}

impl Procedure {
    /// Whether cases can come in by this channel.
    pub fn is_open_to(&self, channel: Channel) -> bool {
        let offered = |one: &OfferedChannel| one.channel == channel;
        self.offered && self.channels.iter().any(offered)
    }

    /// Whether who was only shown a licence may object to it (庆证 二十二).
    pub fn is_open_to_anyone(&self) -> bool {
        self.objectors.contains(&Objector::Anyone) && self.is_open_to(Channel::PublicCheck)
    }

    /// Who starts a case in the app, where somebody can: the first of the objectors who is a person.
    pub fn objector_in_app(&self) -> Option<Objector> {
        let mut people = self.objectors.iter().copied();
        people
            .find(|one| one.is_a_person())
            .filter(|_| self.is_open_to(Channel::App))
    }
}
