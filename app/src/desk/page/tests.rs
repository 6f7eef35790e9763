//! Every page is found again at its address, and nothing else is.

use super::*;
use domain::wire::board::BoardSlice;
use domain::wire::queue::QueueFilter;

#[test]
fn every_view_of_the_queue_is_found_again_at_its_own_address() {
    is_found_again(Page::Register);
    let case = "0197a5b0-0000-7000-8000-000000000001".parse().ok();
    for filter in QueueFilter::all() {
        for q in ["", "YY20261123-000042-7", "营业 执照&1"] {
            for case in [None, case] {
                let view = View {
                    filter,
                    q: q.into(),
                    cursor: "a/b+c=".into(),
                    case,
                    narrow: Narrow {
                        month: "2026-11-01".into(),
                        handler: "h".into(),
                        slice: BoardSlice {
                            issuer: "i".into(),
                            type_code: "t".into(),
                            channel: "app".into(),
                            ground: "accuracy".into(),
                            procedure: "p".into(),
                        },
                    },
                };
                is_found_again(Page::Queue(view));
            }
        }
    }
}

fn is_found_again(page: Page) {
    assert_eq!(Page::parse(&page.href()), Some(page));
}

#[test]
fn every_page_is_found_at_its_address() {
    let entries = Entries {
        state: "submitted".into(),
        q: "执照&1".into(),
        cursor: "7b".into(),
    };
    let licence = LicenceId(uuid::Uuid::from_u128(7));
    for page in [
        Page::Queue(View::default()),
        Page::Notices,
        Page::Undelivered,
        Page::Inquiries,
        Page::Templates,
        Page::LogIn,
        Page::Account,
        Page::Staff,
        Page::Catalogue(Entries::default()),
        Page::Catalogue(entries),
        Page::NewEntry,
        Page::Entry("11990000009900013N001".into()),
        Page::Board,
        Page::Quality,
        Page::Outages,
        Page::Outage(OutageId(uuid::Uuid::from_u128(1))),
        Page::Calendar,
        Page::Arrangement(ArrangementId(uuid::Uuid::from_u128(3))),
        Page::Inspections,
        Page::Draw,
        Page::Inspection(InspectionId(uuid::Uuid::from_u128(2))),
        Page::MachineKeys,
        Page::Retention,
        Page::Types,
        Page::Issue("11990000009900013N001".into()),
        Page::Approval(PreparationId(licence.0)),
        Page::Imports,
        Page::Import(ImportId(licence.0)),
        Page::Licence(licence),
        Page::Representatives(licence),
        Page::Licences(Listing::default()),
        Page::Sealing,
        Page::Seals,
        Page::NewSeal,
        Page::Seal("0197a5b0-0000-7000-8000-000000000001".parse().unwrap()),
        Page::SealSummary(String::new()),
        Page::SealSummary("2026-11-24".into()),
    ] {
        is_found_again(page);
    }
    for (kind, _) in DEEDS {
        is_found_again(Page::Deed(licence, kind));
    }
    for (state, _) in STATES {
        let cursor = "a/b+c=".into();
        is_found_again(Page::Approvals(Waiting { state, cursor }));
    }
    assert_eq!(Page::parse("/desk"), Some(Page::Queue(View::default())));
}

#[test]
fn an_unknown_address_is_no_page() {
    for unknown in [
        "/",
        "/desk/nowhere",
        "/desk/notices/1",
        "/desk/outages/1",
        "/desk/quality/1",
        "/desk/seals/one",
        "/deskless",
        "/desk//",
        "/desk/approvals/x",
        "/desk/licences/x",
        "/desk/licences/00000000-0000-0000-0000-000000000007/issued",
    ] {
        assert_eq!(Page::parse(unknown), None, "{unknown}");
    }
}
