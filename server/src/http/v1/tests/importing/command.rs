//! What a file changes in the library, and what it doesn't.

use super::{LEI, MEI, counts, file, row};
use crate::http::v1::tests::{Hall, TYPE};
use crate::store::testing::Backend;
use domain::identifier::{LicenceIdentifier, Uscc};
use rstest::rstest;

fn identifier(serial: &str, version: u16) -> String {
    let issuer = Uscc::parse("11990000009900013N").unwrap();
    LicenceIdentifier::mint(TYPE, &issuer, serial, version)
        .unwrap()
        .into()
}

const EVENTS: &str = "SELECT e.kind FROM licence_event e JOIN licence l ON l.id = e.licence_id \
    WHERE l.number = 'JY1' ORDER BY e.seq";
const VERSIONS: &str = "SELECT v.identifier FROM licence_version v JOIN licence l ON l.id = v.licence_id \
    WHERE l.number = 'JY1' ORDER BY v.version";

#[rstest]
#[tokio::test]
async fn a_file_enters_once_and_a_second_time_it_is_all_the_same(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let rows: Vec<_> = (0..2_300)
        .map(|n| {
            row(
                "",
                &format!("JY{n}"),
                if n % 2 == 0 { LEI } else { MEI },
                "有效",
                "纬一路",
            )
        })
        .collect();
    let text = file(&rows);
    assert_eq!(hall.import(&text, true).await.0, counts(2_300, 0, 0, 0));
    assert_eq!(
        hall.app.count("licence").await,
        1,
        "a dry run leaves nothing"
    );
    assert_eq!(hall.app.count("import_run").await, 0);
    assert_eq!(hall.import(&text, false).await.0, counts(2_300, 0, 0, 0));
    assert_eq!(hall.import(&text, false).await.0, counts(0, 0, 2_300, 0));
    assert_eq!(hall.app.count("licence").await, 2_301);
    assert_eq!(
        hall.app.count("holder").await,
        4,
        "two holders were here, two came"
    );
    assert_eq!(
        hall.app
            .count("awaiting_seal WHERE way = 'collected'")
            .await,
        2_301
    );
    // Nobody has approved what was issued elsewhere.
    assert_eq!(hall.app.count("licence_approval").await, 0);
    assert_eq!(hall.texts(EVENTS).await, ["collected"]);
    assert_eq!(
        hall.audited("collect").await,
        6,
        "one for each batch that was written"
    );
}

#[rstest]
#[tokio::test]
async fn a_changed_row_is_a_version_a_changed_status_an_event_and_an_end_is_final(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let at = |status: &str, place: &str| [row("", "JY1", LEI, status, place)];
    assert_eq!(hall.imported(&at("有效", "一号")).await, counts(1, 0, 0, 0));
    assert_eq!(hall.imported(&at("有效", "二号")).await, counts(0, 1, 0, 0));
    assert_eq!(hall.imported(&at("暂扣", "二号")).await, counts(0, 1, 0, 0));
    assert_eq!(hall.imported(&at("暂扣", "三号")).await, counts(0, 0, 0, 1));
    assert_eq!(hall.imported(&at("有效", "三号")).await, counts(0, 1, 0, 0));
    assert_eq!(hall.imported(&at("吊销", "四号")).await, counts(0, 1, 0, 0));
    let (ended, told) = hall.import(&file(&at("有效", "五号")), false).await;
    assert_eq!(ended, counts(0, 0, 0, 1));
    assert!(
        told.contains("不能再变更") && told.contains("has ended"),
        "{told}"
    );
    assert_eq!(
        hall.texts(EVENTS).await,
        [
            "collected",
            "changed",
            "suspended",
            "restored",
            "changed",
            "changed",
            "revoked"
        ]
    );
    let versions = hall.texts(VERSIONS).await;
    let numbers: Vec<_> = versions
        .iter()
        .map(|text| LicenceIdentifier::parse(text).unwrap().version().to_owned())
        .collect();
    assert_eq!(numbers, ["001", "002", "003", "004"]);
}

#[rstest]
#[tokio::test]
async fn a_licence_is_known_by_its_identifier_which_may_begin_anywhere_and_be_wrong_at_its_end(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let right = identifier("S1", 3);
    let last = if right.ends_with('A') { 'B' } else { 'A' };
    let wrong = format!("{}{last}", &right[..right.len() - 1]);
    assert_eq!(
        hall.imported(&[row(&wrong, "JY1", LEI, "", "一号")]).await,
        counts(1, 0, 0, 0)
    );
    assert_eq!(hall.texts(VERSIONS).await, [wrong.as_str()]);
    assert_eq!(
        hall.app
            .count("licence_event WHERE words_sealed IS NOT NULL")
            .await,
        1
    );
    // Under another number it is still the same licence.
    assert_eq!(
        hall.imported(&[row(&wrong, "JY1A", LEI, "", "一号")]).await,
        counts(0, 1, 0, 0)
    );
    assert_eq!(
        hall.imported(&[row("", "JY1A", LEI, "", "二号")]).await,
        counts(0, 1, 0, 0)
    );
    // What was said by an older version is the same again, and nothing else about it is taken.
    assert_eq!(
        hall.imported(&[row(&wrong, "JY1", LEI, "", "一号")]).await,
        counts(0, 0, 1, 0)
    );
    assert_eq!(
        hall.imported(&[row(&wrong, "JY1", LEI, "", "三号")]).await,
        counts(0, 0, 0, 1)
    );
    let other_type = right.replace("N001.", "N002.");
    assert_eq!(
        hall.imported(&[row(&other_type, "JY9", LEI, "", "一号")])
            .await,
        counts(0, 0, 0, 1)
    );
    let elsewhere = identifier("S2", 1);
    assert_eq!(
        hall.imported(&[row(&elsewhere, "JY1A", LEI, "", "三号")])
            .await,
        counts(0, 0, 0, 1)
    );
    // After its end another licence may bear its number.
    assert_eq!(
        hall.imported(&[row("", "JY1A", LEI, "注销", "二号")]).await,
        counts(0, 1, 0, 0)
    );
    assert_eq!(
        hall.imported(&[row(&elsewhere, "JY1A", LEI, "", "三号")])
            .await,
        counts(1, 0, 0, 0)
    );
}

