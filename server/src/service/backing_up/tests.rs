//! A copy that is made while somebody writes is whole, and laid down it is the same.

use super::comparing::{Difference, compare};
use super::restoring::{Target, restore};
use super::taking::take;
use super::{Fault, Place};
use crate::demo::Size;
use crate::service::examining::{self, examine};
use crate::store::testing::{Backend, empty_place};
use crate::store::{Db, on};
use crate::testing::TestApp;
use rstest::rstest;
use std::path::Path;

const SIZE: Size = Size::of(200, 40);

async fn rename_agencies(app: &TestApp, at: &str) {
    let statement = "UPDATE agency SET name = name || $1";
    let at = at.to_owned();
    let done: Result<(), crate::store::StoreError> = app
        .app
        .db
        .write(move |tx| {
            Box::pin(async move {
                on!(tx, |c| sqlx::query(statement)
                    .bind(at)
                    .execute(c)
                    .await
                    .map(drop))?;
                Ok(())
            })
        })
        .await;
    done.unwrap();
}

fn place<'a>(db: &'a Db, url: &'a str, files: &'a Path) -> Place<'a> {
    Place { db, url, files }
}

#[rstest]
#[tokio::test]
async fn a_backup_made_while_somebody_writes_is_laid_down_the_same_and_whole(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(app) = TestApp::with_world(on, SIZE).await else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("backup");
    let url = app.db.url.as_str();
    let (taken, ()) = tokio::join!(
        take(place(&app.app.db, url, &app.app.files), &to, app.now()),
        async {
            for turn in 0..20 {
                rename_agencies(&app, &turn.to_string()).await;
            }
        }
    );
    let manifest = taken.unwrap();
    assert!(manifest.files > 0 && manifest.gone == 0, "{manifest:?}");
    assert!(manifest.tables["objection"].rows >= 40, "{manifest:?}");

    let Some((other, _kept)) = empty_place(on).await else {
        return;
    };
    let files = folder.path().join("restored-files");
    let target = Target {
        file: other.strip_prefix("sqlite:").map(Path::new),
        url: &other,
        files: &files,
    };
    assert_eq!(restore(&to, target).await.unwrap(), manifest);
    let restored = Db::open(&other).await.unwrap();
    let there = place(&restored, &other, &files);
    assert_eq!(compare(&to, there).await.unwrap(), []);
    let places = examining::Places {
        rulebook: &app.app.rules.rulebook,
        files: &files,
    };
    assert_eq!(examine(&restored, places, |_| ()).await.unwrap().broken, []);

    // What was written since is named.
    let here = place(&app.app.db, url, &app.app.files);
    rename_agencies(&app, "since").await;
    let [Difference::Table(name, kept, found)] = &compare(&to, here).await.unwrap()[..] else {
        panic!("one table was written to");
    };
    assert_eq!((name.as_str(), kept.rows), ("agency", found.rows));
    assert!(matches!(
        restore(&to, target).await,
        Err(Fault::DatabaseTaken)
    ));
    assert!(matches!(
        take(here, &to, app.now()).await,
        Err(Fault::FolderTaken(_))
    ));
}
