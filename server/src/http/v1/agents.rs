//! The agents of a company, for its legal representative.

use crate::app::App;
use crate::http::idempotency::{self, IdempotencyKey};
use crate::http::openapi::problems;
use crate::http::{Json, Path, Problem};
use crate::service::{Ctx, Representative, agents};
use domain::id::RepresentationId;
use domain::wire::acting::{AgentShown, NameAgent};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const TAG: &str = "代理人 agents";

/// The operations of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, name))
        .routes(routes!(end))
}

problems! {
    OfListing: SignedOut, Forbidden;
    OfNaming: Malformed, TooLarge, CrossSite, SignedOut, Forbidden, Invalid, KeyReused, InProgress;
    OfEnding: CrossSite, SignedOut, Forbidden, NotFound;
}

/// 代理人 The company's agents
///
/// The newest first, also those whose time is over. For who acts for a company as its legal representative.
#[utoipa::path(get, path = "/agents", tag = TAG, operation_id = "list-agents",
    responses((status = 200, body = Vec<AgentShown>), OfListing))]
async fn list(ctx: Ctx<Representative>) -> Result<Json<Vec<AgentShown>>, Problem> {
    Ok(Json(agents::list(&ctx).await?))
}

/// 指定代理人 Names an agent
///
/// From a day to a day, both included. An agent looks up and objects like the company, and names nobody.
#[utoipa::path(post, path = "/agents", tag = TAG, operation_id = "name-agent", request_body = NameAgent,
    params(idempotency::Header), responses((status = 200, body = Vec<AgentShown>), OfNaming))]
async fn name(
    ctx: Ctx<Representative>,
    key: IdempotencyKey,
    Json(request): Json<NameAgent>,
) -> Result<Json<Vec<AgentShown>>, Problem> {
    let once = key.of(&request);
    Ok(Json(agents::name(&ctx, &request, &once).await?))
}

/// 提前结束代理 Ends an agent's time at once
///
/// What the agent is doing for the company at that moment is refused from the next request on.
#[utoipa::path(post, path = "/agents/{id}/end", tag = TAG, operation_id = "end-agent", params(("id" = RepresentationId, Path)),
    responses((status = 200, body = Vec<AgentShown>), OfEnding))]
async fn end(
    ctx: Ctx<Representative>,
    Path(id): Path<RepresentationId>,
) -> Result<Json<Vec<AgentShown>>, Problem> {
    Ok(Json(agents::end(&ctx, id).await?))
}
