//! Why can't a copy be made, laid down or compared?

use crate::service;
use crate::store::StoreError;
use std::io;

/// What keeps it from being done, with what to do.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The folder isn't empty.
    #[error("目录 {0} 不是空的，请指定一个新目录。The folder {0} isn't empty: name a new one")]
    FolderTaken(String),
    /// There is something in the database already.
    #[error(
        "目标数据库不是空的；恢复只写入空的数据库，请换一个地址。The database isn't empty: a backup is restored into an empty one, so give another address"
    )]
    DatabaseTaken,
    /// There is no whole backup there.
    #[error(
        "这里没有完整的备份：缺少或读不懂 manifest.json。There is no whole backup here: manifest.json is missing or can't be read"
    )]
    NoBackup,
    /// The backup is of the other database.
    #[error(
        "备份来自另一种数据库；请按备份的种类配置 database.url。The backup is of the other kind of database: configure database.url accordingly"
    )]
    OtherKind,
    /// PostgreSQL's programs aren't there.
    #[error(
        "找不到 {0}，请安装 PostgreSQL 客户端。{0} isn't there: install PostgreSQL's client programs"
    )]
    NoTool(&'static str),
    /// They failed.
    #[error("{tool} 失败。{tool} failed: {said}")]
    Tool {
        /// Which.
        tool: &'static str,
        /// Its last words, without a password.
        said: String,
    },
    /// A file or folder can't be read or written.
    #[error("文件无法读写。A file can't be read or written: {0}")]
    File(#[from] io::Error),
    /// The database failed.
    #[error("数据库无法读取。The database can't be read: {0}")]
    Store(#[from] StoreError),
    /// Something else of the server's failed.
    #[error(transparent)]
    Service(#[from] service::Error),
}
