//! Who is logged in, the rules, and the demonstration's accounts.

use super::call::{Answer, ask, send, tell};
use super::routes;
use domain::id::LogInId;
use domain::wire::device::{EndLogIns, LogIns, WhichLogIns};
use domain::wire::session::{
    ChangePassword, CitizenLogin, DemoAccounts, Rules, Session, StaffLogin,
};

/// Who is logged in; anybody may ask.
pub async fn current() -> Answer<Session> {
    ask(routes::SESSION.at(&[])).await
}

/// A citizen comes back from the identity provider.
pub async fn log_in_citizen(ticket: String) -> Answer<Session> {
    send(routes::LOG_IN_CITIZEN, &[], &CitizenLogin { ticket }, None).await
}

/// Staff log in.
pub async fn log_in_staff(login: StaffLogin) -> Answer<Session> {
    send(routes::LOG_IN_STAFF, &[], &login, None).await
}

/// Staff change their own password.
pub async fn change_password(change: ChangePassword) -> Answer<Session> {
    send(routes::CHANGE_PASSWORD, &[], &change, None).await
}

/// Ends the session.
pub async fn log_out() -> Answer<()> {
    tell(routes::LOG_OUT, &[]).await
}

/// Who one can be in the demonstration.
pub async fn demonstration() -> Answer<DemoAccounts> {
    ask(routes::DEMONSTRATION.at(&[])).await
}

/// The rulebook and the calendar; the browser keeps them while they are the ones in force.
pub async fn rules() -> Answer<Rules> {
    ask(routes::RULES.at(&[])).await
}

/// Everywhere that one is logged in.
pub async fn devices() -> Answer<LogIns> {
    ask(routes::DEVICES.at(&[])).await
}

/// Ends one of them.
pub async fn end_device(id: LogInId) -> Answer<LogIns> {
    send(routes::END_DEVICE, &[&id.to_string()], &(), None).await
}

/// Ends all of them, or all others.
pub async fn end_devices(which: WhichLogIns) -> Answer<LogIns> {
    send(routes::END_DEVICES, &[], &EndLogIns { which }, None).await
}
