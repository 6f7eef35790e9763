//! The desk's queue, and what staff do to a case.

use super::call::{Answer, ask, send};
use super::routes::{self, Route};
use domain::id::ObjectionId;
use domain::wire::Expected;
use domain::wire::case::{CaseDetail, Receipt};
use domain::wire::catalogue::AgencyRef;
use domain::wire::desk::{
    AnswerCase, PassOn, Propose, QueueFilter, QueuePage, RegisterCase, WithNote,
};

/// The queue, nearest due date first.
pub async fn queue(filter: QueueFilter, q: String, cursor: String) -> Answer<QueuePage> {
    let address = routes::with_query(routes::QUEUE.at(&[]), "filter", filter.as_str());
    let address = routes::with_query(address, "q", &q);
    ask(routes::with_query(address, "cursor", &cursor)).await
}

/// 异议标注.
pub async fn mark(id: ObjectionId, version: i64, key: String) -> Answer<CaseDetail> {
    step(routes::MARK, id, &Expected { version }, &key).await
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

/// Answers alone.
pub async fn answer(id: ObjectionId, answer: AnswerCase, key: String) -> Answer<CaseDetail> {
    step(routes::ANSWER, id, &answer, &key).await
}

/// Notes how somebody without an account was told.
pub async fn tell(id: ObjectionId, how: WithNote, key: String) -> Answer<CaseDetail> {
    step(routes::TELL, id, &how, &key).await
}

/// To whom a case can be passed on.
pub async fn could_answer() -> Answer<Vec<AgencyRef>> {
    ask(routes::ANSWERING_AGENCIES.at(&[])).await
}

/// Registers a case that came in by hotline, letter or another department.
pub async fn register(case: RegisterCase, key: String) -> Answer<Receipt> {
    send(routes::REGISTER, &[], &case, Some(&key)).await
}

async fn step<B: serde::Serialize>(
    route: Route,
    id: ObjectionId,
    body: &B,
    key: &str,
) -> Answer<CaseDetail> {
    send(route, &[&id.to_string()], body, Some(key)).await
}
