//! The desk's queue, and what staff do to a case.

use super::board::with_slice;
use super::call::{Answer, ask, send, send_for_text};
use super::routes::{self, Route};
use domain::id::{ExtensionId, InquiryId, ObjectionId, UrgingId};
use domain::wire::board::BoardSlice;
use domain::wire::case::{CaseDetail, Receipt};
use domain::wire::catalogue::AgencyRef;
use domain::wire::desk::{AnswerCase, ExportCase, HandOn, PassOn, Propose, RegisterCase, WithNote};
use domain::wire::disclosure::{ProposeDisclosure, WithholdDisclosure};
use domain::wire::extension::{AskExtension, DecideExtension};
use domain::wire::inquiry::{AnswerInquiry, Inquire, InquiryView};
use domain::wire::queue::{MarkCases, QueueFilter, QueuePage};
use domain::wire::search::BatchResult;
use domain::wire::urging::{AnswerUrging, Urge};
use domain::wire::{Expected, Page};

/// Which part of the queue is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueueAsk {
    /// Which cases.
    pub filter: QueueFilter,
    /// What is searched for.
    pub q: String,
    /// Where to go on.
    pub cursor: String,
    /// Which part of them.
    pub slice: BoardSlice,
    /// In whose hands.
    pub handler: String,
    /// A day of the month.
    pub month: String,
}

/// The queue, nearest due date first.
pub async fn queue(asked: QueueAsk) -> Answer<QueuePage> {
    let address = routes::with_query(routes::QUEUE.at(&[]), "filter", asked.filter.as_str());
    let address = routes::with_query(address, "q", &asked.q);
    let address = with_slice(address, &asked.slice);
    let address = routes::with_query(address, "handler", &asked.handler);
    let address = routes::with_query(address, "month", &asked.month);
    ask(routes::with_query(address, "cursor", &asked.cursor)).await
}

/// 异议标注.
pub async fn mark(id: ObjectionId, version: i64, key: String) -> Answer<CaseDetail> {
    step(routes::MARK, id, &Expected { version }, &key).await
}

/// 异议标注 of several cases.
pub async fn mark_many(request: MarkCases, key: String) -> Answer<BatchResult> {
    send(routes::MARK_CASES, &[], &request, Some(&key)).await
}

/// Begins 核实.
pub async fn verify(id: ObjectionId, version: i64, key: String) -> Answer<CaseDetail> {
    step(routes::VERIFY, id, &Expected { version }, &key).await
}

/// Asks the objector for more.
pub async fn return_for_supplement(
    id: ObjectionId,
    note: WithNote,
    key: String,
) -> Answer<CaseDetail> {
    step(routes::RETURN, id, &note, &key).await
}

/// Puts a decision to the approver.
pub async fn propose(id: ObjectionId, propose: Propose, key: String) -> Answer<CaseDetail> {
    step(routes::PROPOSE, id, &propose, &key).await
}

/// Decides as proposed.
pub async fn approve(id: ObjectionId, version: i64, key: String) -> Answer<CaseDetail> {
    step(routes::APPROVE, id, &Expected { version }, &key).await
}

/// Sends a proposal back to its proposer.
pub async fn send_back(id: ObjectionId, note: WithNote, key: String) -> Answer<CaseDetail> {
    step(routes::SEND_BACK, id, &note, &key).await
}

/// Passes a case on to who has to answer.
pub async fn transfer(id: ObjectionId, to: PassOn, key: String) -> Answer<CaseDetail> {
    step(routes::TRANSFER, id, &to, &key).await
}

/// Hands a case on to the agency that it should have come to.
pub async fn hand_on(id: ObjectionId, to: HandOn, key: String) -> Answer<CaseDetail> {
    step(routes::HAND_ON, id, &to, &key).await
}

/// Answers alone.
pub async fn answer(id: ObjectionId, answer: AnswerCase, key: String) -> Answer<CaseDetail> {
    step(routes::ANSWER, id, &answer, &key).await
}

/// Notes how somebody without an account was told.
pub async fn tell(id: ObjectionId, how: WithNote, key: String) -> Answer<CaseDetail> {
    step(routes::TELL, id, &how, &key).await
}

/// Enters what an objector without an account supplements.
pub async fn enter_supplement(id: ObjectionId, said: WithNote, key: String) -> Answer<CaseDetail> {
    step(routes::ENTER_SUPPLEMENT, id, &said, &key).await
}

