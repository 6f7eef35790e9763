//! Objections: filed and followed by holders, worked by the staff of the agency that answers.

use super::PagingQuery;
use crate::app::App;
use crate::http::idempotency::{self, IdempotencyKey};
use crate::http::openapi::problems;
use crate::http::{Json, Path, Problem, Query};
use crate::service::{
    Citizen, Clerk, Ctx, answering, cases, conferring, deciding, filing, handing_on, handling,
    registering, reopening,
};
use axum::http::StatusCode;
use domain::flow::CaseEvent;
use domain::id::ObjectionId;
use domain::wire::asking::{AskReview, FileComplaint, Supplement, Withdraw};
use domain::wire::case::{CaseDetail, CaseSummary, Receipt};
use domain::wire::desk::{AnswerCase, HandOn, PassOn, Propose, WithNote};
use domain::wire::draft::FileObjection;
use domain::wire::{Expected, Page};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const TAG: &str = "异议 objections";

/// The operations of this noun.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(file, list))
        .routes(routes!(find))
        .routes(routes!(supplement))
        .routes(routes!(withdraw))
        .routes(routes!(mark))
        .routes(routes!(verify))
        .routes(routes!(return_for_supplement))
        .routes(routes!(propose))
        .routes(routes!(approve))
        .routes(routes!(send_back))
        .merge(of_other_procedures())
}

fn of_other_procedures() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(complain))
        .routes(routes!(pass_on))
        .routes(routes!(hand_on))
        .routes(routes!(answer))
        .routes(routes!(tell))
        .routes(routes!(enter_supplement))
        .routes(routes!(enter_withdrawal))
        .routes(routes!(disagree))
        .routes(routes!(settle))
        .routes(routes!(reopen))
        .routes(routes!(ask_review))
}

problems! {
    OfFiling: Malformed, TooLarge, CrossSite, SignedOut, Forbidden, NotFound, Invalid, StaleVersion, NotOffered, AlreadyOpen, KeyReused, InProgress;
    OfComplaining: Malformed, TooLarge, CrossSite, SignedOut, Forbidden, Invalid, NotOffered, KeyReused, InProgress;
    OfListing: Malformed, SignedOut, Forbidden;
    OfFinding: SignedOut, PasswordMustChange, NotFound;
    OfReopening: Malformed, TooLarge, CrossSite, SignedOut, PasswordMustChange, Forbidden, NotFound, Invalid, StaleVersion, WrongState, AlreadyOpen, KeyReused, InProgress;
    OfMoving: Malformed, TooLarge, CrossSite, SignedOut, PasswordMustChange, Forbidden, NotFound, Invalid, StaleVersion, WrongState, KeyReused, InProgress;
    OfProposing: Malformed, TooLarge, CrossSite, SignedOut, PasswordMustChange, Forbidden, NotFound, Invalid, StaleVersion, WrongState, SamePerson, KeyReused, InProgress;
    OfApproving: Malformed, TooLarge, CrossSite, SignedOut, PasswordMustChange, Forbidden, NotFound, StaleVersion, WrongState, SamePerson, KeyReused, InProgress;
}

/// 提交异议 Files a draft as an objection
///
/// It reaches the issuing agency at once and its clocks run from then. Sent twice under one key it is filed once.
#[utoipa::path(post, path = "/objections", tag = TAG, operation_id = "file-objection", request_body = FileObjection,
    params(idempotency::Header), responses((status = 201, body = Receipt), OfFiling))]
async fn file(
    ctx: Ctx<Citizen>,
    key: IdempotencyKey,
    Json(request): Json<FileObjection>,
) -> Result<(StatusCode, Json<Receipt>), Problem> {
    let once = key.of(&request);
    let receipt = filing::file(&ctx, request, &once).await?;
    Ok((StatusCode::CREATED, Json(receipt)))
}

/// 提交意见 Files a case about data or a web page
///
/// Under a procedure that the rulebook opens to the app. The managing body receives it at once and its clocks run from
/// then. Sent twice under one key it is filed once.
#[utoipa::path(post, path = "/complaints", tag = TAG, operation_id = "file-complaint", request_body = FileComplaint,
    params(idempotency::Header), responses((status = 201, body = Receipt), OfComplaining))]
