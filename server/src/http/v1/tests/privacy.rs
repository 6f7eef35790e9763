//! No plain number of anybody, and nothing that people wrote, stands in any column.

use super::{HAN, Hall, LI};
use crate::hex;
use crate::store::testing::Backend;
use crate::store::{Tx, on};
use domain::objection::{Claim, DraftBody};
use domain::rulebook::Ground;
use domain::wire::case::CaseDetail;
use domain::wire::desk::{Propose, WithNote};
use domain::wire::draft::{Draft, FileObjection, OpenDraft, SaveDraft};
use rstest::rstest;
use sqlx::AssertSqlSafe;

const TYPED: [&str; 5] = [
    "秘密说明990100197001010017",
    "秘密主张990100196901010017",
    "秘密文件名990100196801010017",
    "秘密理由990100196701010017",
    "秘密退回990100196601010017",
];

async fn tables(tx: &mut Tx, on: Backend) -> Vec<String> {
    let sql = match on {
        Backend::Sqlite => {
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        }
        Backend::Postgres => {
            "SELECT CAST(table_name AS TEXT) FROM information_schema.tables WHERE table_schema = 'public'"
        }
    };
    on!(tx, |c| sqlx::query_scalar(sql).fetch_all(c).await).unwrap()
}

/// Every row of a table as text, bytes as they are.
async fn dump(tx: &mut Tx, on: Backend, table: &str) -> String {
    let sql = match on {
        Backend::Postgres => format!("SELECT CAST(t AS TEXT) FROM \"{table}\" t"),
        Backend::Sqlite => {
            let columns: Vec<String> = on!(&mut *tx, |c| sqlx::query_scalar(AssertSqlSafe(
                format!("SELECT name FROM pragma_table_info('{table}')")
            ))
            .fetch_all(c)
            .await)
            .unwrap();
            let list: Vec<_> = columns
                .iter()
                .map(|column| format!("COALESCE(HEX(CAST(\"{column}\" AS BLOB)), '')"))
                .collect();
            format!("SELECT {} FROM \"{table}\"", list.join(" || ' ' || "))
        }
    };
    let rows: Vec<String> = on!(tx, |c| sqlx::query_scalar(AssertSqlSafe(sql))
        .fetch_all(c)
        .await)
    .unwrap();
    rows.join("\n")
}

#[rstest]
#[tokio::test]
async fn whoever_steals_the_database_learns_no_number_and_no_word(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let [explanation, claimed, name, reasons, note] = TYPED;
    let mut citizen = hall.citizen().await;
    let open = OpenDraft {
        licence: hall.licence,
        id: None,
    };
    let draft: Draft = hall.post(&mut citizen, "/drafts", &open).await.ok();
    let save = SaveDraft {
        version: 1,
        body: DraftBody {
            claims: vec![Claim {
                key: "number".into(),
                claimed: claimed.into(),
            }],
            ground: Some(Ground::Accuracy),
            explanation: explanation.into(),
        },
    };
    let path = format!("/drafts/{}", draft.id);
    citizen.put(&path, &save).await.succeeded();
    let file = format!("{name}.pdf");
    super::evidence::upload(
        &hall,
        &mut citizen,
        draft.id,
        &file,
        &super::evidence::pdf(""),
    )
    .await
    .succeeded();
    // A draft of hers stays a draft.
    let hers = hall.add_licence(hall.han, "N1", None).await;
    let mut han = hall.app.citizen(hall.han).await;
    let other: Draft = hall
        .post(
            &mut han,
            "/drafts",
            &OpenDraft {
                licence: hers,
                id: None,
            },
        )
        .await
        .ok();
    let path = format!("/drafts/{}", other.id);
    han.put(&path, &save).await.succeeded();

    let file = FileObjection {
        draft: draft.id,
        version: 2,
    };
    let receipt: domain::wire::case::Receipt =
        hall.post(&mut citizen, "/objections", &file).await.ok();
    let id = receipt.id;
    let proposal = domain::objection::Proposal {
        reasons: reasons.into(),
        // The corrected number is a person's: it must not become the licence's in plain.
        corrections: vec![Claim {
            key: "number".into(),
            claimed: HAN.into(),
        }],
        ..super::upheld()
    };
    let proposed = hall.proposed(id, proposal.clone()).await;
    let mut approver = hall.app.clerk("approver").await;
    let back = WithNote {
        version: proposed.version,
        note: note.into(),
    };
    let case: CaseDetail = hall
        .post(&mut approver, &format!("/objections/{id}/send-back"), &back)
        .await
        .ok();
    let mut handler = hall.app.clerk("handler").await;
    let propose = Propose {
        version: case.version,
        proposal,
    };
    hall.post(&mut handler, &format!("/objections/{id}/propose"), &propose)
        .await
        .succeeded();
    hall.step("approver", id, "approve").await;
    hall.jobs().await;

    let mut read = hall.app.app.db.read().await.unwrap();
    let mut seen = 0;
    for table in tables(&mut read, on).await {
        let rows = dump(&mut read, on, &table).await;
        seen += rows.len();
        let plain = rows.to_lowercase();
        for canary in TYPED
            .iter()
            .flat_map(|text| [&text[..12], &text[text.len() - 18..]])
            .chain([LI, HAN])
        {
            assert!(
                !rows.contains(canary) && !plain.contains(&hex::write(canary.as_bytes())),
                "{table} holds {canary}"
            );
        }
    }
    assert!(seen > 1_000);
}
