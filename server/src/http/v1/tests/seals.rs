//! The whole life of a seal through the router, and what it may be put on.

use super::{Hall, LI, TYPE};
use crate::service::Ctx;
use crate::service::sealing;
use crate::store::on;
use crate::store::testing::Backend;
use crate::testing::Browser;
use domain::id::{LicenceId, SealId, StaffId};
use domain::identifier::CitizenId;
use domain::issuing::{CITIZEN_ID, Sheet, SheetHolder};
use domain::problem::ProblemCode;
use domain::seal::{self, Fingerprint};
use domain::sealing::{
    Covers, CreditCertificate, FormPerson, KeeperRefusal, SealEvent, SealForm, SealRefusal,
    SealState, UseRefusal,
};
use domain::text::{Lang, sealing as text};
use domain::wire::issuing::{ApproveContent, PreparationDetail, PrepareIssue};
use domain::wire::seal::{
    GrantAuthority, HandSealOver, Keeping, MoveSeal, PrintRecorded, PutSeal, RecordPrint,
    RequestSeal, SealDeed, SealDetail, SealPut, SealSummary, SealingReport, VersionRef,
    WaitingForSeal,
};
use domain::wire::version::{SealProof, VersionShown};
use jiff::SignedDuration;
use jiff::civil::Date;
use rstest::rstest;

const CODE: &str = "11990000009900013N";
const NAME: &str = "兰州新区市场监督管理局";

fn form() -> SealForm {
    let person = || FormPerson {
        name: "李雷".into(),
        number: String::from(CitizenId::from_body("99010019750312001").unwrap()),
        title: "科员".into(),
        phone: "13812345678".into(),
    };
    SealForm {
        name: "市场监督管理局电子证照专用章".into(),
        unit_code: CODE.into(),
        unit_name: NAME.into(),
        address: "纬一路6号".into(),
        region: "990100".into(),
        handler: person(),
        head: person(),
        purpose: "食品经营许可证".into(),
        diameter_mm: 42,
        certificate: CreditCertificate {
            code: CODE.into(),
            name: NAME.into(),
        },
        proof: None,
    }
}

/// That something was refused with this code, and that people are told why in these words.
#[track_caller]
fn told(answer: &crate::testing::Answer, code: ProblemCode, why: &str) {
    let problem = answer.problem();
    assert_eq!((problem.code, problem.detail.as_deref()), (code, Some(why)));
}

#[track_caller]
fn refused(answer: &crate::testing::Answer, refusal: SealRefusal) {
    told(
        answer,
        ProblemCode::WrongState,
        text::step(refusal, Lang::Zh),
    );
}

#[track_caller]
fn not_put(answer: &crate::testing::Answer, refusal: UseRefusal) {
    let code = match refusal {
        UseRefusal::NotTheKeeper => ProblemCode::Forbidden,
        _ => ProblemCode::WrongState,
    };
    told(answer, code, text::using(refusal, Lang::Zh));
}

impl Hall {
    async fn staff_id(&self, username: &'static str) -> StaffId {
        let mut read = self.app.app.db.read().await.unwrap();
        let id: crate::store::Id = on!(&mut *read, |c| sqlx::query_scalar(
            "SELECT id FROM staff WHERE username = $1"
        )
        .bind(username)
        .fetch_one(c)
        .await)
        .unwrap();
        id.into()
    }

    async fn request_seal(&self) -> SealDetail {
        let request = RequestSeal {
            form: form(),
            keeper: self.staff_id("handler").await,
        };
        let mut browser = self.app.clerk("approver").await;
        self.post(&mut browser, "/seals", &request).await.ok()
    }

    async fn try_move(
        &self,
        browser: &mut Browser,
        seal: &SealDetail,
        event: SealEvent,
    ) -> crate::testing::Answer {
        let request = MoveSeal {
            version: seal.summary.version,
            event,
            note: "按规定办理".into(),
            valid_to: Some(Date::constant(2029, 9, 16)),
        };
        let path = format!("/seals/{}/events", seal.summary.id);
        self.post(browser, &path, &request).await
    }

    async fn move_seal(&self, who: &str, seal: &SealDetail, event: SealEvent) -> SealDetail {
        let mut browser = self.app.clerk(who).await;
        self.try_move(&mut browser, seal, event).await.ok()
    }

    async fn made_seal(&self) -> SealDetail {
        let seal = self.request_seal().await;
        let seal = self
            .move_seal("supervisor", &seal, SealEvent::Confirm)
            .await;
        self.move_seal("admin", &seal, SealEvent::Make).await
    }

