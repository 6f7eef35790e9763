//! What staff prove beside their password.

use super::devices::here;
use super::session::{begun, known};
use crate::app::App;
use crate::http::openapi::problems;
use crate::http::{Json, Problem};
use crate::service::{Ctx, Standing, second_factors as service};
use axum::http::HeaderMap;
use domain::wire::factor::{FactorCode, Factors, RecoveryCodes, TotpOffer};
use domain::wire::session::Session;
use tower_sessions::Session as Browser;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const TAG: &str = "登录 session";

/// The operations of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(offer, remove))
        .routes(routes!(confirm))
        .routes(routes!(renew_codes))
        .routes(routes!(prove))
}

problems! {
    OfListing: SignedOut, PasswordMustChange, Forbidden;
    OfOffering: CrossSite, SignedOut, PasswordMustChange, Forbidden, LogInAgain, StaleVersion;
    OfConfirming: Malformed, TooLarge, CrossSite, SignedOut, PasswordMustChange, Forbidden, LogInAgain, Invalid, WrongCredentials,
        WrongState, StaleVersion, TooManyRequests;
    OfRenewing: CrossSite, SignedOut, PasswordMustChange, Forbidden, LogInAgain, WrongState;
    OfProving: Malformed, TooLarge, CrossSite, SignedOut, Forbidden, Invalid, WrongCredentials, WrongState, TooManyRequests;
    OfRemoving: CrossSite, SignedOut, PasswordMustChange, Forbidden, LogInAgain, NotFound;
}

/// 第二步验证 What one set up beside the password
///
/// For staff; also while a session may do nothing but set one up.
#[utoipa::path(get, path = "/session/factors", tag = TAG, operation_id = "list-factors",
    responses((status = 200, body = Factors), OfListing))]
async fn list(ctx: Ctx<Option<Standing>>) -> Result<Json<Factors>, Problem> {
    Ok(Json(service::list(&ctx).await?))
}

/// 添加验证器 Offers the key of an authenticator
///
/// Within five minutes of the log-in. It counts for nothing before a code of it comes back.
#[utoipa::path(post, path = "/session/totp", tag = TAG, operation_id = "offer-totp",
    responses((status = 200, body = TotpOffer), OfOffering))]
async fn offer(ctx: Ctx<Option<Standing>>) -> Result<Json<TotpOffer>, Problem> {
    Ok(Json(service::offer(&ctx).await?))
}

/// 确认验证器 Sets up the authenticator that was offered, by a code of it
///
/// The recovery codes are in this answer alone. All other sessions end, and this one gets a new id.
#[utoipa::path(post, path = "/session/totp/confirm", tag = TAG, operation_id = "confirm-totp", request_body = FactorCode,
    responses((status = 200, body = RecoveryCodes), OfConfirming))]
async fn confirm(
    ctx: Ctx<Option<Standing>>,
    browser: Browser,
    headers: HeaderMap,
    Json(code): Json<FactorCode>,
) -> Result<Json<RecoveryCodes>, Problem> {
    let (standing, codes) = service::confirm(&ctx, &code).await?;
    begun(ctx, (&browser, &headers), standing).await?;
    Ok(Json(codes))
}

/// 换发备用码 Gives new recovery codes
///
/// Within five minutes of the log-in, where an authenticator is set up. Those from before open nothing any more, and all other
/// sessions end. They are in this answer alone.
#[utoipa::path(post, path = "/session/recovery-codes", tag = TAG, operation_id = "renew-recovery-codes",
    responses((status = 200, body = RecoveryCodes), OfRenewing))]
async fn renew_codes(
    ctx: Ctx<Option<Standing>>,
    browser: Browser,
) -> Result<Json<RecoveryCodes>, Problem> {
    Ok(Json(service::renew_codes(&ctx, here(&browser)?).await?))
}

/// 第二步登录 Proves the second factor
///
/// By a code of the authenticator, each good once, or by a recovery code. The session's id is new. After five wrong ones the
/// account waits a quarter of an hour (`Retry-After`).
#[utoipa::path(post, path = "/session/second-factor", tag = TAG, operation_id = "prove-factor", request_body = FactorCode,
    responses((status = 200, body = Session), OfProving))]
async fn prove(
    ctx: Ctx<Option<Standing>>,
    browser: Browser,
    headers: HeaderMap,
    Json(code): Json<FactorCode>,
) -> Result<(HeaderMap, Json<Session>), Problem> {
    let standing = service::prove(&ctx, &code).await?;
    let known = known(&ctx, &standing);
    Ok((known, begun(ctx, (&browser, &headers), standing).await?))
}

/// 移除验证器 Removes one's authenticator
///
/// Within five minutes of the log-in. All other sessions end.
#[utoipa::path(delete, path = "/session/totp", tag = TAG, operation_id = "remove-totp",
    responses((status = 200, body = Factors), OfRemoving))]
async fn remove(ctx: Ctx<Option<Standing>>, browser: Browser) -> Result<Json<Factors>, Problem> {
    service::remove(&ctx, here(&browser)?).await?;
    Ok(Json(service::list(&ctx).await?))
}
