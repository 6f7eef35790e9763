//! Who is logged in, as the session says?

use super::problem::Problem;
use axum::http::request::Parts;
use domain::access::Actor;
use serde::{Deserialize, Serialize};

/// Somebody who is logged in, as the database knows them at this moment.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Standing {
    /// Who.
    pub(crate) actor: Actor,
    /// Whether the first password has to be changed before anything else.
    pub(crate) must_change_password: bool,
}

/// Who is logged in, if anybody.
pub(super) async fn standing(_parts: &Parts) -> Result<Option<Standing>, Problem> {
    Ok(None)
}
