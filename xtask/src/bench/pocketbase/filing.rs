//! A filing on `PocketBase`: the rows that ours writes, in one transaction of its batch API, and one row alone.
//!
//! Ours: the case, two events, two clocks, a message to the objector and to each of two handlers, the audit record, and the
//! request that must not count twice. Nothing of it has an index there; ours have forty.

use serde_json::{Value, json};

use super::super::citizens::deal;
use super::super::http::Request;
use super::super::{FILED_TOGETHER, ROUNDS, WAITING_CLIENTS};
use super::{OWN, Person, head, text};

/// The collections of what a filing writes beside the case, each with its fields.
const BESIDE: [(&str, &[&str]); 5] = [
    ("events", &["objection", "seq", "event", "actor"]),
    ("clocks", &["objection", "step", "started", "due"]),
    ("messages", &["objection", "kind", "recipient", "due"]),
    ("audits", &["objection", "action", "actor"]),
    ("requests", &["objection", "key", "digest"]),
];

/// The collection of cases, and those of what is written beside a case.
pub(super) fn collections() -> impl Iterator<Item = Value> {
    let cases = (
        "objections",
        ["ground", "statement", "field", "claimed"].as_slice(),
    );
    std::iter::once(cases).chain(BESIDE).map(|(name, fields)| {
        let fields: Vec<Value> = fields.iter().copied().map(text).collect();
        json!({ "name": name, "type": "base", "createRule": OWN, "viewRule": OWN, "fields": fields })
    })
}

/// One row each, for as many clients as wait.
pub(super) fn one_row(people: &[Person]) -> Vec<Vec<Request>> {
    let file = |person: &Person| {
        let path = format!("/api/collections/{}/records", "objections");
        head(person).post(&path, &case(person))
    };
    let filings = people.iter().cycle().take(FILED_TOGETHER).map(file);
    deal(filings, WAITING_CLIENTS)
}

/// All rows of a filing, for each round filings of its own: a case's id is taken once.
pub(super) fn all_rows(people: &[Person]) -> Vec<Vec<Vec<Request>>> {
    let of_round = |round: usize| {
        let numbers = round * FILED_TOGETHER..(round + 1) * FILED_TOGETHER;
        let filings = people
            .iter()
            .cycle()
            .zip(numbers)
            .map(|(person, number)| batch(person, number));
        deal(filings, WAITING_CLIENTS)
    };
    (0..ROUNDS).map(of_round).collect()
}

fn batch(person: &Person, number: usize) -> Request {
    let id = format!("f{number:014}");
    let mut objection = case(person);
    if let Value::Object(fields) = &mut objection {
        fields.insert("id".to_owned(), json!(id));
    }
    let mut rows = vec![("objections", objection)];
    let beside = [
        (
            "events",
            json!({ "seq": "1", "event": "file", "actor": "holder" }),
        ),
        (
            "events",
            json!({ "seq": "2", "event": "receive", "actor": "system" }),
        ),
        (
            "clocks",
            json!({ "step": "mark", "started": "2026-11-30T03:00:00Z", "due": "2026-12-01T16:00:00Z" }),
        ),
        (
            "clocks",
            json!({ "step": "decide", "started": "2026-11-30T03:00:00Z", "due": "2026-12-07T16:00:00Z" }),
        ),
        (
            "messages",
            json!({ "kind": "received", "recipient": person.id, "due": "2026-12-07" }),
        ),
        (
            "messages",
            json!({ "kind": "new-case", "recipient": "handler1", "due": "2026-12-07" }),
        ),
        (
            "messages",
            json!({ "kind": "new-case", "recipient": "handler2", "due": "2026-12-07" }),
        ),
        ("audits", json!({ "action": "file", "actor": person.id })),
        (
            "requests",
            json!({ "key": id, "digest": "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU" }),
        ),
    ];
    for (collection, mut row) in beside {
        if let Value::Object(fields) = &mut row {
            fields.insert("holder".to_owned(), json!(person.id));
            fields.insert("objection".to_owned(), json!(id));
        }
        rows.push((collection, row));
    }
    let requests: Vec<Value> = rows
        .into_iter()
        .map(|(collection, body)| {
            let url = format!("/api/collections/{collection}/records");
            json!({ "method": "POST", "url": url, "body": body })
        })
        .collect();
    head(person).post("/api/batch", &json!({ "requests": requests }))
}

fn case(person: &Person) -> Value {
    json!({
        "holder": person.id, "licence": person.licences.first(), "ground": "accuracy", "field": "place",
        "claimed": "纬一路8号", "statement": "营业执照上的地址与实际不符，请予更正。",
    })
}
