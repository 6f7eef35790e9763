//! Who is logged in, the rules, and the demonstration's accounts.

use super::ApiError;
use super::call::{Answer, ask, parse, read, send, send_for_text, tell};
use super::kept::{self, Seen, see};
use super::routes;
use domain::id::LogInId;
use domain::wire::acting::ActFor;
use domain::wire::device::{EndLogIns, LogIns, WhichLogIns};
use domain::wire::session::{
    ChangePassword, CitizenLogin, DemoAccounts, Rules, Session, StaffLogin,
};

/// Who is logged in; anybody may ask.
pub async fn current() -> Answer<Session> {
    entered(&read(routes::SESSION.at(&[])).await?)
}

/// Who is logged in, or was when somebody here last had a connection.
pub async fn current_or_kept() -> Answer<Seen<Session>> {
    match current().await {
        Ok(session) => Ok(Seen::live(session)),
        Err(error) => kept::last(&routes::SESSION.at(&[]), error).await,
    }
}

/// A citizen comes back from the identity provider.
pub async fn log_in_citizen(ticket: String) -> Answer<Session> {
    entered(&send_for_text(routes::LOG_IN_CITIZEN, &[], &CitizenLogin { ticket }).await?)
}

/// Staff log in.
pub async fn log_in_staff(login: StaffLogin) -> Answer<Session> {
    entered(&send_for_text(routes::LOG_IN_STAFF, &[], &login).await?)
}

/// Acts for a company, or for oneself again.
pub(super) async fn acting(act: ActFor) -> Answer<Session> {
    entered(&send_for_text(routes::ACT_FOR, &[], &act).await?)
}

/// A session as the server gave it decides what this device may keep, and whose.
fn entered(text: &str) -> Answer<Session> {
    let session: Session = parse(text)?;
    kept::entered(&session, &routes::SESSION.at(&[]), text);
    Ok(session)
}

/// Staff change their own password.
pub async fn change_password(change: ChangePassword) -> Answer<Session> {
    send(routes::CHANGE_PASSWORD, &[], &change, None).await
}

/// Ends the session, and with it all that this device keeps of it.
pub async fn log_out() -> Answer<()> {
    let answer = tell(routes::LOG_OUT, &[]).await;
    if matches!(answer, Ok(()) | Err(ApiError::SignedOut)) {
        kept::forget().await;
    }
    answer
}

/// Who one can be in the demonstration.
pub async fn demonstration() -> Answer<DemoAccounts> {
    ask(routes::DEMONSTRATION.at(&[])).await
}

/// The rulebook and the calendar; the browser keeps them while they are the ones in force.
pub async fn rules() -> Answer<Rules> {
    // Which of them were seen last makes no difference: they stand with their version beside every date.
    Ok(see(routes::RULES.at(&[])).await?.data)
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