    /// Issues a licence to 李雷 by way of a second person.
    async fn issued(&self, number: &str) -> VersionRef {
        let request = PrepareIssue {
            type_code: TYPE.into(),
            sheet: Sheet {
                number: number.into(),
                holders: vec![SheetHolder {
                    name: "李雷".into(),
                    code_type: CITIZEN_ID.into(),
                    code: String::from(CitizenId::from_body(&LI[..17]).unwrap()),
                }],
                issued_on: "2026-09-01".into(),
                face: [("operator", "小吃店"), ("place", "纬一路6号")]
                    .map(|(key, value)| (key.to_owned(), value.to_owned()))
                    .into(),
                ..Sheet::default()
            },
        };
        let mut browser = self.app.clerk("handler").await;
        let put: PreparationDetail = self
            .post(&mut browser, "/preparations", &request)
            .await
            .ok();
        let mut browser = self.app.clerk("approver").await;
        let path = format!("/preparations/{}/approve", put.summary.id);
        let approve = ApproveContent { digest: put.digest };
        let done: PreparationDetail = self.post(&mut browser, &path, &approve).await.ok();
        VersionRef {
            licence: done.summary.licence,
            version: 1,
        }
    }

    async fn try_put(
        &self,
        who: &str,
        seal: SealId,
        what: &[VersionRef],
    ) -> crate::testing::Answer {
        let mut browser = self.app.clerk(who).await;
        let request = PutSeal {
            versions: what.to_vec(),
        };
        self.post(&mut browser, &format!("/seals/{seal}/put"), &request)
            .await
    }

    async fn grant(&self, seal: SealId, covers: Covers) -> SealDetail {
        let mut browser = self.app.clerk("approver").await;
        self.try_grant(&mut browser, seal, covers).await.ok()
    }

    async fn try_grant(
        &self,
        browser: &mut Browser,
        seal: SealId,
        covers: Covers,
    ) -> crate::testing::Answer {
        let request = GrantAuthority {
            type_code: TYPE.into(),
            covers,
            from: Date::constant(2026, 9, 17),
            to: Date::constant(2026, 9, 30),
        };
        let path = format!("/seals/{seal}/authorities");
        self.post(browser, &path, &request).await
    }

    /// The licence that was collected.
    fn collected(&self) -> VersionRef {
        VersionRef {
            licence: self.licence,
            version: 1,
        }
    }

    async fn versions(&self, licence: LicenceId) -> Vec<VersionShown> {
        let mut browser = self.app.clerk("handler").await;
        browser
            .get(&format!("/licences/{licence}/versions"))
            .await
            .ok()
    }
}

#[rstest]
#[tokio::test]
async fn a_seal_is_asked_for_confirmed_and_made_by_three_and_each_step_is_kept(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let seal = hall.request_seal().await;
    assert_eq!(seal.summary.state, SealState::Requested);
    let shown = serde_json::to_string(&seal).unwrap();
    assert!(!shown.contains("19750312") && !shown.contains("13812345678"));
    for (who, event) in [
        ("approver", SealEvent::Confirm),
        ("admin", SealEvent::Confirm),
        ("supervisor", SealEvent::Make),
        ("handler", SealEvent::Decline),
        ("auditor", SealEvent::Confirm),
    ] {
        let mut browser = hall.app.clerk(who).await;
        let answer = hall.try_move(&mut browser, &seal, event).await;
        assert_eq!(answer.code(), ProblemCode::Forbidden, "{who} {event:?}");
    }
    let mut admin = hall.app.clerk("admin").await;
    let early = hall.try_move(&mut admin, &seal, SealEvent::Make).await;
    refused(&early, SealRefusal::NotConfirmed);
    let confirmed = hall
        .move_seal("supervisor", &seal, SealEvent::Confirm)
        .await;
    let stale = hall.try_move(&mut admin, &seal, SealEvent::Make).await;
    assert_eq!(stale.code(), ProblemCode::StaleVersion);
    let made = hall.move_seal("admin", &confirmed, SealEvent::Make).await;
    assert_eq!(made.summary.state, SealState::Made);
    let deeds: Vec<_> = made.history.iter().map(|one| one.deed).collect();
    assert_eq!(
        deeds,
        [SealDeed::Requested, SealDeed::Confirmed, SealDeed::Made]
    );
    assert_eq!(hall.app.count("seal_root").await, 1);
    // The second seal stands under the same root.
    hall.made_seal().await;
    assert_eq!(hall.app.count("seal_root").await, 1);
    let mut stranger = hall.app.clerk("stranger").await;
    let path = format!("/seals/{}", made.summary.id);
    assert_eq!(stranger.get(&path).await.code(), ProblemCode::NotFound);
    let seen: Vec<SealSummary> = stranger.get("/seals").await.ok();
    assert!(seen.is_empty());
    let mut auditor = hall.app.clerk("auditor").await;
    let seen: Vec<SealSummary> = auditor.get("/seals").await.ok();
    assert_eq!(seen.len(), 2);
}

