use super::*;
use crate::store::testing::{Backend, db};
use rstest::rstest;
use uuid::Uuid;

fn ask() -> Ask {
    Ask {
        agency: AgencyId(Uuid::nil()),
        lead: Lead::All,
        type_code: None,
        standing: None,
        ends_by: None,
        disputed: false,
        pledged: false,
        unsealed: false,
        few_unsealed: false,
        order: SearchOrder::Newest,
        today: Date::constant(2026, 11, 23),
        after: None,
        limit: 21,
    }
}

/// Every question that can be asked, with and without the place after which it goes on.
fn every_question() -> Vec<Ask> {
    use LicenceStanding as S;
    let leads = [
        Lead::All,
        Lead::Holder(HolderId(Uuid::nil())),
        Lead::Identifier("1.2".into()),
        Lead::Number("JY1".into()),
        Lead::Name("王".into(), Some("玌".into())),
        Lead::Name("\u{10ffff}".into(), None),
        Lead::These(vec![Id(Uuid::nil()), Id(Uuid::max())]),
    ];
    let standings = [
        None,
        Some(S::Valid),
        Some(S::NotYetValid),
        Some(S::Expired),
        Some(S::Suspended),
        Some(S::Lost),
        Some(S::Cancelled),
        Some(S::Withdrawn),
        Some(S::Revoked),
    ];
    let after = After {
        ends: Date::constant(2027, 1, 1),
        holder: Uuid::nil(),
        id: Uuid::nil(),
    };
    let mut all = Vec::new();
    for lead in leads {
        for standing in standings {
            for order in SearchOrder::ALL {
                for marks in 0..32_u8 {
                    let set = |bit: u8| marks & bit > 0;
                    all.push(Ask {
                        lead: lead.clone(),
                        standing,
                        order,
                        disputed: set(1),
                        pledged: set(2),
                        unsealed: set(4),
                        few_unsealed: set(4) && set(8),
                        type_code: set(8).then(|| "T".into()),
                        after: set(16).then_some(after),
                        ends_by: (set(1) && set(16)).then_some(Date::constant(2026, 12, 23)),
                        ..ask()
                    });
                }
            }
        }
    }
    all
}

#[rstest]
#[tokio::test]
async fn every_question_is_understood(#[values(Backend::Sqlite, Backend::Postgres)] on: Backend) {
    let Some(test) = db(on).await else { return };
    let mut read = test.db.read().await.unwrap();
    // PostgreSQL plans each anew: a part stands for all.
    let every = if on == Backend::Sqlite { 1 } else { 7 };
    for ask in every_question().into_iter().step_by(every) {
        let found = page(&mut read, &ask).await;
        assert!(found.is_ok_and(|rows| rows.is_empty()), "{ask:?}");
    }
}

async fn plan(tx: &mut Tx, text: String) -> Vec<String> {
    let Tx::Sqlite(c) = tx else { panic!() };
    let explain = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {text}"));
    let steps: Vec<(i64, i64, i64, String)> =
        sqlx::query_as(explain).fetch_all(&mut **c).await.unwrap();
    steps.into_iter().map(|step| step.3).collect()
}

#[tokio::test]
async fn nothing_scans_a_table() {
    let test = db(Backend::Sqlite).await.unwrap();
    let mut read = test.db.read().await.unwrap();
    for ask in every_question() {
        let steps = plan(&mut read, plan::query(&ask).0).await;
        let scans: Vec<_> = steps
            .iter()
            .filter(|step| {
                step.starts_with("SCAN") && !["SCAN k", "SCAN m"].contains(&step.as_str())
            })
            .collect();
        // The parts of an union are scanned as what they are: a few rows.
        let tables = ["l", "h", "o", "w", "v", "a", "t"];
        let bad = scans.iter().any(|step| {
            step.split(' ')
                .nth(1)
                .is_some_and(|name| tables.contains(&name))
        });
        assert!(!bad, "{ask:?}\n{steps:#?}");
    }
}

/// Each question with the index that leads it, and whether what it leads to has to be sorted.
fn questions() -> Vec<(Ask, &'static str, bool)> {
    use LicenceStanding as S;
    use SearchOrder::{Ends, Newest};
    let standing = |standing, order| Ask {
        standing: Some(standing),
        order,
        ..ask()
    };
    let ordered = |ask, order| Ask { order, ..ask };
    let of_type = Ask {
        type_code: Some("T".into()),
        ..ask()
    };
    let led = |lead| Ask { lead, ..ask() };
    let pledged = Ask {
        pledged: true,
        ..ask()
    };
    let disputed = Ask {
        disputed: true,
        ..ask()
    };
    let name = Lead::Name("王".into(), Some("玌".into()));
    vec![
        (ask(), "licence_desk_new", false),
        (ordered(ask(), Ends), "licence_desk_end", false),
        (standing(S::Valid, Ends), "licence_desk_status", false),
        (standing(S::Valid, Newest), "licence_desk_new", false),
        (standing(S::Expired, Newest), "licence_desk_status", false),
        (standing(S::Suspended, Ends), "licence_desk_status", false),
        (standing(S::NotYetValid, Ends), "licence_desk_later", true),
        (pledged, "licence_desk_pledged", false),
        (of_type.clone(), "licence_desk_type_new", false),
        (ordered(of_type, Ends), "licence_desk_type ", false),
        (led(Lead::Number("J".into())), "licence_desk_number", false),
        (led(name), "holder_name", false),
        (disputed, "objection_queue", true),
    ]
}

#[tokio::test]
async fn each_question_is_led_by_the_index_made_for_it() {
    let test = db(Backend::Sqlite).await.unwrap();
    let mut read = test.db.read().await.unwrap();
    for (ask, index, sorts) in questions() {
        let steps = plan(&mut read, plan::query(&ask).0).await;
        // The inner part stands before the few rows of the page are joined.
        let joined = "SEARCH l USING INDEX licence_id (id=?)";
        let end = steps.iter().position(|step| step == joined).unwrap();
        let inner = &steps[..end];
        assert!(
            inner.iter().any(|step| step.contains(index)),
            "{ask:?}\n{steps:#?}"
        );
        // One holder's few licences may be put in order, the answer as a whole may not.
        let sorted = inner
            .iter()
            .any(|step| step.contains("B-TREE FOR ORDER BY"));
        assert_eq!(sorted, sorts, "{ask:?}\n{steps:#?}");
    }
    let counts = plan(&mut read, sql::COUNTS.into()).await;
    let scans = |step: &&String| step.starts_with("SCAN") && !step.starts_with("SCAN CONSTANT ROW");
    let scans: Vec<_> = counts.iter().filter(scans).collect();
    assert!(
        scans
            .iter()
            .all(|step| step.starts_with("SCAN x") || step.contains("(subquery")),
        "{counts:#?}"
    );
}
