//! 文书模板: the texts that an agency keeps for what it says often.

use crate::app::App;
use crate::http::idempotency::{self, IdempotencyKey};
use crate::http::openapi::problems;
use crate::http::{Json, Path, Problem};
use crate::service::{Clerk, Ctx, templates};
use axum::http::StatusCode;
use domain::id::TemplateId;
use domain::wire::Expected;
use domain::wire::template::{ChangeTemplate, MakeTemplate, Templates};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const TAG: &str = "文书模板 templates";

/// The operations of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, make))
        .routes(routes!(change))
        .routes(routes!(withdraw))
}

problems! {
    OfListing: SignedOut, PasswordMustChange, Forbidden;
    OfMaking: Malformed, TooLarge, CrossSite, SignedOut, PasswordMustChange, Forbidden, Invalid, KeyReused, InProgress;
    OfChanging: Malformed, TooLarge, CrossSite, SignedOut, PasswordMustChange, Forbidden, NotFound, Invalid, StaleVersion, KeyReused, InProgress;
    OfWithdrawing: Malformed, TooLarge, CrossSite, SignedOut, PasswordMustChange, Forbidden, NotFound, StaleVersion, KeyReused, InProgress;
}

/// 文书模板 What the own agency keeps
///
/// To be read by who handles and who approves there. What was withdrawn is not among it.
#[utoipa::path(get, path = "/desk/templates", tag = TAG, operation_id = "list-templates",
    responses((status = 200, body = Templates), OfListing))]
async fn list(ctx: Ctx<Clerk>) -> Result<Json<Templates>, Problem> {
    Ok(Json(templates::list(&ctx).await?))
}

/// 新建模板 Makes a template
///
/// Who approves at an agency keeps its templates. A placeholder that nobody knows is refused, and named beside those that
/// there are.
#[utoipa::path(post, path = "/desk/templates", tag = TAG, operation_id = "make-template", request_body = MakeTemplate,
    params(idempotency::Header), responses((status = 201, body = Templates), OfMaking))]
async fn make(
    ctx: Ctx<Clerk>,
    key: IdempotencyKey,
    Json(request): Json<MakeTemplate>,
) -> Result<(StatusCode, Json<Templates>), Problem> {
    let once = key.of(&request);
    let all = templates::make(&ctx, &request, &once).await?;
    Ok((StatusCode::CREATED, Json(all)))
}

/// 修改模板 Changes a template
#[utoipa::path(post, path = "/desk/templates/{id}", tag = TAG, operation_id = "change-template", request_body = ChangeTemplate,
    params(("id" = TemplateId, Path), idempotency::Header), responses((status = 200, body = Templates), OfChanging))]
async fn change(
    ctx: Ctx<Clerk>,
    Path(id): Path<TemplateId>,
    key: IdempotencyKey,
    Json(request): Json<ChangeTemplate>,
) -> Result<Json<Templates>, Problem> {
    let once = key.of(&request);
    Ok(Json(templates::change(&ctx, id, &request, &once).await?))
}

/// 撤下模板 Withdraws a template; it is offered no more
#[utoipa::path(post, path = "/desk/templates/{id}/withdraw", tag = TAG, operation_id = "withdraw-template", request_body = Expected,
    params(("id" = TemplateId, Path), idempotency::Header), responses((status = 200, body = Templates), OfWithdrawing))]
async fn withdraw(
    ctx: Ctx<Clerk>,
    Path(id): Path<TemplateId>,
    key: IdempotencyKey,
    Json(request): Json<Expected>,
) -> Result<Json<Templates>, Problem> {
    let once = key.of(&request);
    Ok(Json(templates::withdraw(&ctx, id, request, &once).await?))
}