#[rstest]
#[tokio::test]
async fn where_the_number_is_a_persons_the_holder_tells_the_licence(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    // Both are masked alike: 990***********0012.
    let twin = "990100195801010012";
    assert_ne!(LEI, twin);
    let rows = [
        row("", LEI, LEI, "", "一号"),
        row("", twin, MEI, "", "二号"),
    ];
    assert_eq!(hall.imported(&rows).await, counts(2, 0, 0, 0));
    assert_eq!(hall.imported(&rows).await, counts(0, 0, 2, 0));
    let changed = [row("", LEI, LEI, "", "三号")];
    assert_eq!(hall.imported(&changed).await, counts(0, 1, 0, 0));
    let plain = hall.texts("SELECT number FROM licence").await.concat();
    assert!(!plain.contains(LEI) && !plain.contains(twin), "{plain}");
}

#[rstest]
#[tokio::test]
async fn several_hold_one_licence_and_the_leading_one_stays(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let both = format!("{LEI}^{MEI}");
    assert_eq!(
        hall.imported(&[row("", "JY1", &both, "", "一号")]).await,
        counts(1, 0, 0, 0)
    );
    assert_eq!(hall.app.count("co_holder").await, 1);
    assert_eq!(
        hall.imported(&[row("", "JY1", LEI, "", "一号")]).await,
        counts(0, 1, 0, 0)
    );
    assert_eq!(hall.app.count("co_holder").await, 0);
    assert_eq!(
        hall.imported(&[row("", "JY1", MEI, "", "一号")]).await,
        counts(0, 0, 0, 1)
    );
}

#[rstest]
#[tokio::test]
async fn each_licence_stands_in_a_file_once_and_rows_that_cannot_be_read_stop_no_others(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let text = [
        file(&[
            row("", "JY1", LEI, "", "一号"),
            row("", "JY1", LEI, "", "一号"),
        ]),
        row("", "JY1", LEI, "", "二号"),
        "\"no end".to_owned(),
    ]
    .join("\n");
    let dry = hall.import(&text, true).await;
    let done = hall.import(&text, false).await;
    assert_eq!(done.0, counts(1, 0, 1, 2));
    assert_eq!(dry.0, done.0, "a dry run counts as the run does");
    assert_eq!(hall.import(&text, false).await.0, counts(0, 0, 2, 2));
    assert!(done.1.contains("每个证照只报一行"), "{}", done.1);
    assert!(
        done.1.contains("quotation mark is not closed"),
        "{}",
        done.1
    );
}

#[rstest]
#[tokio::test]
async fn what_was_refused_goes_in_as_it_is_once_it_is_mended_and_no_spreadsheet_runs_it(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let rows = [
        row("", "JY1", LEI, "停用", "=cmd|' /C calc'!A0"),
        row("", "JY2", LEI, "", "二号"),
    ];
    let (first, told) = hall.import(&file(&rows), false).await;
    assert_eq!(first, counts(1, 0, 0, 1));
    assert!(told.contains("'=cmd") && told.contains("停用"), "{told}");
    let mended = told.replace(",停用,", ",有效,");
    assert_eq!(hall.import(&mended, false).await.0, counts(1, 0, 0, 0));
    let places = hall
        .import(
            &file(&[row("", "JY1", LEI, "", "=cmd|' /C calc'!A0")]),
            false,
        )
        .await;
    assert_eq!(
        places.0,
        counts(0, 0, 1, 0),
        "the cell is the text that it was"
    );
}

#[tokio::test]
async fn a_row_that_the_database_refuses_is_named_and_its_neighbours_enter() {
    let hall = Hall::open(Backend::Sqlite).await.unwrap();
    let trigger = "CREATE TRIGGER broken BEFORE INSERT ON licence WHEN NEW.number = 'JY3' \
        BEGIN SELECT RAISE(ABORT, 'as planned'); END";
    hall.app.execute(trigger).await.unwrap();
    let rows: Vec<_> = (0..7)
        .map(|n| row("", &format!("JY{n}"), LEI, "", "一号"))
        .collect();
    let (done, told) = hall.import(&file(&rows), false).await;
    assert_eq!(done, counts(6, 0, 0, 1));
    assert!(
        told.contains("JY3") && told.contains("数据库没有接受"),
        "{told}"
    );
}

#[rstest]
#[tokio::test]
async fn after_the_index_keys_were_turned_a_holder_is_still_found(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    assert_eq!(
        hall.imported(&[row("", "JY1", LEI, "", "一号")]).await,
        counts(1, 0, 0, 0)
    );
    let keys = hall.app.keys.clone();
    let turned = crate::crypto::keys::Keyring {
        index: keys.index.with_new("i9"),
        sealing: keys.sealing,
    };
    let hall = Hall {
        app: hall.app.with_vault(crate::crypto::Vault::new(&turned)),
        ..hall
    };
    assert_eq!(
        hall.imported(&[row("", "JY2", LEI, "", "一号")]).await,
        counts(1, 0, 0, 0)
    );
    assert_eq!(hall.app.count("holder").await, 3);
}
