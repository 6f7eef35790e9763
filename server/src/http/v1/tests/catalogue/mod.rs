//! A type of licence from its first draft to licences issued under its second version.
//!
//! - [`compiling`]: how a version comes to be in force, and by whom; [`turning`]: what happens to a type afterwards, and who
//!   else issues it; [`reading`]: what everybody may look up.

mod compiling;
mod reading;
mod turning;

use super::Hall;
use crate::testing::{Answer, Browser};
use domain::catalogue::{
    Class, EntryEvent, FaceField, HolderCategory, Level, Source, Template, TypeBody,
};
use domain::issuing::{CITIZEN_ID, Sheet, SheetHolder};
use domain::wire::catalogue::{CompileType, EntryDetail, SaveType, TurnType};
use domain::wire::issuing::PrepareIssue;
use std::collections::BTreeMap;

/// A number that somebody could have.
const WEI: &str = "990100199001010012";

fn field(key: &str, label: &str) -> FaceField {
    FaceField {
        key: key.into(),
        label: label.into(),
        ..FaceField::default()
    }
}

fn body() -> TypeBody {
    TypeBody {
        name: "夜间施工许可证".into(),
        hue: 50,
        definer: "兰州新区市场监督管理局".into(),
        definer_level: Level::County,
        class: Class::Approval,
        holders: HolderCategory::Person,
        validity_ranges: vec!["1年".into()],
        issuing_levels: vec![Level::County],
        items: vec![],
        template: Template {
            title: String::new(),
            note: "准予夜间施工。".into(),
        },
        fields: vec![
            FaceField {
                source: Some(Source::HolderName),
                ..field("unit", "施工单位")
            },
            field("site", "施工地点"),
        ],
        status_codes: BTreeMap::new(),
    }
}

/// Somebody at the desk with the entry that they look at.
struct Desk<'a> {
    hall: &'a Hall,
    browser: Browser,
}

impl<'a> Desk<'a> {
    async fn of(hall: &'a Hall, username: &str) -> Self {
        Self {
            hall,
            browser: hall.app.clerk(username).await,
        }
    }

    async fn entry(&mut self, code: &str) -> EntryDetail {
        let path = format!("/desk/catalogue/{code}");
        self.browser.get(&path).await.ok()
    }

    async fn compile(&mut self, code: &str, body: TypeBody) -> Answer {
        let request = CompileType {
            code: code.into(),
            body,
        };
        let hall = self.hall;
        hall.post(&mut self.browser, "/desk/catalogue", &request)
            .await
    }

    async fn save(&mut self, code: &str, revision: i64, body: TypeBody) -> Answer {
        let path = format!("/desk/catalogue/{code}/draft");
        self.browser.put(&path, &SaveType { revision, body }).await
    }

    async fn try_turn(&mut self, code: &str, revision: i64, event: EntryEvent) -> Answer {
        let request = TurnType {
            event,
            revision,
            note: "照章办理".into(),
        };
        let path = format!("/desk/catalogue/{code}/turns");
        let hall = self.hall;
        hall.post(&mut self.browser, &path, &request).await
    }

    async fn turn(&mut self, code: &str, event: EntryEvent) -> EntryDetail {
        let revision = self.entry(code).await.summary.revision;
        self.try_turn(code, revision, event).await.ok()
    }

    async fn issue(&mut self, code: &str, face: &[(&str, &str)]) -> Answer {
        let request = PrepareIssue {
            type_code: code.into(),
            sheet: Sheet {
                number: "夜施001".into(),
                holders: vec![SheetHolder {
                    name: "魏芳".into(),
                    code_type: CITIZEN_ID.into(),
                    code: WEI.into(),
                }],
                issued_on: "2026-09-01".into(),
                valid_to: "2027-08-31".into(),
                face: face
                    .iter()
                    .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
                    .collect(),
                ..Sheet::default()
            },
        };
        let hall = self.hall;
        hall.post(&mut self.browser, "/preparations", &request)
            .await
    }
}

/// A type that one compiles and the other publishes: its code.
async fn published(handler: &mut Desk<'_>, supervisor: &mut Desk<'_>) -> String {
    let entry: EntryDetail = handler.compile("", body()).await.ok();
    let code = entry.summary.code;
    handler.turn(&code, EntryEvent::Submitted).await;
    supervisor.turn(&code, EntryEvent::Published).await;
    code
}
