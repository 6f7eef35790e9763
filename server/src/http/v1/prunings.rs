//! How long records are kept, and which may go.

use crate::app::App;
use crate::http::idempotency::{self, IdempotencyKey};
use crate::http::openapi::problems;
use crate::http::{Json, Path, Problem};
use crate::service::{Clerk, Ctx, pruning};
use domain::id::PruningId;
use domain::wire::pruning::{AskPruning, DecidePruning, HoldRecords, Retention};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const TAG: &str = "操作记录 retention";

/// The operations of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(read))
        .routes(routes!(ask))
        .routes(routes!(decide))
        .routes(routes!(hold))
}

problems! {
    OfReading: SignedOut, PasswordMustChange, Forbidden;
    OfAsking: Malformed, TooLarge, CrossSite, SignedOut, PasswordMustChange, Forbidden, Invalid, KeyReused, InProgress;
    OfDeciding: Malformed, TooLarge, CrossSite, SignedOut, PasswordMustChange, Forbidden, NotFound, SamePerson, WrongState, KeyReused, InProgress;
    OfHolding: Malformed, TooLarge, CrossSite, SignedOut, PasswordMustChange, Forbidden, NotFound, Invalid, WrongState, KeyReused, InProgress;
}

/// 操作记录的保存 How long records are kept, what was let go and what is held
///
/// To be read by supervisors and auditors.
#[utoipa::path(get, path = "/retention", tag = TAG, operation_id = "read-retention",
    responses((status = 200, body = Retention), OfReading))]
async fn read(ctx: Ctx<Clerk>) -> Result<Json<Retention>, Problem> {
    Ok(Json(pruning::read(&ctx).await?))
}

/// 申请清理 Asks that old records of one kind may go
///
/// Those that are as old as the rulebook says today. What changed anything stays for good.
#[utoipa::path(post, path = "/retention/prunings", tag = TAG, operation_id = "ask-pruning", request_body = AskPruning,
    params(idempotency::Header), responses((status = 200, body = Retention), OfAsking))]
async fn ask(
    ctx: Ctx<Clerk>,
    key: IdempotencyKey,
    Json(request): Json<AskPruning>,
) -> Result<Json<Retention>, Problem> {
    let once = key.of(&request);
    Ok(Json(pruning::ask(&ctx, &request, &once).await?))
}

/// 批准清理 Grants or declines what another person asked
///
/// What is granted is carried out by `mingzheng prune` within 30 days.
#[utoipa::path(post, path = "/retention/prunings/{id}/decide", tag = TAG, operation_id = "decide-pruning", request_body = DecidePruning,
    params(("id" = PruningId, Path), idempotency::Header), responses((status = 200, body = Retention), OfDeciding))]
async fn decide(
    ctx: Ctx<Clerk>,
    Path(id): Path<PruningId>,
    key: IdempotencyKey,
    Json(request): Json<DecidePruning>,
) -> Result<Json<Retention>, Problem> {
    let once = key.of(&request);
    Ok(Json(pruning::decide(&ctx, id, &request, &once).await?))
}

/// 保全案件的操作记录 Holds the records of a case, or lets them age again
///
/// Those of its holders, and those that name the case or its licence, whoever's they are.
#[utoipa::path(post, path = "/retention/holds", tag = TAG, operation_id = "hold-records", request_body = HoldRecords,
    params(idempotency::Header), responses((status = 200, body = Retention), OfHolding))]
async fn hold(
    ctx: Ctx<Clerk>,
    key: IdempotencyKey,
    Json(request): Json<HoldRecords>,
) -> Result<Json<Retention>, Problem> {
    let once = key.of(&request);
    Ok(Json(pruning::hold(&ctx, &request, &once).await?))
}
