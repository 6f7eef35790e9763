//! 亮证.

use super::call::{Answer, send};
use super::routes;
use domain::id::LicenceId;
use domain::wire::showing::Showing;

/// Makes a code by which anybody checks a licence.
pub async fn make(id: LicenceId) -> Answer<Showing> {
    send(routes::SHOW_LICENCE, &[&id.to_string()], &(), None).await
}
