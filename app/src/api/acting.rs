//! Acting for a company, naming who may, and registering who represents it.

use super::call::{Answer, ask, send, tell};
use super::{routes, session};
use domain::id::{HolderId, LicenceId, RepresentationId};
use domain::wire::acting::{ActFor, AgentShown, NameAgent};
use domain::wire::representative::{EndRepresentative, RegisterRepresentative, Representatives};
use domain::wire::session::Session;

/// From now on one acts for a company, or for oneself.
pub async fn act_for(company: Option<HolderId>) -> Answer<Session> {
    session::acting(ActFor { company }).await
}

/// The company's agents, for its representative.
pub async fn agents() -> Answer<Vec<AgentShown>> {
    ask(routes::AGENTS.at(&[])).await
}

/// Names an agent; the agents as they are then.
pub async fn name_agent(agent: NameAgent, key: String) -> Answer<Vec<AgentShown>> {
    send(routes::NAME_AGENT, &[], &agent, Some(&key)).await
}

/// Ends an agent's time.
pub async fn end_agent(id: RepresentationId) -> Answer<()> {
    tell(routes::END_AGENT, &[&id.to_string()]).await
}

/// Who represents the company that holds this licence, and who did.
pub async fn representatives(id: LicenceId) -> Answer<Representatives> {
    ask(routes::REPRESENTATIVES.at(&[&id.to_string()])).await
}

/// Registers who represents it from now on.
pub async fn register(
    id: LicenceId,
    request: RegisterRepresentative,
    key: String,
) -> Answer<Representatives> {
    let id = id.to_string();
    send(
        routes::REGISTER_REPRESENTATIVE,
        &[&id],
        &request,
        Some(&key),
    )
    .await
}

/// Ends the time of who does.
pub async fn end_representative(
    (id, representative): (LicenceId, RepresentationId),
    request: EndRepresentative,
    key: String,
) -> Answer<Representatives> {
    let ids = (id.to_string(), representative.to_string());
    let ids = [ids.0.as_str(), ids.1.as_str()];
    send(routes::END_REPRESENTATIVE, &ids, &request, Some(&key)).await
}
