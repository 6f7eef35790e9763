//! The keys of other systems.

use super::call::{Answer, act, ask, send};
use super::routes;
use domain::id::MachineKeyId;
use domain::wire::machine::{GiveKey, GivenKey, MachineKeys};

/// Every key that was given.
pub async fn keys() -> Answer<MachineKeys> {
    ask(routes::MACHINE_KEYS.at(&[])).await
}

/// Gives one; its secret comes this once.
pub async fn give(request: GiveKey, key: String) -> Answer<GivenKey> {
    send(routes::GIVE_MACHINE_KEY, &[], &request, Some(&key)).await
}

/// Ends one, and answers with all.
pub async fn end(id: MachineKeyId, key: String) -> Answer<MachineKeys> {
    act(routes::END_MACHINE_KEY, &[&id.to_string()], &key).await
}
