//! Logging in and out, and who one is.

use crate::app::App;
use crate::http::openapi::problems;
use crate::http::{Json, Problem, knock, session as browser};
use crate::service::knocking::{self, Knock};
use crate::service::{Ctx, Standing, Visitor, acting, login};
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::IntoResponse;
use domain::access::Actor;
use domain::problem::ProblemCode;
use domain::second_factor::Owed;
use domain::wire::acting::ActFor;
use domain::wire::session::{ChangePassword, CitizenLogin, Session, StaffLogin};
use tower_sessions::Session as Browser;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const TAG: &str = "登录 session";

/// The operations of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(find, log_out))
        .routes(routes!(log_citizen_in))
        .routes(routes!(log_staff_in))
        .routes(routes!(change_password))
        .routes(routes!(act))
}

problems! {
    OfAsking: ;
    OfLoggingIn: Malformed, TooLarge, CrossSite, WrongCredentials, Invalid, TooManyRequests;
    OfLoggingOut: CrossSite;
    OfActing: Malformed, TooLarge, CrossSite, SignedOut, Forbidden, NotFound;
    OfChanging: Malformed, TooLarge, CrossSite, SignedOut, SecondFactorRequired, Forbidden, WrongCredentials, Invalid, TooManyRequests;
}

/// 当前登录状态 Who is logged in
///
/// Also the server's time and whether this is a demonstration. Open to everybody.
#[utoipa::path(get, path = "/session", tag = TAG, operation_id = "session", security(()),
    responses((status = 200, body = Session), OfAsking))]
async fn find(ctx: Ctx<Option<Standing>>) -> Result<Json<Session>, Problem> {
    Ok(Json(login::session(&ctx).await?))
}

/// 持证主体登录 A citizen logs in
///
/// With a ticket of the identity provider. The session's id is new.
#[utoipa::path(post, path = "/session/citizen", tag = TAG, operation_id = "log-citizen-in", security(()),
    request_body = CitizenLogin, responses((status = 200, body = Session), OfLoggingIn))]
async fn log_citizen_in(
    ctx: Ctx<Visitor>,
    browser: Browser,
    headers: HeaderMap,
    Json(login): Json<CitizenLogin>,
) -> Result<Json<Session>, Problem> {
    let standing = login::citizen(&ctx, &login).await?;
    begun(ctx, (&browser, &headers), standing).await
}

/// 工作人员登录 Staff log in
///
/// After five wrong passwords for one account from one network, and after fifty for whatever accounts, that network waits a
/// few minutes (`Retry-After`); a browser in which somebody logged in to the account before has five of its own.
#[utoipa::path(post, path = "/session/staff", tag = TAG, operation_id = "log-staff-in", security(()),
    request_body = StaffLogin, responses((status = 200, body = Session), OfLoggingIn))]
async fn log_staff_in(
    ctx: Ctx<Visitor>,
    browser: Browser,
    headers: HeaderMap,
    from: Knock,
    Json(login): Json<StaffLogin>,
) -> Result<(HeaderMap, Json<Session>), Problem> {
    let standing = login::staff(&ctx, &login, &from).await?;
    let known = known(&ctx, &standing);
    let session = begun(ctx, (&browser, &headers), standing).await?;
    Ok((known, session))
}

/// 修改密码 Change one's password
///
/// 兰安 一百二十六: at least 8 characters, letters and digits, not containing the user name, not the one before. All
/// other sessions of the account end.
#[utoipa::path(post, path = "/session/password", tag = TAG, operation_id = "change-password",
    request_body = ChangePassword, responses((status = 200, body = Session), OfChanging))]
async fn change_password(
    ctx: Ctx<Option<Standing>>,
    browser: Browser,
    headers: HeaderMap,
    from: Knock,
    Json(change): Json<ChangePassword>,
) -> Result<Json<Session>, Problem> {
    let standing = login::change_password(&ctx, &change, &from).await?;
    begun(ctx, (&browser, &headers), standing).await
}

/// 切换办事身份 Acts for a company, or for oneself again
///
/// For a company among `companies` of the session, from the next request on; none is oneself. What is looked up, filed and
/// read from then on is the company's, on record as done by this person for it. It ends with the representation.
#[utoipa::path(put, path = "/session/acting", tag = TAG, operation_id = "act-for", request_body = ActFor,
    responses((status = 200, body = Session), OfActing))]
async fn act(
    ctx: Ctx<Option<Standing>>,
    browser: Browser,
    Json(request): Json<ActFor>,
) -> Result<Json<Session>, Problem> {
    let hash = browser::id_hash(&browser).ok_or(ProblemCode::SignedOut)?;
    let standing = acting::act(&ctx, hash, request).await?;
    Ok(Json(login::session(&ctx.with(Some(standing))).await?))
}

/// 退出登录 Log out
///
/// The session ends on the server and the cookie is taken back.
#[utoipa::path(delete, path = "/session", tag = TAG, operation_id = "log-out", security(()),
    responses((status = 204, description = "logged out"), OfLoggingOut))]
async fn log_out(browser: Browser) -> Result<impl IntoResponse, Problem> {
    browser::end(&browser).await?;
    // The pages that "back" would show are in the browser's cache. Not "cookies": that would log people out of every
    // other site of the same registered domain. Not "storage": what is kept there is how somebody reads (language, large
    // type), and what they typed goes with the session that the applications end.
    let forget = (HeaderName::from_static("clear-site-data"), "\"cache\"");
    Ok((StatusCode::NO_CONTENT, [forget]))
}

/// What a browser is known again by once somebody has come in with it, and not before.
pub(super) fn known<A>(ctx: &Ctx<A>, standing: &Standing) -> HeaderMap {
    let mut known = HeaderMap::new();
    if let (Actor::Staff { staff, .. }, false) =
        (&standing.actor, standing.owes == Some(Owed::Proof))
    {
        let device = knocking::device(&ctx.app.vault, staff.0);
        let cookie = knock::cookie(&ctx.app, &device);
        known.extend(cookie.map(|cookie| (header::SET_COOKIE, cookie)));
    }
    known
}

/// Opens the session of somebody who logged in.
pub(super) async fn begun<A>(
    ctx: Ctx<A>,
    (browser, headers): (&Browser, &HeaderMap),
    standing: Standing,
) -> Result<Json<Session>, Problem> {
    browser::begin(&ctx, browser, browser::device(headers), &standing).await?;
    Ok(Json(login::session(&ctx.with(Some(standing))).await?))
}
