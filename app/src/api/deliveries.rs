//! Messages that did not arrive.

use super::call::{Answer, ask, send};
use super::routes;
use domain::id::{DeliveryId, ObjectionId};
use domain::wire::delivery::{Delivery, Told, Undelivered};
use domain::wire::{Expected, Page};

/// Those that wait for somebody, the longest waiting first.
pub async fn undelivered(cursor: String) -> Answer<Page<Undelivered>> {
    let address = routes::UNDELIVERED.at(&[]);
    ask(routes::with_query(address, "cursor", &cursor)).await
}

/// What the people of a case were told outside of the app.
pub async fn of_case(id: ObjectionId) -> Answer<Vec<Delivery>> {
    ask(routes::DELIVERIES.at(&[&id.to_string()])).await
}

/// Tries one again.
pub async fn again(id: DeliveryId, expected: Expected, key: String) -> Answer<Undelivered> {
    send(routes::TRY_AGAIN, &[&id.to_string()], &expected, Some(&key)).await
}

/// Enters that somebody was told by other means.
pub async fn told(id: DeliveryId, request: Told, key: String) -> Answer<Undelivered> {
    send(routes::TOLD, &[&id.to_string()], &request, Some(&key)).await
}