#[rstest]
#[tokio::test]
async fn each_hand_over_names_who_gave_who_took_and_who_agreed(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let seal = hall.made_seal().await;
    let (first, second) = (
        hall.staff_id("handler").await,
        hall.staff_id("second-handler").await,
    );
    let hand = |version, keeping, to| HandSealOver {
        version,
        keeping,
        to,
        note: "休假期间代管".into(),
    };
    let path = format!("/seals/{}/keepers", seal.summary.id);
    let version = seal.summary.version;
    let mut approver = hall.app.clerk("approver").await;
    let own = hall.staff_id("approver").await;
    let foreign = hall.staff_id("stranger").await;
    for (to, code, why) in [
        (first, ProblemCode::WrongState, KeeperRefusal::Already),
        (own, ProblemCode::WrongState, KeeperRefusal::NotAHandler),
        (foreign, ProblemCode::Invalid, KeeperRefusal::NotOfTheAgency),
    ] {
        let request = hand(version, Keeping::Deputy, Some(to));
        let answer = hall.post(&mut approver, &path, &request).await;
        told(&answer, code, text::keeper(why, Lang::Zh));
    }
    let nobody = hand(version, Keeping::Deputy, None);
    let answer = hall.post(&mut approver, &path, &nobody).await;
    assert_eq!(answer.code(), ProblemCode::Invalid);
    assert_eq!(answer.problem().errors[0].pointer, "/to");
    let mut handler = hall.app.clerk("handler").await;
    let request = hand(version, Keeping::Deputy, Some(second));
    let answer = hall.post(&mut handler, &path, &request).await;
    assert_eq!(answer.code(), ProblemCode::Forbidden);
    let kept: SealDetail = hall.post(&mut approver, &path, &request).await.ok();
    assert_eq!(kept.summary.deputy.map(|one| one.id), Some(second));
    let request = hand(version + 1, Keeping::Deputy, None);
    let kept: SealDetail = hall.post(&mut approver, &path, &request).await.ok();
    assert_eq!(kept.summary.deputy, None);
    let request = hand(version + 2, Keeping::Keeper, Some(second));
    let kept: SealDetail = hall.post(&mut approver, &path, &request).await.ok();
    let last = kept.history.last().unwrap();
    assert_eq!(last.deed, SealDeed::KeeperChanged);
    assert_eq!(last.from.as_ref().map(|one| one.id), Some(first));
    assert_eq!(last.to.as_ref().map(|one| one.id), Some(second));
    assert_eq!((last.by.id, last.note.as_str()), (own, "休假期间代管"));
    // Whoever handed it over can't put it any more.
    let one = hall.issued("JY-1").await;
    let answer = hall.try_put("handler", seal.summary.id, &[one]).await;
    not_put(&answer, UseRefusal::NotTheKeeper);
    let put: SealPut = hall
        .try_put("second-handler", seal.summary.id, &[one])
        .await
        .ok();
    assert_eq!(put.sealed, [one]);
}

