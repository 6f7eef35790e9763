//! Where one wants to be told besides the app.

use super::call::{Answer, ask, send, tell};
use super::routes;
use domain::delivery::Means;
use domain::wire::contact::{AddressCode, Contacts, NewAddress, Wanted};

/// The own addresses.
pub async fn list() -> Answer<Contacts> {
    ask(routes::CONTACTS.at(&[])).await
}

/// Has a code sent to a new address.
pub async fn claim(means: Means, address: String) -> Answer<Contacts> {
    send(
        routes::CLAIM_ADDRESS,
        &[name(means)],
        &NewAddress { address },
        None,
    )
    .await
}

/// Proves it by the code.
pub async fn confirm(means: Means, code: String) -> Answer<Contacts> {
    send(
        routes::CONFIRM_ADDRESS,
        &[name(means)],
        &AddressCode { code },
        None,
    )
    .await
}

/// Says whether messages shall go there.
pub async fn want(means: Means, wanted: bool) -> Answer<Contacts> {
    send(
        routes::WANT_MESSAGES,
        &[name(means)],
        &Wanted { wanted },
        None,
    )
    .await
}

/// Has it forgotten.
pub async fn remove(means: Means) -> Answer<()> {
    tell(routes::REMOVE_ADDRESS, &[name(means)]).await
}

/// As it stands in the address of the operation.
const fn name(means: Means) -> &'static str {
    match means {
        Means::Mail => "mail",
        Means::Message => "message",
    }
}
