use super::{HOTLINE, given, hall_in, hotline, objection, order};
use crate::store::testing::Backend;
use domain::access::KeyPurpose;
use domain::problem::{FieldCode, ProblemCode};
use domain::wire::machine::{GiveKey, MachineKeys};
use rstest::rstest;
use serde_json::json;

#[rstest]
#[tokio::test]
async fn only_who_manages_the_library_gives_keys_and_their_secret_is_seen_once(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some((hall, _)) = hall_in(on, "lanzhou-new-area").await else {
        return;
    };
    hotline(&hall).await;
    let give = GiveKey {
        agency_code: HOTLINE.into(),
        purpose: KeyPurpose::WorkOrders,
        label: " 12345平台 ".into(),
    };
    for username in ["handler", "approver", "admin", "auditor"] {
        let mut clerk = hall.app.clerk(username).await;
        let refused = hall.post(&mut clerk, "/machine-keys", &give).await;
        assert_eq!(refused.code(), ProblemCode::Forbidden, "{username}");
        let refused = clerk.get("/machine-keys").await;
        assert_eq!(refused.code(), ProblemCode::Forbidden, "{username}");
    }
    let mut supervisor = hall.app.clerk("supervisor").await;
    let key = hall.key();
    let first = supervisor.post_once("/machine-keys", key, &give).await;
    let secret = first.ok::<domain::wire::machine::GivenKey>().secret;
    let again = supervisor.post_once("/machine-keys", key, &give).await;
    assert_eq!(again.code(), ProblemCode::KeyReused);
    let listed = supervisor.get("/machine-keys").await.succeeded();
    let body = String::from_utf8(listed.body.to_vec()).unwrap();
    let (_, hidden) = secret.rsplit_once('_').unwrap();
    assert!(!body.contains(hidden));
    let listed: MachineKeys = listed.ok();
    assert_eq!(listed.items.len(), 1);
    assert_eq!(listed.items[0].label, "12345平台");
    assert_eq!(listed.items[0].agency_name, "兰州新区政务服务热线");
    let nowhere = GiveKey {
        agency_code: "1199000000990009XX".into(),
        ..give.clone()
    };
    let refused = hall.post(&mut supervisor, "/machine-keys", &nowhere).await;
    assert_eq!(
        super::super::wrong(&refused.problem()),
        [("/agency_code", FieldCode::Unknown)]
    );
    let nameless = GiveKey {
        label: "x".into(),
        ..give
    };
    let refused = hall.post(&mut supervisor, "/machine-keys", &nameless).await;
    assert_eq!(
        super::super::wrong(&refused.problem()),
        [("/label", FieldCode::TooShort)]
    );
    assert_eq!(hall.audited("give-key").await, 1);
}

#[rstest]
#[tokio::test]
async fn a_key_is_for_one_thing_and_opens_nothing_once_it_has_ended(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some((hall, _)) = hall_in(on, "daqing").await else {
        return;
    };
    let agency = hotline(&hall).await;
    let orders = given(&hall, agency, KeyPurpose::WorkOrders).await;
    let objections = given(&hall, agency, KeyPurpose::AgencyObjections).await;
    let mut order_system = hall.app.visitor().machine(&orders.secret);
    let mut objection_system = hall.app.visitor().machine(&objections.secret);
    let refused = hall
        .post(
            &mut order_system,
            "/agency-objections",
            &objection("licence-objection"),
        )
        .await;
    assert_eq!(refused.code(), ProblemCode::Forbidden);
    let refused = objection_system.post("/work-orders", &order(&hall)).await;
    assert_eq!(refused.code(), ProblemCode::Forbidden);
    let refused = objection_system.get("/work-orders/LZ12345").await;
    assert_eq!(refused.code(), ProblemCode::Forbidden);
    // Licences come in by a key for that, of the agency that issues them.
    let rows = json!({ "type_code": "11990000009900013N001", "rows": [] });
    let path = format!("/issuers/{agency}/licences:batch");
    let refused = hall.post(&mut order_system, &path, &rows).await;
    assert_eq!(refused.code(), ProblemCode::Forbidden);
    // No key reads lists or gives keys: those ask for people.
    for answer in [
        order_system.get("/licences").await,
        order_system.get("/machine-keys").await,
    ] {
        assert_eq!(answer.code(), ProblemCode::SignedOut);
    }
    // Nor does a log-in open what asks for a key.
    let mut supervisor = hall.app.clerk("supervisor").await;
    let refused = supervisor.post("/work-orders", &order(&hall)).await;
    assert_eq!(refused.code(), ProblemCode::Forbidden);
    let mut nobody = hall.app.visitor();
    let refused = nobody.post("/work-orders", &order(&hall)).await;
    assert_eq!(refused.code(), ProblemCode::SignedOut);

    let path = format!("/machine-keys/{}/end", orders.key.id);
    let listed: MachineKeys = hall.post(&mut supervisor, &path, &json!({})).await.ok();
    let ended = listed.items.iter().find(|key| key.id == orders.key.id);
    assert!(ended.unwrap().ended_at.is_some());
    let refused = order_system.post("/work-orders", &order(&hall)).await;
    assert_eq!(refused.code(), ProblemCode::SignedOut);
    let twice = hall.post(&mut supervisor, &path, &json!({})).await;
    assert_eq!(twice.code(), ProblemCode::NotFound);
    for wrong in ["", "mzk_", "mzk_1_2", &orders.secret[..20]] {
        let mut system = hall.app.visitor().machine(wrong);
        let refused = system.get("/work-orders/LZ12345").await;
        assert_eq!(refused.code(), ProblemCode::SignedOut, "{wrong}");
    }
}
