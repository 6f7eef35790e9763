//! Acting for a company, and naming who may.

use super::call::{Answer, ask, send, tell};
use super::routes;
use domain::id::{HolderId, RepresentationId};
use domain::wire::acting::{ActFor, AgentShown, NameAgent};
use domain::wire::session::Session;

/// From now on one acts for a company, or for oneself.
pub async fn act_for(company: Option<HolderId>) -> Answer<Session> {
    send(routes::ACT_FOR, &[], &ActFor { company }, None).await
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
