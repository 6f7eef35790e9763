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
use domain::wire::case::{
    AskReview, CaseDetail, CaseSummary, FileComplaint, Receipt, Supplement, Withdraw,
};
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

/// 补充材料 Answers a return for supplement
#[utoipa::path(post, path = "/objections/{id}/supplement", tag = TAG, operation_id = "supplement-objection",
    params(("id" = ObjectionId, Path), idempotency::Header), request_body = Supplement,
    responses((status = 200, body = CaseDetail), OfMoving))]
async fn supplement(
    ctx: Ctx<Citizen>,
    Path(id): Path<ObjectionId>,
    key: IdempotencyKey,
    Json(request): Json<Supplement>,
) -> Result<Json<CaseDetail>, Problem> {
    let once = key.of(&request);
    let case = handling::supplement(&ctx, id, &request, &once).await?;
    Ok(Json(case))
}

/// 撤回异议 Withdraws
#[utoipa::path(post, path = "/objections/{id}/withdraw", tag = TAG, operation_id = "withdraw-objection",
    params(("id" = ObjectionId, Path), idempotency::Header), request_body = Withdraw,
    responses((status = 200, body = CaseDetail), OfMoving))]
async fn withdraw(
    ctx: Ctx<Citizen>,
    Path(id): Path<ObjectionId>,
    key: IdempotencyKey,
    Json(request): Json<Withdraw>,
) -> Result<Json<CaseDetail>, Problem> {
    let once = key.of(&request);
    let case = handling::withdraw(&ctx, id, &request, &once).await?;
    Ok(Json(case))
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

/// 退回补充 Asks the objector for more
///
/// The clocks run on.
#[utoipa::path(post, path = "/objections/{id}/return", tag = TAG, operation_id = "return-objection",
    params(("id" = ObjectionId, Path), idempotency::Header), request_body = WithNote,
    responses((status = 200, body = CaseDetail), OfMoving))]
async fn return_for_supplement(
    ctx: Ctx<Clerk>,
    Path(id): Path<ObjectionId>,
    key: IdempotencyKey,
    Json(request): Json<WithNote>,
) -> Result<Json<CaseDetail>, Problem> {
    let once = key.of(&request);
    let case = handling::return_for_supplement(&ctx, id, &request, &once).await?;
    Ok(Json(case))
}

/// 提出处理意见 Proposes a decision
#[utoipa::path(post, path = "/objections/{id}/propose", tag = TAG, operation_id = "propose-decision",
    params(("id" = ObjectionId, Path), idempotency::Header), request_body = Propose,
    responses((status = 200, body = CaseDetail), OfProposing))]
async fn propose(
    ctx: Ctx<Clerk>,
    Path(id): Path<ObjectionId>,
    key: IdempotencyKey,
    Json(request): Json<Propose>,
) -> Result<Json<CaseDetail>, Problem> {
    let once = key.of(&request);
    let case = handling::propose(&ctx, id, &request, &once).await?;
    Ok(Json(case))
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

/// 退回经办 Sends a proposal back to who made it
#[utoipa::path(post, path = "/objections/{id}/send-back", tag = TAG, operation_id = "send-proposal-back",
    params(("id" = ObjectionId, Path), idempotency::Header), request_body = WithNote,
    responses((status = 200, body = CaseDetail), OfProposing))]
async fn send_back(
    ctx: Ctx<Clerk>,
    Path(id): Path<ObjectionId>,
    key: IdempotencyKey,
    Json(request): Json<WithNote>,
) -> Result<Json<CaseDetail>, Problem> {
    let once = key.of(&request);
    Ok(Json(handling::send_back(&ctx, id, &request, &once).await?))
}

/// 转交 Passes a case on to the agency that has to answer
#[utoipa::path(post, path = "/objections/{id}/transfer", tag = TAG, operation_id = "transfer-objection",
    params(("id" = ObjectionId, Path), idempotency::Header), request_body = PassOn,
    responses((status = 200, body = CaseDetail), OfMoving))]
async fn pass_on(
    ctx: Ctx<Clerk>,
    Path(id): Path<ObjectionId>,
    key: IdempotencyKey,
    Json(request): Json<PassOn>,
) -> Result<Json<CaseDetail>, Problem> {
    let once = key.of(&request);
    Ok(Json(answering::pass_on(&ctx, id, &request, &once).await?))
}

/// 答复 Answers a case that takes no second person
#[utoipa::path(post, path = "/objections/{id}/answer", tag = TAG, operation_id = "answer-objection",
    params(("id" = ObjectionId, Path), idempotency::Header), request_body = AnswerCase,
    responses((status = 200, body = CaseDetail), OfMoving))]
async fn answer(
    ctx: Ctx<Clerk>,
    Path(id): Path<ObjectionId>,
    key: IdempotencyKey,
    Json(request): Json<AnswerCase>,
) -> Result<Json<CaseDetail>, Problem> {
    let once = key.of(&request);
    Ok(Json(answering::answer(&ctx, id, &request, &once).await?))
}