/// Enters that an objector without an account withdraws.
pub async fn enter_withdrawal(id: ObjectionId, said: WithNote, key: String) -> Answer<CaseDetail> {
    step(routes::ENTER_WITHDRAWAL, id, &said, &key).await
}

/// To whom a case can be passed on.
pub async fn could_answer() -> Answer<Vec<AgencyRef>> {
    ask(routes::ANSWERING_AGENCIES.at(&[])).await
}

/// Registers a case that came in by hotline, letter or another department.
pub async fn register(case: RegisterCase, key: String) -> Answer<Receipt> {
    send(routes::REGISTER, &[], &case, Some(&key)).await
}

/// 督办.
pub async fn urge(id: ObjectionId, request: Urge, key: String) -> Answer<CaseDetail> {
    step(routes::URGE, id, &request, &key).await
}

/// Answers what was asked.
pub async fn answer_urging(
    id: ObjectionId,
    urging: UrgingId,
    request: AnswerUrging,
    key: String,
) -> Answer<CaseDetail> {
    let ids = [id.to_string(), urging.to_string()];
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    send(routes::ANSWER_URGING, &ids, &request, Some(&key)).await
}

/// A case whole, as a signed file: its text.
pub async fn export_case(id: ObjectionId, request: ExportCase) -> Answer<String> {
    send_for_text(routes::EXPORT_CASE, &[&id.to_string()], &request).await
}

/// Proposes words for everybody.
pub async fn propose_disclosure(
    id: ObjectionId,
    request: ProposeDisclosure,
    key: String,
) -> Answer<CaseDetail> {
    step(routes::PROPOSE_DISCLOSURE, id, &request, &key).await
}

/// Releases them.
pub async fn release_disclosure(
    id: ObjectionId,
    request: Expected,
    key: String,
) -> Answer<CaseDetail> {
    step(routes::RELEASE_DISCLOSURE, id, &request, &key).await
}

/// Withholds them.
pub async fn withhold_disclosure(
    id: ObjectionId,
    request: WithholdDisclosure,
    key: String,
) -> Answer<CaseDetail> {
    step(routes::WITHHOLD_DISCLOSURE, id, &request, &key).await
}

async fn step<B: serde::Serialize>(
    route: Route,
    id: ObjectionId,
    body: &B,
    key: &str,
) -> Answer<CaseDetail> {
    send(route, &[&id.to_string()], body, Some(key)).await
}

/// Takes a disagreement to the managing body.
pub async fn disagree(id: ObjectionId, note: WithNote, key: String) -> Answer<CaseDetail> {
    step(routes::DISAGREE, id, &note, &key).await
}

/// Ends it with a result.
pub async fn settle(id: ObjectionId, note: WithNote, key: String) -> Answer<CaseDetail> {
    step(routes::SETTLE, id, &note, &key).await
}

/// Takes a closed case up again.
pub async fn reopen(id: ObjectionId, note: WithNote, key: String) -> Answer<CaseDetail> {
    step(routes::REOPEN, id, &note, &key).await
}

/// 协查: asks another agency.
pub async fn inquire(id: ObjectionId, request: Inquire, key: String) -> Answer<CaseDetail> {
    send(routes::INQUIRE, &[&id.to_string()], &request, Some(&key)).await
}

/// What the own agency was asked, the last first.
pub async fn inquiries(cursor: String) -> Answer<Page<InquiryView>> {
    let address = routes::INQUIRIES.at(&[]);
    ask(routes::with_query(address, "cursor", &cursor)).await
}

/// Answers a question of another agency.
pub async fn answer_inquiry(
    id: InquiryId,
    request: AnswerInquiry,
    key: String,
) -> Answer<InquiryView> {
    let ids = [&*id.to_string()];
    send(routes::ANSWER_INQUIRY, &ids, &request, Some(&key)).await
}

/// Asks for more time for a step.
pub async fn ask_extension(
    id: ObjectionId,
    request: AskExtension,
    key: String,
) -> Answer<CaseDetail> {
    let ids = [&*id.to_string()];
    send(routes::ASK_EXTENSION, &ids, &request, Some(&key)).await
}

/// Grants it or refuses it.
pub async fn decide_extension(
    (id, extension): (ObjectionId, ExtensionId),
    request: DecideExtension,
    key: String,
) -> Answer<CaseDetail> {
    let ids = [&*id.to_string(), &*extension.to_string()];
    send(routes::DECIDE_EXTENSION, &ids, &request, Some(&key)).await
}
