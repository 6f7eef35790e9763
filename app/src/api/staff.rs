//! The accounts of staff.

use super::call::{Answer, ask, send};
use super::routes;
use domain::id::StaffId;
use domain::wire::staff::{GivenAccount, NewAccount, StaffAccounts};

/// Every account.
pub async fn list() -> Answer<StaffAccounts> {
    ask(routes::STAFF.at(&[])).await
}

/// Makes one.
pub async fn add(request: NewAccount, key: String) -> Answer<GivenAccount> {
    send(routes::ADD_STAFF, &[], &request, Some(&key)).await
}

/// Gives another password.
pub async fn give_password(id: StaffId, key: String) -> Answer<GivenAccount> {
    send(
        routes::GIVE_STAFF_PASSWORD,
        &[&id.to_string()],
        &(),
        Some(&key),
    )
    .await
}

/// Removes the second factor of one.
pub async fn remove_factors(id: StaffId, key: String) -> Answer<StaffAccounts> {
    let ids = id.to_string();
    send(routes::REMOVE_STAFF_FACTORS, &[&ids], &(), Some(&key)).await
}

/// Ends one.
pub async fn end(id: StaffId, key: String) -> Answer<StaffAccounts> {
    send(routes::END_STAFF, &[&id.to_string()], &(), Some(&key)).await
}
