//! Why is there no demonstration?

use crate::crypto::CryptoError;
use crate::demo::data::DataFault;
use crate::demo::rows::RowFault;
use crate::demo::world::WorldFault;
use crate::store::StoreError;
use domain::calendar::CalendarError;

/// Why there is no demonstration.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// Somebody's data may be in it.
    #[error(
        "数据库不是空的，演示数据只写入空库。The database isn't empty; a demonstration is laid on an empty one only"
    )]
    NotEmpty,
    /// The rulebook has no licence objection to show.
    #[error("规则手册 {0} 没有证照异议程序。The rulebook {0} offers no licence objection")]
    NothingToShow(String),
    /// The calendar doesn't reach the moment.
    #[error("工作日历不覆盖当前日期。The working-day calendar doesn't cover this date: {0}")]
    Calendar(#[from] CalendarError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A service failed.
    #[error(transparent)]
    Service(#[from] crate::service::Error),
    /// Sealing failed.
    #[error(transparent)]
    Crypto(#[from] CryptoError),
    /// A slip of ours in the data.
    #[error("演示数据有误。The demonstration's data are at fault: {0}")]
    Fault(String),
}

impl From<DataFault> for DemoError {
    fn from(fault: DataFault) -> Self {
        Self::Fault(fault.to_string())
    }
}

impl From<WorldFault> for DemoError {
    fn from(fault: WorldFault) -> Self {
        Self::Fault(fault.to_string())
    }
}

impl From<RowFault> for DemoError {
    fn from(fault: RowFault) -> Self {
        match fault {
            RowFault::Crypto(error) => Self::Crypto(error),
            RowFault::Store(error) => Self::Store(error),
            RowFault::Dangling => Self::Fault(fault.to_string()),
        }
    }
}
