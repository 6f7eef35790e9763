//! Cases that another system brings with a key.

mod agency_objections;
mod keys;
mod work_orders;

use super::{Hall, complete};
use crate::store::agencies;
use crate::store::testing::Backend;
use crate::testing::{Browser, Wish};
use domain::access::KeyPurpose;
use domain::id::{AgencyId, HolderId};
use domain::objection::{CallerDocument, Complaint, Contact, DocumentKind};
use domain::rulebook::Ground;
use domain::wire::machine::{GiveKey, GivenKey};
use domain::wire::outside::{FileAgencyObjection, FileWorkOrder};

/// The licence of who calls, and the number of their document.
const NUMBER: &str = "JY29901000000002";
const HOTLINE: &str = "1199000000990004X4";
const WANG: &str = "990100199001010012";

/// The stage, and 王芳 with a licence.
pub(super) async fn hall_in(on: Backend, rulebook: &'static str) -> Option<(Hall, HolderId)> {
    let wish = Wish {
        rulebook,
        ..Wish::default()
    };
    let hall = Hall::open_under(on, wish).await?;
    let wang = hall.app.holder("王芳", WANG).await;
    hall.add_licence(wang, NUMBER, None).await;
    Some((hall, wang))
}

/// A key of an agency.
async fn given(hall: &Hall, agency: AgencyId, purpose: KeyPurpose) -> GivenKey {
    let mut supervisor = hall.app.clerk("supervisor").await;
    let mut read = hall.app.app.db.read().await.unwrap();
    let named = agencies::find(&mut read, agency).await.unwrap();
    drop(read);
    let give = GiveKey {
        agency_code: named.unwrap().uscc,
        purpose,
        label: "12345平台".into(),
    };
    hall.post(&mut supervisor, "/machine-keys", &give)
        .await
        .ok()
}

/// A system of an agency, with a key for this.
pub(super) async fn system(hall: &Hall, agency: AgencyId, purpose: KeyPurpose) -> Browser {
    let given = given(hall, agency, purpose).await;
    hall.app.visitor().machine(&given.secret)
}

/// An agency that runs the hotline and nothing else.
pub(super) async fn hotline(hall: &Hall) -> AgencyId {
    hall.app.agency("兰州新区政务服务热线", HOTLINE).await
}

pub(super) fn order(hall: &Hall) -> FileWorkOrder {
    FileWorkOrder {
        work_order: "LZ12345-20260917-0042".into(),
        received_at: hall.app.now(),
        stated_at: None,
        procedure: "licence-objection".into(),
        complaint: Complaint {
            subject: String::new(),
            ground: Some(Ground::Accuracy),
            explanation: "门牌号写错了".into(),
        },
        contact: Contact {
            name: "王芳".into(),
            reach: "13900000000".into(),
        },
        document: Some(CallerDocument {
            kind: DocumentKind::CitizenId,
            number: WANG.into(),
        }),
        licence_number: Some(NUMBER.into()),
        claims: complete().claims,
        agency: None,
    }
}

fn objection(procedure: &str) -> FileAgencyObjection {
    FileAgencyObjection {
        procedure: procedure.into(),
        complaint: Complaint {
            subject: "企业登记信息".into(),
            ground: Some(Ground::Accuracy),
            explanation: "与现场核查的不一致".into(),
        },
        contact: Contact {
            name: "卫生健康局 赵科长".into(),
            reach: "0931-0000001".into(),
        },
        licence_number: None,
        claims: Vec::new(),
        agency: None,
        stated_at: None,
    }
}
