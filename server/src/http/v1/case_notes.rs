//! 内部备注: what staff say to one another about a case.

use crate::app::App;
use crate::http::idempotency::{self, IdempotencyKey};
use crate::http::openapi::problems;
use crate::http::{Json, Path, Problem};
use crate::service::{Clerk, Ctx, case_notes};
use domain::id::ObjectionId;
use domain::wire::case_note::{CaseNotes, WriteNote};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const TAG: &str = "工作台 desk";

/// The operations of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(of_case, write))
}

problems! {
    OfReading: SignedOut, PasswordMustChange, Forbidden, NotFound;
    OfWriting: Malformed, TooLarge, CrossSite, SignedOut, PasswordMustChange, Forbidden, NotFound, Invalid, KeyReused, InProgress;
}

/// 内部备注 What colleagues said to one another about a case
///
/// The objector never sees it. To be read by the agency that has to act, by the one that passed the case on, and by
/// supervisors.
#[utoipa::path(get, path = "/objections/{id}/notes", tag = TAG, operation_id = "list-case-notes",
    params(("id" = ObjectionId, Path)), responses((status = 200, body = CaseNotes), OfReading))]
async fn of_case(ctx: Ctx<Clerk>, Path(id): Path<ObjectionId>) -> Result<Json<CaseNotes>, Problem> {
    Ok(Json(case_notes::of_case(&ctx, id).await?))
}

/// 写备注 Writes a note; whom it calls gets a message
#[utoipa::path(post, path = "/objections/{id}/notes", tag = TAG, operation_id = "write-case-note", request_body = WriteNote,
    params(("id" = ObjectionId, Path), idempotency::Header), responses((status = 200, body = CaseNotes), OfWriting))]
async fn write(
    ctx: Ctx<Clerk>,
    Path(id): Path<ObjectionId>,
    key: IdempotencyKey,
    Json(request): Json<WriteNote>,
) -> Result<Json<CaseNotes>, Problem> {
    let once = key.of(&request);
    Ok(Json(case_notes::write(&ctx, id, &request, &once).await?))
}