#[rstest]
#[tokio::test]
async fn what_the_keeper_sealed_is_proved_without_this_system(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let seal = hall.made_seal().await.summary.id;
    let (one, two) = (hall.issued("JY-1").await, hall.issued("JY-2").await);
    let mut keeper = hall.app.clerk("handler").await;
    let waiting: WaitingForSeal = keeper.get("/seals/waiting").await.ok();
    assert_eq!(waiting.seals.len(), 1);
    let listed: Vec<_> = waiting.items.iter().map(|item| item.licence).collect();
    assert_eq!(listed, [one.licence, two.licence], "the longest first");
    // The licence that nobody approved is not the keeper's to seal.
    let collected = hall.collected();
    let put: SealPut = hall
        .try_put("handler", seal, &[one, two, collected])
        .await
        .ok();
    assert_eq!((put.sealed.len(), put.refused.len()), (2, 1));
    assert_eq!(put.refused[0].version, collected);
    assert_eq!(put.refused[0].why, UseRefusal::NotApproved);
    let again: SealPut = hall.try_put("handler", seal, &[one]).await.ok();
    assert_eq!((again.sealed.len(), again.refused.len()), (0, 1));
    assert_eq!(again.refused[0].why, UseRefusal::NotWaiting);
    assert_eq!(hall.audited("put-seal").await, 1, "both are one holder's");
    let shown = hall.versions(one.licence).await.remove(0);
    let on_it = shown.seal.unwrap();
    assert_eq!(on_it.unit, NAME);
    assert!(shown.approved_by.is_some() && !shown.superseded);

    let path = format!("/licences/{}/versions/1/seal", one.licence);
    let proof: SealProof = keeper.get(&path).await.ok();
    assert_eq!(hall.audited("reveal-licence").await, 1);
    let bytes = |text: &str| {
        use base64::Engine as _;
        base64::engine::general_purpose::STANDARD
            .decode(text)
            .unwrap()
    };
    let chain: Vec<_> = proof.chain.iter().map(|one| bytes(one)).collect();
    let (record, signature) = (proof.record.as_bytes(), bytes(&proof.signature));
    let by = seal::verify(record, &signature, &chain, proof.seal.sealed_at).unwrap();
    assert_eq!(by.organisation_code.as_deref(), Some(CODE));
    let root = Fingerprint::of(chain.last().unwrap()).to_string();
    assert_eq!(proof.roots, [root]);
    let changed = proof.record.replace("JY-1", "JY-9");
    let broken = seal::verify(changed.as_bytes(), &signature, &chain, proof.seal.sealed_at);
    assert_eq!(broken, Err(seal::SealFault::OtherRecord));
    for (who, code) in [
        ("stranger", ProblemCode::NotFound),
        ("supervisor", ProblemCode::NotFound),
    ] {
        let mut browser = hall.app.clerk(who).await;
        assert_eq!(browser.get(&path).await.code(), code, "{who}");
    }
    let unsealed = format!("/licences/{}/versions/1/seal", hall.licence);
    assert_eq!(keeper.get(&unsealed).await.code(), ProblemCode::NotFound);
}

#[rstest]
#[tokio::test]
async fn under_a_standing_authority_the_job_seals_what_is_covered_and_nothing_else(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let seal = hall.made_seal().await.summary.id;
    let one = hall.issued("JY-1").await;
    hall.jobs().await;
    assert_eq!(
        hall.app.count("licence_seal").await,
        0,
        "no authority, no seal"
    );
    let granted = hall.grant(seal, Covers::Approved).await;
    hall.jobs().await;
    let sealed = hall.versions(one.licence).await.remove(0);
    assert!(sealed.seal.is_some());
    assert_eq!(
        hall.app.count("licence_seal").await,
        1,
        "the collected one waits"
    );
    hall.jobs().await;
    assert_eq!(hall.app.count("licence_seal").await, 1);

    // Ended, nothing more is sealed by it.
    let authority = granted.authorities[0].id;
    let mut approver = hall.app.clerk("approver").await;
    let end = format!("/seals/{seal}/authorities/{authority}/end");
    let ended: SealDetail = hall.post(&mut approver, &end, &()).await.ok();
    assert!(ended.authorities[0].ended_at.is_some());
    assert_eq!(ended.authorities[0].sealed, 1);
    let two = hall.issued("JY-2").await;
    hall.jobs().await;
    assert!(hall.versions(two.licence).await.remove(0).seal.is_none());

    // What was collected is sealed under an authority that says so, and 更正 goes through approval again.
    hall.grant(seal, Covers::Both).await;
    hall.jobs().await;
    assert_eq!(hall.app.count("awaiting_seal").await, 0);
    let id = hall.filed().await.id;
    hall.proposed(id, super::upheld()).await;
    hall.step("approver", id, "approve").await;
    let corrected = hall.versions(hall.licence).await;
    assert_eq!(corrected.len(), 2);
    assert!(corrected[0].seal.is_none() && corrected[1].seal.is_some());
    assert_eq!(hall.app.count("awaiting_seal").await, 1);
    hall.jobs().await;
    let corrected = hall.versions(hall.licence).await;
    assert!(corrected.iter().all(|version| version.seal.is_some()));
    assert!(corrected[0].approved_by.is_some());

    // When its days are over it seals no more.
    hall.app.advance(SignedDuration::from_hours(24 * 14));
    let three = hall.issued("JY-3").await;
    let ctx = Ctx::of_system(&hall.app.app);
    assert!(!sealing::is_due(&ctx).await.unwrap());
    hall.jobs().await;
    assert!(hall.versions(three.licence).await.remove(0).seal.is_none());
}

