//! Licences: the own ones as a list, and one with its face and history.

use super::PagingQuery;
use crate::app::App;
use crate::http::openapi::problems;
use crate::http::{Json, Path, Problem, Query};
use crate::service::{Citizen, Ctx, licences};
use domain::id::LicenceId;
use domain::wire::Page;
use domain::wire::licence::{LicenceDetail, LicenceSummary};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const TAG: &str = "证照 licences";

/// The operations of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(find))
}

problems! {
    OfListing: Malformed, SignedOut, PasswordMustChange, Forbidden;
    OfFinding: Malformed, SignedOut, PasswordMustChange, NotFound;
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Search {
    /// Part of the type's name, of the number or of the issuer's name.
    #[param(max_length = 100)]
    q: Option<String>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Reveal {
    /// Shows sensitive values in full; recorded as such.
    #[serde(default)]
    reveal: bool,
}

/// 我的证照 The holder's own licences
///
/// Those that end soonest first, then those without an end (长期), then expired and cancelled ones.
#[utoipa::path(get, path = "/licences", tag = TAG, operation_id = "list-licences", params(Search, PagingQuery),
    responses((status = 200, body = Page<LicenceSummary>), OfListing))]
async fn list(
    ctx: Ctx<Citizen>,
    Query(search): Query<Search>,
    Query(paging): Query<PagingQuery>,
) -> Result<Json<Page<LicenceSummary>>, Problem> {
    let page = licences::list(&ctx, search.q.as_deref(), &paging.into()).await?;
    Ok(Json(page))
}

/// 证照详情 One licence
///
/// For its holder and for the staff of its issuer. Sensitive values of the face are masked unless `reveal=true`.
#[utoipa::path(get, path = "/licences/{id}", tag = TAG, operation_id = "find-licence",
    params(("id" = LicenceId, Path), Reveal), responses((status = 200, body = LicenceDetail), OfFinding))]
async fn find(
    ctx: Ctx,
    Path(id): Path<LicenceId>,
    Query(query): Query<Reveal>,
) -> Result<Json<LicenceDetail>, Problem> {
    Ok(Json(licences::find(&ctx, id, query.reveal).await?))
}
