//! The texts that an agency keeps for what it says often.

use super::call::{Answer, ask, send};
use super::routes;
use domain::id::TemplateId;
use domain::wire::Expected;
use domain::wire::template::{ChangeTemplate, MakeTemplate, Templates};

/// What the own agency keeps.
pub async fn all() -> Answer<Templates> {
    ask(routes::TEMPLATES.at(&[])).await
}

/// Makes one, and answers with all.
pub async fn make(request: MakeTemplate, key: String) -> Answer<Templates> {
    send(routes::MAKE_TEMPLATE, &[], &request, Some(&key)).await
}

/// Changes one.
pub async fn change(id: TemplateId, request: ChangeTemplate, key: String) -> Answer<Templates> {
    let ids = [&*id.to_string()];
    send(routes::CHANGE_TEMPLATE, &ids, &request, Some(&key)).await
}

/// Withdraws one.
pub async fn withdraw(id: TemplateId, version: i64, key: String) -> Answer<Templates> {
    let (ids, expected) = ([&*id.to_string()], Expected { version });
    send(routes::WITHDRAW_TEMPLATE, &ids, &expected, Some(&key)).await
}