#[rstest]
#[tokio::test]
async fn a_suspended_seal_is_put_on_nothing_and_a_revoked_one_never_again(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let seal = hall.made_seal().await;
    let id = seal.summary.id;
    hall.grant(id, Covers::Both).await;
    let seal = hall.move_seal("approver", &seal, SealEvent::Suspend).await;
    let one = hall.issued("JY-1").await;
    hall.jobs().await;
    let answer = hall.try_put("handler", id, &[one]).await;
    not_put(&answer, UseRefusal::Suspended);
    assert_eq!(hall.app.count("licence_seal").await, 0);
    let mut approver = hall.app.clerk("approver").await;
    let again = hall
        .try_move(&mut approver, &seal, SealEvent::Suspend)
        .await;
    refused(&again, SealRefusal::AlreadySuspended);
    let answer = hall.try_move(&mut approver, &seal, SealEvent::Resume).await;
    assert_eq!(answer.code(), ProblemCode::Forbidden);
    let seal = hall.move_seal("admin", &seal, SealEvent::Resume).await;
    hall.jobs().await;
    assert_eq!(hall.app.count("licence_seal").await, 2);
    let seal = hall.move_seal("admin", &seal, SealEvent::Revoke).await;
    let mut admin = hall.app.clerk("admin").await;
    let answer = hall.try_move(&mut admin, &seal, SealEvent::Resume).await;
    refused(&answer, SealRefusal::Ended);
    let two = hall.issued("JY-2").await;
    hall.jobs().await;
    let answer = hall.try_put("handler", id, &[two]).await;
    not_put(&answer, UseRefusal::Revoked);
    assert_eq!(hall.app.count("licence_seal").await, 2);
}

#[rstest]
#[tokio::test]
async fn a_record_that_is_not_the_approved_one_any_more_is_never_sealed(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let seal = hall.made_seal().await.summary.id;
    let (one, two) = (hall.issued("JY-1").await, hall.issued("JY-2").await);
    hall.app.without_triggers().await;
    // Somebody who holds the keys puts another record, with its right digest, in the place of the approved one.
    let record = br#"{"ZZBH":"JY-9"}"#;
    let vault = &hall.app.app.vault;
    let sealed = vault.seal_record(one.licence, 1, record).unwrap();
    let digest = seal::digest(record).to_vec();
    let licence = crate::store::Id::from(one.licence);
    hall.write(move |tx| {
        Box::pin(async move {
            Ok(on!(tx, |c| sqlx::query(
                "UPDATE licence_version SET record = $1, key_id = $2, digest = $3 WHERE licence_id = $4"
            )
            .bind(sealed.bytes)
            .bind(sealed.key_id)
            .bind(digest)
            .bind(licence)
            .execute(c)
            .await
            .map(drop))?)
        })
    })
    .await;
    let put: SealPut = hall.try_put("handler", seal, &[one, two]).await.ok();
    assert_eq!(put.sealed, [two]);
    assert_eq!(put.refused[0].version, one);
    assert_eq!(put.refused[0].why, UseRefusal::OtherContent);
    hall.grant(seal, Covers::Both).await;
    hall.jobs().await;
    assert!(hall.app.count("awaiting_seal").await == 1, "it waits on");
}

