//! What is typed into a form, as the tab keeps it: so that nothing is lost with a reload, another page, another language or
//! a session that has run out, and what came back can be taken up again. Logging out forgets it all.

use super::page::Page;
use crate::browser::{recall_here, remember_here};
use crate::json::{self, FromJson, Record, Value};
use domain::id::{LicenceId, StaffId};
use domain::issuing::Sheet;
use domain::licence::LicenceEventKind;
use serde::Serialize;

/// What is typed into the form of a licence's version: a sheet, and the words of its event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(in crate::desk) struct Typed {
    pub(in crate::desk) sheet: Sheet,
    pub(in crate::desk) on: String,
    pub(in crate::desk) basis: String,
    pub(in crate::desk) reason: String,
}

impl FromJson for Typed {
    fn from_json(value: Value, broken: &mut bool) -> Self {
        let mut record = Record::of(value, broken);
        Self {
            sheet: record.take("sheet"),
            on: record.take("on"),
            basis: record.take("basis"),
            reason: record.take("reason"),
        }
    }
}

/// Where the form of a type is kept. Where several people use one tab, each has what that one typed.
pub(super) fn of_type(staff: Option<StaffId>, code: &str) -> String {
    place(staff, code)
}

/// Where the form of a licence's next version is kept: another revision is another form.
pub(super) fn of_next(
    staff: Option<StaffId>,
    licence: LicenceId,
    kind: LicenceEventKind,
    revision: i64,
) -> String {
    let page = Page::Deed(licence, kind).href();
    place(staff, &[&page, ".", &revision.to_string()].concat())
}

/// Where a version of an entry of the catalogue is kept: typed over another revision it is another form.
pub(super) fn of_entry(staff: Option<StaffId>, code: &str, revision: i64) -> String {
    let page = Page::Entry(code.to_owned()).href();
    place(staff, &[&page, ".", &revision.to_string()].concat())
}

/// Where a type is kept that isn't there yet.
pub(super) fn of_new_entry(staff: Option<StaffId>) -> String {
    place(staff, &Page::NewEntry.href())
}

fn place(staff: Option<StaffId>, of: &str) -> String {
    let staff = staff.map(|staff| staff.to_string()).unwrap_or_default();
    ["mz.desk.", &staff, ".", of].concat()
}

/// What is kept there.
pub(super) fn recall<T: FromJson>(place: &str) -> Option<T> {
    json::read(&recall_here(place)?).ok()
}

/// Keeps it, or forgets what was kept.
pub(super) fn keep<T: Serialize>(place: &str, typed: Option<&T>) {
    let text = typed.and_then(|typed| json::write(typed).ok());
    remember_here(place, &text.unwrap_or_default());
}

/// It was sent.
pub(super) fn forget(place: &str) {
    remember_here(place, "");
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::issuing::SheetHolder;

    #[test]
    fn what_the_tab_keeps_comes_back_as_it_was() {
        let holder = SheetHolder {
            name: "李雷".into(),
            code_type: "111".into(),
            code: "9901".into(),
        };
        let typed = Typed {
            sheet: Sheet {
                number: "JY\"1\"".into(),
                holders: vec![holder, SheetHolder::default()],
                issued_on: "2026年".into(),
                valid_to: "长期".into(),
                face: [("place".to_owned(), "纬一路\n6号".to_owned())].into(),
                ..Sheet::default()
            },
            on: "2026-01-05".into(),
            basis: "文号".into(),
            reason: String::new(),
        };
        for typed in [typed, Typed::default()] {
            assert_eq!(json::read(&json::write(&typed).unwrap()), Ok(typed));
        }
    }
}
