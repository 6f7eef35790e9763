//! Logging in with a device and no password.

use super::devices::here;
use super::session::{begun, known};
use crate::app::App;
use crate::http::openapi::problems;
use crate::http::{Json, Path, Problem};
use crate::service::{Ctx, Standing, Visitor, passkeys as service, second_factors};
use axum::http::HeaderMap;
use domain::id::PasskeyId;
use domain::wire::factor::{Factors, NewPasskey, PasskeyAsked, PasskeyLogin};
use domain::wire::session::Session;
use tower_sessions::Session as Browser;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const TAG: &str = "登录 session";

/// The operations of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(ask_to_log_in))
        .routes(routes!(log_in))
        .routes(routes!(ask_to_make))
        .routes(routes!(keep))
        .routes(routes!(remove))
}

problems! {
    OfAsking: CrossSite, NotOffered;
    OfLoggingIn: Malformed, TooLarge, CrossSite, NotOffered, Invalid, WrongCredentials;
    OfAskingToMake: CrossSite, SignedOut, PasswordMustChange, Forbidden, LogInAgain, NotOffered;
    OfKeeping: Malformed, TooLarge, CrossSite, SignedOut, PasswordMustChange, Forbidden, LogInAgain, NotOffered, Invalid,
        WrongCredentials, WrongState;
    OfRemoving: Malformed, CrossSite, SignedOut, PasswordMustChange, Forbidden, LogInAgain, NotFound;
}

/// 请求通行密钥登录 Asks for a log-in by passkey
///
/// Open to everybody, and the same for everybody: whose passkey it is says the device.
#[utoipa::path(post, path = "/session/passkey/ask", tag = TAG, operation_id = "ask-passkey-log-in", security(()),
    responses((status = 200, body = PasskeyAsked), OfAsking))]
async fn ask_to_log_in(ctx: Ctx<Visitor>) -> Result<Json<PasskeyAsked>, Problem> {
    Ok(Json(service::ask_to_log_in(&ctx).await?))
}

/// 用通行密钥登录 Staff log in by passkey
///
/// What was asked is good for five minutes and once. The session's id is new, and owes no second factor.
#[utoipa::path(post, path = "/session/passkey", tag = TAG, operation_id = "log-in-by-passkey", security(()),
    request_body = PasskeyLogin, responses((status = 200, body = Session), OfLoggingIn))]
async fn log_in(
    ctx: Ctx<Visitor>,
    browser: Browser,
    headers: HeaderMap,
    Json(login): Json<PasskeyLogin>,
) -> Result<(HeaderMap, Json<Session>), Problem> {
    let standing = service::log_in(&ctx, &login).await?;
    let known = known(&ctx, &standing);
    Ok((known, begun(ctx, (&browser, &headers), standing).await?))
}

/// 请求新通行密钥 Asks for a passkey of one's own
///
/// Within five minutes of the log-in.
#[utoipa::path(post, path = "/session/passkeys/ask", tag = TAG, operation_id = "ask-new-passkey",
    responses((status = 200, body = PasskeyAsked), OfAskingToMake))]
async fn ask_to_make(ctx: Ctx<Option<Standing>>) -> Result<Json<PasskeyAsked>, Problem> {
    Ok(Json(service::ask_to_make(&ctx).await?))
}

/// 添加通行密钥 Keeps a new passkey
///
/// All other sessions end, and this one gets a new id.
#[utoipa::path(post, path = "/session/passkeys", tag = TAG, operation_id = "keep-passkey", request_body = NewPasskey,
    responses((status = 200, body = Factors), OfKeeping))]
async fn keep(
    ctx: Ctx<Option<Standing>>,
    browser: Browser,
    headers: HeaderMap,
    Json(made): Json<NewPasskey>,
) -> Result<Json<Factors>, Problem> {
    let standing = service::keep(&ctx, &made).await?;
    let own = ctx.clone().with(Some(standing.clone()));
    begun(ctx, (&browser, &headers), standing).await?;
    Ok(Json(second_factors::list(&own).await?))
}

/// 移除通行密钥 Removes a passkey
///
/// Within five minutes of the log-in. All other sessions end.
#[utoipa::path(delete, path = "/session/passkeys/{id}", tag = TAG, operation_id = "remove-passkey",
    params(("id" = PasskeyId, Path)), responses((status = 200, body = Factors), OfRemoving))]
async fn remove(
    ctx: Ctx<Option<Standing>>,
    browser: Browser,
    Path(id): Path<PasskeyId>,
) -> Result<Json<Factors>, Problem> {
    service::remove(&ctx, here(&browser)?, id).await?;
    Ok(Json(second_factors::list(&ctx).await?))
}