#[rstest]
#[tokio::test]
async fn print_outs_and_sealings_are_summed_up_by_period_and_issuer(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let seal = hall.made_seal().await.summary.id;
    let one = hall.issued("JY-1").await;
    let path = format!("/licences/{}/prints", one.licence);
    let mut handler = hall.app.clerk("handler").await;
    let print = |version| RecordPrint { version };
    let unsealed = hall.post(&mut handler, &path, &print(1)).await;
    assert_eq!(unsealed.code(), ProblemCode::WrongState, "not sealed");
    let _: SealPut = hall.try_put("handler", seal, &[one]).await.ok();
    let stale = hall.post(&mut handler, &path, &print(2)).await;
    assert_eq!(stale.code(), ProblemCode::StaleVersion);
    let _: PrintRecorded = hall.post(&mut handler, &path, &print(1)).await.ok();
    hall.grant(seal, Covers::Collected).await;
    hall.jobs().await;
    let report: SealingReport = handler.get("/seals/summary").await.ok();
    let row = &report.rows[0];
    assert_eq!((row.by_keeper, row.by_authority, row.prints), (1, 1, 1));
    assert_eq!(report.from, Date::constant(2026, 9, 1));
    let before: SealingReport = handler.get("/seals/summary?on=2026-08-31").await.ok();
    let row = &before.rows[0];
    assert_eq!((row.by_keeper, row.by_authority, row.prints), (0, 0, 0));
    let mut supervisor = hall.app.clerk("supervisor").await;
    let csv = supervisor.get("/seals/summary.csv").await.succeeded();
    let text = String::from_utf8(csv.body.to_vec()).unwrap();
    assert!(
        text.contains("兰州新区市场监督管理局,2026-09-01,2026-09-30,1,1,1"),
        "{text}"
    );
    let mut stranger = hall.app.clerk("stranger").await;
    let none: SealingReport = stranger.get("/seals/summary").await.ok();
    assert!(none.rows.is_empty());
}

#[rstest]
#[tokio::test]
async fn seals_their_roots_their_history_and_print_outs_are_append_only(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let seal = hall.made_seal().await.summary.id;
    hall.grant(seal, Covers::Both).await;
    hall.jobs().await;
    let path = format!("/licences/{}/prints", hall.licence);
    let mut handler = hall.app.clerk("handler").await;
    let print = RecordPrint { version: 1 };
    let _: PrintRecorded = hall.post(&mut handler, &path, &print).await.ok();
    for change in [
        "UPDATE licence_seal SET sealed_at = sealed_at",
        "DELETE FROM licence_seal",
        "UPDATE seal_event SET seq = 9",
        "DELETE FROM seal_event",
        "UPDATE seal_root SET name = 'other'",
        "DELETE FROM seal_root",
        "UPDATE licence_print SET version = 2",
        "DELETE FROM licence_print",
        "DELETE FROM sealing_authority",
        "DELETE FROM seal",
    ] {
        assert!(hall.app.execute(change).await.is_err(), "{change}");
    }
}

/// The refusals that the tests above don't meet on their way.
#[rstest]
#[tokio::test]
async fn every_other_refusal_of_a_step_says_in_chinese_why(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let (mut centre, mut admin) = (
        hall.app.clerk("supervisor").await,
        hall.app.clerk("admin").await,
    );
    let mut approver = hall.app.clerk("approver").await;
    let seal = hall.request_seal().await;
    let early = hall
        .try_move(&mut approver, &seal, SealEvent::Suspend)
        .await;
    refused(&early, SealRefusal::NotMade);
    let unmade = hall
        .try_grant(&mut approver, seal.summary.id, Covers::Both)
        .await;
    not_put(&unmade, UseRefusal::NotMade);
    let unmade = hall
        .try_put("handler", seal.summary.id, &[hall.collected()])
        .await;
    not_put(&unmade, UseRefusal::NotMade);
    let seal = hall
        .move_seal("supervisor", &seal, SealEvent::Confirm)
        .await;
    let twice = hall.try_move(&mut centre, &seal, SealEvent::Confirm).await;
    refused(&twice, SealRefusal::NotRequested);
    let seal = hall.move_seal("admin", &seal, SealEvent::Make).await;
    for event in [SealEvent::Make, SealEvent::Decline] {
        let twice = hall.try_move(&mut admin, &seal, event).await;
        refused(&twice, SealRefusal::AlreadyMade);
    }
    let awake = hall.try_move(&mut admin, &seal, SealEvent::Resume).await;
    refused(&awake, SealRefusal::NotSuspended);
    let seal = hall.move_seal("admin", &seal, SealEvent::Revoke).await;
    let late = HandSealOver {
        version: seal.summary.version,
        keeping: Keeping::Keeper,
        to: Some(hall.staff_id("second-handler").await),
        note: "交接".into(),
    };
    let path = format!("/seals/{}/keepers", seal.summary.id);
    let late = hall.post(&mut approver, &path, &late).await;
    refused(&late, SealRefusal::Ended);
    let seal = hall.made_seal().await;
    hall.app.advance(SignedDuration::from_hours(24 * 365 * 4));
    let late = hall
        .try_put("handler", seal.summary.id, &[hall.collected()])
        .await;
    not_put(&late, UseRefusal::NotValid);
}