async fn complain(
    ctx: Ctx<Citizen>,
    key: IdempotencyKey,
    Json(request): Json<FileComplaint>,
) -> Result<(StatusCode, Json<Receipt>), Problem> {
    let once = key.of(&request);
    let receipt = registering::complain(&ctx, &request, &once).await?;
    Ok((StatusCode::CREATED, Json(receipt)))
}

/// 我的异议 The holder's own objections
///
/// Open ones first, then the newest.
#[utoipa::path(get, path = "/objections", tag = TAG, operation_id = "list-objections", params(PagingQuery),
    responses((status = 200, body = Page<CaseSummary>), OfListing))]
async fn list(
    ctx: Ctx<Citizen>,
    Query(paging): Query<PagingQuery>,
) -> Result<Json<Page<CaseSummary>>, Problem> {
    Ok(Json(cases::list(&ctx, &paging.into()).await?))
}

/// 异议详情 One objection
///
/// The objector reads what concerns the objector, the desk its own part as well.
#[utoipa::path(get, path = "/objections/{id}", tag = TAG, operation_id = "find-objection",
    params(("id" = ObjectionId, Path)), responses((status = 200, body = CaseDetail), OfFinding))]
async fn find(ctx: Ctx, Path(id): Path<ObjectionId>) -> Result<Json<CaseDetail>, Problem> {
    Ok(Json(cases::find(&ctx, id).await?))
}

/// 登记补充 Enters what an objector without an account supplements
///
/// On a return for supplement, in the objector's words; one with an account does it in the app.
#[utoipa::path(post, path = "/objections/{id}/enter-supplement", tag = TAG, operation_id = "enter-supplement",
    params(("id" = ObjectionId, Path), idempotency::Header), request_body = WithNote,
    responses((status = 200, body = CaseDetail), OfMoving))]
async fn enter_supplement(
    ctx: Ctx<Clerk>,
    Path(id): Path<ObjectionId>,
    key: IdempotencyKey,
    Json(request): Json<WithNote>,
) -> Result<Json<CaseDetail>, Problem> {
    let once = key.of(&request);
    let said = (id, CaseEvent::Supplement);
    Ok(Json(handling::enter(&ctx, said, &request, &once).await?))
}

/// 登记撤回 Enters that an objector without an account withdraws
///
/// As the objector says it; one with an account does it in the app.
#[utoipa::path(post, path = "/objections/{id}/enter-withdrawal", tag = TAG, operation_id = "enter-withdrawal",
    params(("id" = ObjectionId, Path), idempotency::Header), request_body = WithNote,
    responses((status = 200, body = CaseDetail), OfMoving))]
async fn enter_withdrawal(
    ctx: Ctx<Clerk>,
    Path(id): Path<ObjectionId>,
    key: IdempotencyKey,
    Json(request): Json<WithNote>,
) -> Result<Json<CaseDetail>, Problem> {
    let once = key.of(&request);
    let said = (id, CaseEvent::Withdraw);
    Ok(Json(handling::enter(&ctx, said, &request, &once).await?))
}

/// 异议标注 Marks the licence as disputed
#[utoipa::path(post, path = "/objections/{id}/mark", tag = TAG, operation_id = "mark-objection",
    params(("id" = ObjectionId, Path), idempotency::Header), request_body = Expected,
    responses((status = 200, body = CaseDetail), OfMoving))]
async fn mark(
    ctx: Ctx<Clerk>,
    Path(id): Path<ObjectionId>,
    key: IdempotencyKey,
    Json(request): Json<Expected>,
) -> Result<Json<CaseDetail>, Problem> {
    let once = key.of(&request);
    Ok(Json(handling::mark(&ctx, id, request, &once).await?))
}

/// 开始核实 Begins to verify
#[utoipa::path(post, path = "/objections/{id}/verify", tag = TAG, operation_id = "verify-objection",
    params(("id" = ObjectionId, Path), idempotency::Header), request_body = Expected,
    responses((status = 200, body = CaseDetail), OfMoving))]
async fn verify(
    ctx: Ctx<Clerk>,
    Path(id): Path<ObjectionId>,
    key: IdempotencyKey,
    Json(request): Json<Expected>,
) -> Result<Json<CaseDetail>, Problem> {
    let once = key.of(&request);
    Ok(Json(handling::verify(&ctx, id, request, &once).await?))
}

/// 审批同意 Decides as proposed
///
/// By another person than who proposed. The correction, if there is one, takes effect with it.
#[utoipa::path(post, path = "/objections/{id}/approve", tag = TAG, operation_id = "approve-decision",
    params(("id" = ObjectionId, Path), idempotency::Header), request_body = Expected,
    responses((status = 200, body = CaseDetail), OfApproving))]