/// 已告知 Notes how an objector without an account was told
#[utoipa::path(post, path = "/objections/{id}/tell", tag = TAG, operation_id = "tell-objection",
    params(("id" = ObjectionId, Path), idempotency::Header), request_body = WithNote,
    responses((status = 200, body = CaseDetail), OfMoving))]
async fn tell(
    ctx: Ctx<Clerk>,
    Path(id): Path<ObjectionId>,
    key: IdempotencyKey,
    Json(request): Json<WithNote>,
) -> Result<Json<CaseDetail>, Problem> {
    let once = key.of(&request);
    Ok(Json(answering::tell(&ctx, id, &request, &once).await?))
}

/// 重新办理 Takes a closed case up again
///
/// Where its notice came back undelivered, or new evidence arrived. Back to verification; its statutory clocks stand as they
/// were met, and a clock of ours runs.
#[utoipa::path(post, path = "/objections/{id}/reopen", tag = TAG, operation_id = "reopen-objection",
    params(("id" = ObjectionId, Path), idempotency::Header), request_body = WithNote,
    responses((status = 200, body = CaseDetail), OfReopening))]
async fn reopen(
    ctx: Ctx<Clerk>,
    Path(id): Path<ObjectionId>,
    key: IdempotencyKey,
    Json(request): Json<WithNote>,
) -> Result<Json<CaseDetail>, Problem> {
    let once = key.of(&request);
    Ok(Json(reopening::reopen(&ctx, id, &request, &once).await?))
}

/// 申请复核 Asks other people to look at the decision again
///
/// Once, in the days that the procedure gives for it. No regulation grants it: it is a service. Whoever proposed or approved
/// the decision takes no part.
#[utoipa::path(post, path = "/objections/{id}/review", tag = TAG, operation_id = "review-objection",
    params(("id" = ObjectionId, Path), idempotency::Header), request_body = AskReview,
    responses((status = 200, body = CaseDetail), OfReopening))]
async fn ask_review(
    ctx: Ctx<Citizen>,
    Path(id): Path<ObjectionId>,
    key: IdempotencyKey,
    Json(request): Json<AskReview>,
) -> Result<Json<CaseDetail>, Problem> {
    let once = key.of(&request);
    Ok(Json(
        reopening::ask_review(&ctx, id, &request, &once).await?,
    ))
}

/// 提请协商 Takes a disagreement between two departments to the managing body
///
/// By either of them, once the case was passed on. No clock of its own runs, and none of the case stops.
#[utoipa::path(post, path = "/objections/{id}/disagree", tag = TAG, operation_id = "disagree-on-objection",
    params(("id" = ObjectionId, Path), idempotency::Header), request_body = WithNote,
    responses((status = 200, body = CaseDetail), OfMoving))]
async fn disagree(
    ctx: Ctx<Clerk>,
    Path(id): Path<ObjectionId>,
    key: IdempotencyKey,
    Json(request): Json<WithNote>,
) -> Result<Json<CaseDetail>, Problem> {
    let once = key.of(&request);
    let case = conferring::disagree(&ctx, id, &request, &once).await?;
    Ok(Json(case))
}

/// 协商结果 Ends a disagreement with a result
///
/// By the managing body; both departments are told, and who has to answer goes on.
#[utoipa::path(post, path = "/objections/{id}/settle", tag = TAG, operation_id = "settle-objection",
    params(("id" = ObjectionId, Path), idempotency::Header), request_body = WithNote,
    responses((status = 200, body = CaseDetail), OfMoving))]
async fn settle(
    ctx: Ctx<Clerk>,
    Path(id): Path<ObjectionId>,
    key: IdempotencyKey,
    Json(request): Json<WithNote>,
) -> Result<Json<CaseDetail>, Problem> {
    let once = key.of(&request);
    Ok(Json(conferring::settle(&ctx, id, &request, &once).await?))
}

/// 移送 Hands a case on to the agency that it should have come to
///
/// While nobody has begun to verify it. The statutory clocks count anew from now; the first ones stay to be read. Twice is the
/// most, and the second time the managing body is told.
#[utoipa::path(post, path = "/objections/{id}/hand-on", tag = TAG, operation_id = "hand-on-objection",
    params(("id" = ObjectionId, Path), idempotency::Header), request_body = HandOn,
    responses((status = 200, body = CaseDetail), OfMoving))]
async fn hand_on(
    ctx: Ctx<Clerk>,
    Path(id): Path<ObjectionId>,
    key: IdempotencyKey,
    Json(request): Json<HandOn>,
) -> Result<Json<CaseDetail>, Problem> {
    let once = key.of(&request);
    Ok(Json(handing_on::hand_on(&ctx, id, &request, &once).await?))
}
