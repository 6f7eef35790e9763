//! An agency that registers who represents a company.

use super::{BASIS, TODAY};
use crate::http::v1::tests::{COMPANY, Hall};
use crate::store::testing::Backend;
use crate::testing::{Answer, Browser};
use domain::id::{HolderId, LicenceId};
use domain::identifier::CitizenId;
use domain::wire::Page;
use domain::wire::acting::ActFor;
use domain::wire::licence::LicenceSummary;
use domain::wire::representative::{
    EndRepresentative, RegisterRepresentative, RepresentativeShown, Representatives,
};
use jiff::civil::Date;

/// A company with a 营业执照 of the market agency, represented by 李雷, and somebody who can be next.
pub(super) struct Registry {
    pub(super) hall: Hall,
    pub(super) company: HolderId,
    pub(super) licence: LicenceId,
    pub(super) next: HolderId,
    pub(super) number: String,
}

impl Registry {
    pub(super) async fn open(on: Backend) -> Option<Self> {
        let hall = Hall::open(on).await?;
        let (company, licence) = hall.company(COMPANY).await;
        // Everything until now becomes a 营业执照, also the one that 李雷 holds as a person.
        for sql in [
            "INSERT INTO licence_type (code, agency_id, state, published, revision) \
                SELECT '11990000009900013N009', agency_id, state, published, revision FROM licence_type",
            "INSERT INTO licence_type_version (code, version, state, name, hue, face_schema, body, compiled_at, reviewed_at) \
                SELECT '11990000009900013N009', version, state, '营业执照', hue, face_schema, body, compiled_at, reviewed_at \
                FROM licence_type_version",
            "UPDATE licence SET type_code = '11990000009900013N009'",
        ] {
            hall.app.execute(sql).await.unwrap();
        }
        let number = String::from(CitizenId::from_body("99010019850607124").unwrap());
        Some(Self {
            next: hall.app.holder("孙接任", &number).await,
            hall,
            company,
            licence,
            number,
        })
    }

    pub(super) fn path(&self) -> String {
        format!("/licences/{}/representatives", self.licence)
    }

    pub(super) async fn shown(&self) -> Representatives {
        let mut handler = self.hall.app.clerk("handler").await;
        handler.get(&self.path()).await.ok()
    }

    pub(super) async fn register(
        &self,
        username: &str,
        request: &RegisterRepresentative,
    ) -> Answer {
        let mut clerk = self.hall.app.clerk(username).await;
        self.hall.post(&mut clerk, &self.path(), request).await
    }

    pub(super) async fn end(&self, of: &RepresentativeShown, on: Date) -> Answer {
        let mut clerk = self.hall.app.clerk("handler").await;
        let request = EndRepresentative {
            on,
            basis: BASIS.into(),
        };
        let path = format!("{}/{}/end", self.path(), of.id);
        self.hall.post(&mut clerk, &path, &request).await
    }

    /// Who can be next, after whoever is shown.
    pub(super) async fn to_register(&self) -> RegisterRepresentative {
        let shown = self.shown().await;
        let former = shown.items.iter().find(|item| item.ended.is_none());
        RegisterRepresentative {
            former: former.map(|item| item.id),
            name: "孙接任".into(),
            number: self.number.clone(),
            from: TODAY,
            basis: BASIS.into(),
        }
    }

    pub(super) async fn act(&self, browser: &mut Browser) -> Answer {
        let act = ActFor {
            company: Some(self.company),
        };
        browser.put("/session/acting", &act).await
    }

    /// What somebody sees who is logged in: the numbers of licences.
    pub(super) async fn numbers(&self, browser: &mut Browser) -> Vec<String> {
        let list: Page<LicenceSummary> = browser.get("/licences").await.ok();
        list.items.into_iter().map(|one| one.number).collect()
    }
}
