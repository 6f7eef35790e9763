//! 归集: licences that were issued elsewhere come in, by message or by file.

use crate::app::App;
use crate::http::idempotency::{self, IdempotencyKey};
use crate::http::openapi::problems;
use crate::http::{Json, Path, Problem};
use crate::service::importing::push;
use crate::service::{Clerk, Ctx};
use axum::extract::DefaultBodyLimit;
use domain::id::AgencyId;
use domain::issuing::collecting::Entry;
use domain::wire::importing::BatchResult;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const TAG: &str = "归集 importing";
/// A thousand rows with all that a face can say.
const BATCH_LIMIT: usize = 16 * 1024 * 1024;

/// The operations that carry no file to us.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(push_batch))
        .layer(DefaultBodyLimit::max(BATCH_LIMIT))
}

problems! {
    OfPushing: Malformed, TooLarge, CrossSite, SignedOut, PasswordMustChange, Forbidden, NotFound, Invalid, WrongState, KeyReused, InProgress;
}

/// A message with licences.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PushBatch {
    /// 证照类型代码, as published in the catalogue.
    #[schema(max_length = 21)]
    type_code: String,
    /// The licences; one that can't be read is refused alone.
    #[schema(value_type = Vec<Entry>, min_items = 1, max_items = 1000)]
    rows: Vec<Value>,
}

/// 实时归集 Takes up to 1,000 issued licences in
///
/// For the own agency and its types. Each row has its own result: `new`, `changed`, `same` or `refused` with what is wrong.
/// A licence is known again by 证照标识, or by type, issuer and 证照编号. What enters waits for its seal under a standing
/// authority. Sent again with the same `Idempotency-Key` a message gets its first answer.
#[utoipa::path(post, path = "/issuers/{id}/licences:batch", tag = TAG, operation_id = "push-licences", request_body = PushBatch,
    params(("id" = AgencyId, Path), idempotency::Header), responses((status = 200, body = BatchResult), OfPushing))]
async fn push_batch(
    ctx: Ctx<Clerk>,
    Path(id): Path<AgencyId>,
    key: IdempotencyKey,
    Json(request): Json<PushBatch>,
) -> Result<Json<BatchResult>, Problem> {
    let once = key.of(&request);
    let result = push::push(&ctx, id, &request.type_code, request.rows, &once).await?;
    Ok(Json(result))
}
