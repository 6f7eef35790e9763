//! The inbox.

use super::call::{Answer, ask, tell};
use super::routes;
use domain::id::NoticeId;
use domain::wire::notice::Inbox;

/// Messages, newest first.
pub async fn list(cursor: String) -> Answer<Inbox> {
    ask(routes::with_query(
        routes::NOTICES.at(&[]),
        "cursor",
        &cursor,
    ))
    .await
}

/// Marks one as read.
pub async fn read(id: NoticeId) -> Answer<()> {
    tell(routes::READ_NOTICE, &[&id.to_string()]).await
}
