//! The issuing desk's search, what it shows of a licence besides, and what is done to many at once.

mod many;
mod searching;
mod seeing;

use crate::testing::Browser;
use domain::id::LicenceId;
use domain::wire::search::LicencePage;
use jiff::civil::Date;

async fn ids(browser: &mut Browser, query: &str) -> Vec<LicenceId> {
    let page: LicencePage = browser.get(&format!("/desk/licences?{query}")).await.ok();
    page.items.iter().map(|row| row.licence.id).collect()
}

/// 2026-09-17 is the day of these tests.
fn day(year: i16, month: i8, day: i8) -> Date {
    Date::constant(year, month, day)
}
