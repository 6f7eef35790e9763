//! 监督: how cases stand, how good the library is, what outages held up, and what samples showed.
//!
//! - [`board`]: the figures of cases; [`quality`]: the figures of a month; [`outages`] and [`outage`]: 补办; [`inspections`], [`draw`] and [`inspection`]:
//!   随机抽查, with [`finding`], the forms of one licence;

mod board;
mod draw;
mod finding;
mod inspection;
mod inspections;
mod outage;
mod outages;
mod quality;

pub(super) use board::screen as board;
pub(super) use draw::screen as draw;
pub(super) use inspection::screen as inspection;
pub(super) use inspections::screen as inspections;
pub(super) use outage::screen as outage;
pub(super) use outages::screen as outages;
pub(super) use quality::screen as quality;
