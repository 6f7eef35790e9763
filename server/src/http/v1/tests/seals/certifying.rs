//! A seal under the certificate of an accredited authority, from the request to what is sealed.

use super::{Hall, refused, told};
use crate::crypto::certificate::{self, Subject, Terms, pem};
use crate::crypto::sm2::{PrivateKey, PublicKey};
use crate::service::verifying;
use crate::store::testing::Backend;
use crate::testing::{Answer, Browser, Wish};
use domain::problem::ProblemCode;
use domain::seal::{self, Fingerprint, SealFault, Unfit};
use domain::sealing::{SealEvent, SealRefusal, SealState};
use domain::text::{Lang, seal as text};
use domain::wire::seal::{AskForCertificate, CertificateRequest, MoveSeal, SealDeed, SealDetail};
use domain::wire::sealing::SealPut;
use domain::wire::version::SealProof;
use jiff::Timestamp;
use rstest::rstest;
use uuid::Uuid;
use x509_cert::der::{DecodePem as _, Encode as _};
use x509_cert::request::CertReq;

/// An authority of its own, outside of this system.
struct Authority {
    key: PrivateKey,
    root: Vec<u8>,
}

fn terms(serial: u128) -> Terms {
    Terms {
        serial: Uuid::from_u128(serial),
        from: "2026-01-01T00:00:00Z".parse().unwrap(),
        to: "2029-01-01T00:00:00Z".parse().unwrap(),
    }
}

impl Authority {
    fn new() -> Self {
        let key = PrivateKey::random();
        let subject = Subject {
            organisation: "示例认证有限公司".to_owned(),
            organisation_code: None,
            name: "示例认证根".to_owned(),
        };
        let unsigned = certificate::root(&subject, &key.public(), &terms(1)).unwrap();
        let signature = key.sign(&[unsigned.bytes()]).unwrap().remove(0);
        let root = unsigned.signed(&signature).unwrap();
        Self { key, root }
    }

    /// Certifies what a request asks for.
    fn certifies(&self, request: &str) -> String {
        let request = CertReq::from_pem(request).unwrap();
        let key = request.info.public_key.to_der().unwrap();
        self.certifies_key(&PublicKey::from_der("test", &key).unwrap())
    }

    fn certifies_key(&self, key: &PublicKey) -> String {
        let subject = Subject {
            organisation: super::NAME.to_owned(),
            organisation_code: Some(super::CODE.to_owned()),
            name: "市场监督管理局电子证照专用章".to_owned(),
        };
        let unsigned = certificate::sealing(&subject, key, &self.root, &terms(2)).unwrap();
        let signature = self.key.sign(&[unsigned.bytes()]).unwrap().remove(0);
        pem(&unsigned.signed(&signature).unwrap()).unwrap()
    }
}

impl Hall {
    async fn trusting(on: Backend, authority: &Authority) -> Option<Self> {
        let wish = Wish {
            seal_roots: vec![authority.root.clone()],
            ..Wish::default()
        };
        Self::open_under(on, wish).await
    }

    async fn try_ask(&self, browser: &mut Browser, seal: &SealDetail) -> Answer {
        let path = format!("/seals/{}/certificate-request", seal.summary.id);
        let version = seal.summary.version;
        self.post(browser, &path, &AskForCertificate { version })
            .await
    }

    async fn try_certified(&self, seal: &SealDetail, pem: &str) -> Answer {
        let request = MoveSeal {
            version: seal.summary.version,
            event: SealEvent::Make,
            note: String::new(),
            valid_to: None,
            certificate: Some(pem.to_owned()),
        };
        let mut admin = self.app.clerk("admin").await;
        let path = format!("/seals/{}/events", seal.summary.id);
        self.post(&mut admin, &path, &request).await
    }

    async fn confirmed_seal(&self) -> SealDetail {
        let seal = self.request_seal().await;
        self.move_seal("supervisor", &seal, SealEvent::Confirm)
            .await
    }
}

