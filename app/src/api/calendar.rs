//! The calendar as the managing body keeps it.

use super::call::{Answer, ask, send};
use super::routes;
use domain::id::ArrangementId;
use domain::wire::Expected;
use domain::wire::calendar::{
    ArrangeCalendar, ArrangementDetail, CalendarDesk, CalendarReview, RefuseArrangement,
};

/// What is in force and what was loaded.
pub async fn desk() -> Answer<CalendarDesk> {
    ask(routes::CALENDAR.at(&[])).await
}

/// One arrangement.
pub async fn arrangement(id: ArrangementId) -> Answer<ArrangementDetail> {
    ask(routes::ARRANGEMENT.at(&[&id.to_string()])).await
}

/// Reads an arrangement and says what it would do; nothing is kept.
pub async fn review(request: ArrangeCalendar) -> Answer<CalendarReview> {
    send(routes::REVIEW_CALENDAR, &[], &request, None).await
}

/// Puts it up for another person's approval.
pub async fn propose(request: ArrangeCalendar, key: String) -> Answer<ArrangementDetail> {
    send(routes::PROPOSE_CALENDAR, &[], &request, Some(&key)).await
}

/// Approves one.
pub async fn approve(id: ArrangementId, version: i64, key: String) -> Answer<ArrangementDetail> {
    let id = id.to_string();
    let expected = Expected { version };
    send(routes::APPROVE_CALENDAR, &[&id], &expected, Some(&key)).await
}

/// Refuses one, or takes it back.
pub async fn refuse(
    id: ArrangementId,
    request: RefuseArrangement,
    key: String,
) -> Answer<ArrangementDetail> {
    let id = id.to_string();
    send(routes::REFUSE_CALENDAR, &[&id], &request, Some(&key)).await
}
