//! 存量归集 and 实时归集: rows become licences once, whatever they say, whichever door they come by.

mod chain;
mod command;
mod desk;
mod push;
mod scanned;

use super::{Hall, TYPE};
use crate::service::Ctx;
use crate::service::importing::command::{Importing, Opened, source};
use crate::store::on;
use crate::table;
use domain::issuing::columns::Columns;
use domain::licence::Trust;
use domain::wire::importing::ImportCounts;
use sha2::{Digest, Sha256};
use std::io::Cursor;

pub(super) const LEI: &str = "990100199001010012";
pub(super) const MEI: &str = "990100198506071238";
pub(super) const HEADER: &str =
    "ZZBS,ZZBH,CZZT,CZZTDMLXDM,CZZTDM,ZZBFRQ,ZZYXQJZRQ,ZZZT,KZ_operator,KZ_place";

/// A row; the parts that tests vary.
pub(super) fn row(
    identifier: &str,
    number: &str,
    holder: &str,
    status: &str,
    place: &str,
) -> String {
    let (names, codes): (Vec<_>, Vec<_>) = holder.split('^').map(|code| ("李雷", code)).unzip();
    format!(
        "{identifier},{number},{},111,{},2024-03-05,2029-03-04,{status},新区面馆,{place}",
        names.join("^"),
        codes.join("^")
    )
}

pub(super) fn file(rows: &[String]) -> String {
    let rows = rows.iter().map(String::as_str);
    [HEADER]
        .into_iter()
        .chain(rows)
        .collect::<Vec<_>>()
        .join("\n")
}

pub(super) fn counts(new: i64, changed: i64, same: i64, refused: i64) -> ImportCounts {
    ImportCounts {
        rows: new + changed + same + refused,
        new,
        changed,
        same,
        refused,
    }
}

impl Hall {
    /// Runs a file as the operator does; and what was refused, as CSV.
    async fn import(&self, text: &str, dry: bool) -> (ImportCounts, String) {
        let ctx = Ctx::of_system(&self.app.app);
        let source = source(&ctx, TYPE, Trust::B).await.unwrap();
        let content = Cursor::new(text.as_bytes().to_vec());
        let table = table::open(content, "a.csv").unwrap();
        let headers = table.headers().to_vec();
        let opened = Opened {
            name: "a.csv".into(),
            content: Sha256::digest(text.as_bytes()).into(),
            columns: Columns::read(&headers, &source.body).unwrap(),
            table,
        };
        let importing = Importing::begin(ctx, source, &opened, dry).await.unwrap();
        let counts = importing.run(opened, |_| ()).await.unwrap();
        let (_, refused) = importing.refused(&headers, Vec::new()).await.unwrap();
        importing.close().await.unwrap();
        (counts, String::from_utf8(refused).unwrap())
    }

    async fn imported(&self, rows: &[String]) -> ImportCounts {
        self.import(&file(rows), false).await.0
    }

    async fn texts(&self, sql: &'static str) -> Vec<String> {
        let mut read = self.app.app.db.read().await.unwrap();
        on!(&mut *read, |c| sqlx::query_scalar(sql).fetch_all(c).await).unwrap()
    }
}