#[rstest]
#[tokio::test]
async fn a_seal_that_an_authority_certified_seals_under_the_authoritys_root(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let authority = Authority::new();
    let Some(hall) = Hall::trusting(on, &authority).await else {
        return;
    };
    let seal = hall.confirmed_seal().await;
    let mut admin = hall.app.clerk("admin").await;
    let asked: CertificateRequest = hall.try_ask(&mut admin, &seal).await.ok();
    let last = asked.seal.history.last().map(|one| one.deed);
    assert_eq!(last, Some(SealDeed::CertificateAsked));
    assert_eq!(asked.seal.summary.state, SealState::Confirmed);
    // Asked again, it is for the same key, and nothing has happened.
    let again: CertificateRequest = hall.try_ask(&mut admin, &asked.seal).await.ok();
    assert_eq!(again.seal, asked.seal);
    let key = |request| {
        let request = CertReq::from_pem(request).unwrap();
        request.info.public_key.to_der().unwrap()
    };
    assert_eq!(key(&again.request), key(&asked.request));

    let answer = authority.certifies(&asked.request);
    let made: SealDetail = hall.try_certified(&again.seal, &answer).await.ok();
    assert_eq!(made.summary.state, SealState::Made);
    let until: Timestamp = "2029-01-01T00:00:00Z".parse().unwrap();
    assert_eq!(made.summary.valid_to, Some(until));
    assert_eq!(hall.app.count("seal_root").await, 1, "no root of its own");
    let one = hall.issued("JY-1").await;
    let put: SealPut = hall.try_put("handler", made.summary.id, &[one]).await.ok();
    assert_eq!(put.sealed, [one]);

    // What a browser is given holds under the authority's root, and so it does in the library.
    let mut handler = hall.app.clerk("handler").await;
    let path = format!("/licences/{}/versions/1/seal", one.licence);
    let proof: SealProof = handler.get(&path).await.ok();
    let bytes = |text: &str| {
        use base64::Engine as _;
        let engine = base64::engine::general_purpose::STANDARD;
        engine.decode(text).unwrap()
    };
    let chain: Vec<_> = proof.chain.iter().map(|one| bytes(one)).collect();
    let signature = bytes(&proof.signature);
    let (record, at) = (proof.record.as_bytes(), proof.seal.sealed_at);
    let by = seal::verify(record, &signature, &chain, at).unwrap();
    assert_eq!(by.issuer, "示例认证根");
    let trusted: Vec<Fingerprint> = proof
        .roots
        .iter()
        .map(|root| root.parse().unwrap())
        .collect();
    assert!(by.under(&trusted).is_ok());
    let app = &hall.app.app;
    let report = verifying::verify(&app.db, &app.vault, |_| ())
        .await
        .unwrap();
    let sealed = hall.versions(one.licence).await.remove(0).identifier;
    let broken: Vec<_> = report.broken.iter().map(|(named, _)| named).collect();
    assert!(
        report.sealed == 1 && !broken.contains(&&sealed),
        "{broken:?}"
    );

    // The next seal comes under the same root, and one without an answer under a root that is made for it.
    let seal = hall.confirmed_seal().await;
    let asked: CertificateRequest = hall.try_ask(&mut admin, &seal).await.ok();
    let answer = authority.certifies(&asked.request);
    let _: SealDetail = hall.try_certified(&asked.seal, &answer).await.ok();
    assert_eq!(hall.app.count("seal_root").await, 1);
    hall.made_seal().await;
    assert_eq!(hall.app.count("seal_root").await, 2);
}

#[rstest]
#[tokio::test]
async fn an_answer_that_does_not_fit_is_refused_with_its_reason_and_the_seal_waits_on(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let (authority, stranger) = (Authority::new(), Authority::new());
    let Some(hall) = Hall::trusting(on, &authority).await else {
        return;
    };
    let seal = hall.request_seal().await;
    let mut admin = hall.app.clerk("admin").await;
    let early = hall.try_ask(&mut admin, &seal).await;
    refused(&early, SealRefusal::NotConfirmed);
    let seal = hall
        .move_seal("supervisor", &seal, SealEvent::Confirm)
        .await;
    let unasked = hall.try_certified(&seal, "-").await;
    refused(&unasked, SealRefusal::NotAsked);
    for who in ["approver", "supervisor", "auditor"] {
        let mut browser = hall.app.clerk(who).await;
        let answer = hall.try_ask(&mut browser, &seal).await;
        assert_eq!(answer.code(), ProblemCode::Forbidden, "{who}");
    }
    let asked: CertificateRequest = hall.try_ask(&mut admin, &seal).await.ok();
    let stale = hall.try_ask(&mut admin, &seal).await;
    assert_eq!(stale.code(), ProblemCode::StaleVersion);

    let subject = "市场监督管理局电子证照专用章".to_owned();
    let root = Fingerprint::of(&stranger.root);
    let foreign = authority.certifies_key(&PrivateKey::random().public());
    let elsewhere = [
        stranger.certifies(&asked.request),
        pem(&stranger.root).unwrap(),
    ];
    for (answer, unfit) in [
        ("nothing".to_owned(), Unfit::Nothing),
        (foreign, Unfit::OtherKey { subject }),
        (
            elsewhere.concat(),
            Unfit::Chain(SealFault::UnknownRoot { root }),
        ),
    ] {
        let answer = hall.try_certified(&asked.seal, &answer).await;
        told(
            &answer,
            ProblemCode::Invalid,
            &text::unfit(&unfit, Lang::Zh),
        );
    }
    let long = hall.try_certified(&asked.seal, &"-".repeat(20_001)).await;
    assert_eq!(long.problem().errors[0].pointer, "/certificate");
    assert_eq!(hall.app.count("seal_root").await, 0);
    let answer = authority.certifies(&asked.request);
    let made: SealDetail = hall.try_certified(&asked.seal, &answer).await.ok();
    let late = hall.try_ask(&mut admin, &made).await;
    refused(&late, SealRefusal::AlreadyMade);
}