async fn approve(
    ctx: Ctx<Clerk>,
    Path(id): Path<ObjectionId>,
    key: IdempotencyKey,
    Json(request): Json<Expected>,
) -> Result<Json<CaseDetail>, Problem> {
    let once = key.of(&request);
    Ok(Json(deciding::approve(&ctx, id, request, &once).await?))
}

/// Steps of a case that a body asks for, each once: an operation, and the service that takes the step.
macro_rules! steps {
    ($($(#[$doc:meta])* $name:ident: $who:ident, $body:ident, $id:literal, $path:literal, $problems:ident => $service:path;)+) => {$(
        $(#[$doc])*
        #[utoipa::path(post, path = $path, tag = TAG, operation_id = $id,
            params(("id" = ObjectionId, Path), idempotency::Header), request_body = $body,
            responses((status = 200, body = CaseDetail), $problems))]
        async fn $name(
            ctx: Ctx<$who>,
            Path(id): Path<ObjectionId>,
            key: IdempotencyKey,
            Json(request): Json<$body>,
        ) -> Result<Json<CaseDetail>, Problem> {
            let once = key.of(&request);
            Ok(Json($service(&ctx, id, &request, &once).await?))
        }
    )+};
}

steps! {
    /// 补充材料 Answers a return for supplement
    supplement: Citizen, Supplement, "supplement-objection", "/objections/{id}/supplement", OfMoving => handling::supplement;

    /// 撤回异议 Withdraws
    withdraw: Citizen, Withdraw, "withdraw-objection", "/objections/{id}/withdraw", OfMoving => handling::withdraw;

    /// 退回补充 Asks the objector for more
    ///
    /// The clocks run on.
    return_for_supplement: Clerk, WithNote, "return-objection", "/objections/{id}/return", OfMoving => handling::return_for_supplement;

    /// 提出处理意见 Proposes a decision
    propose: Clerk, Propose, "propose-decision", "/objections/{id}/propose", OfProposing => handling::propose;

    /// 退回经办 Sends a proposal back to who made it
    send_back: Clerk, WithNote, "send-proposal-back", "/objections/{id}/send-back", OfProposing => handling::send_back;

    /// 转交 Passes a case on to the agency that has to answer
    pass_on: Clerk, PassOn, "transfer-objection", "/objections/{id}/transfer", OfMoving => answering::pass_on;

    /// 答复 Answers a case that takes no second person
    answer: Clerk, AnswerCase, "answer-objection", "/objections/{id}/answer", OfMoving => answering::answer;

    /// 已告知 Notes how an objector without an account was told
    tell: Clerk, WithNote, "tell-objection", "/objections/{id}/tell", OfMoving => answering::tell;

    /// 重新办理 Takes a closed case up again
    ///
    /// Where its notice came back undelivered, or new evidence arrived. Back to verification; its statutory clocks stand as they
    /// were met, and a clock of ours runs.
    reopen: Clerk, WithNote, "reopen-objection", "/objections/{id}/reopen", OfReopening => reopening::reopen;

    /// 申请复核 Asks other people to look at the decision again
    ///
    /// Once, in the days that the procedure gives for it. No regulation grants it: it is a service. Whoever proposed or approved
    /// the decision takes no part.
    ask_review: Citizen, AskReview, "review-objection", "/objections/{id}/review", OfReopening => reopening::ask_review;

    /// 提请协商 Takes a disagreement between two departments to the managing body
    ///
    /// By either of them, once the case was passed on. No clock of its own runs, and none of the case stops.
    disagree: Clerk, WithNote, "disagree-on-objection", "/objections/{id}/disagree", OfMoving => conferring::disagree;

    /// 协商结果 Ends a disagreement with a result
    ///
    /// By the managing body; both departments are told, and who has to answer goes on.
    settle: Clerk, WithNote, "settle-objection", "/objections/{id}/settle", OfMoving => conferring::settle;

    /// 移送 Hands a case on to the agency that it should have come to
    ///
    /// While nobody has begun to verify it. The statutory clocks count anew from now; the first ones stay to be read. Twice is the
    /// most, and the second time the managing body is told.
    hand_on: Clerk, HandOn, "hand-on-objection", "/objections/{id}/hand-on", OfMoving => handing_on::hand_on;
}
