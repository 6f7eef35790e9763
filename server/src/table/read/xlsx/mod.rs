//! How are the rows of the first sheet of a workbook read?
//!
//! [`package`] unpacks its parts and stops at bombs, [`xml`] reads them element by element, [`workbook`] finds them;
//! [`strings`], [`styles`] and [`number`] say what cells mean, [`sheet`] makes rows of them. Only the shared texts are
//! held.

mod number;
mod package;
mod sheet;
mod strings;
mod styles;
mod workbook;
mod xml;

use crate::table::{FileFault, Outcome, Row, RowFault, Rows, What, headers};
use package::Package;
use sheet::{Meaning, Sheet, SheetRow};
use std::io::{Read, Seek};
use strings::Strings;
use styles::Styles;
use workbook::Workbook;

pub(in crate::table) struct Xlsx<R> {
    sheet: Sheet<R>,
    headers: Vec<String>,
}

impl<R: Read + Seek> Xlsx<R> {
    pub(in crate::table) fn new(source: R) -> Result<Self, FileFault> {
        let mut package = Package::open(source)?;
        let workbook = Workbook::read(&mut package)?;
        let strings = match &workbook.strings {
            Some(part) => package.with(part, Strings::read)?,
            None => Strings::default(),
        };
        let styles = match &workbook.styles {
            Some(part) => package.with(part, Styles::read)?,
            None => Styles::default(),
        };
        let meaning = Meaning {
            strings,
            styles,
            is_1904: workbook.is_1904,
        };
        let mut sheet = Sheet::new(package.into_part(&workbook.sheet)?, meaning);
        let names = header(&mut sheet)?;
        Ok(Self {
            sheet,
            headers: headers::check(names)?,
        })
    }
}

/// The first row that holds something.
fn header<R: Read>(sheet: &mut Sheet<R>) -> Result<Vec<String>, FileFault> {
    loop {
        let row = sheet.next_row()?.ok_or(FileFault::Empty)?;
        let line = row.line;
        match row.fault {
            None => {}
            Some(What::TooManyCells { .. }) => return Err(FileFault::TooManyColumns),
            Some(what) => return Err(FileFault::Header(RowFault { line, what })),
        }
        let Some(last) = row.cells.iter().map(|(column, _)| *column).max() else {
            continue;
        };
        if last >= crate::table::COLUMN_LIMIT {
            return Err(FileFault::TooManyColumns);
        }
        let mut names = vec![String::new(); last + 1];
        for (column, text) in row.cells {
            if let Some(name) = names.get_mut(column) {
                *name = text;
            }
        }
        return Ok(names);
    }
}

impl<R: Read + Send> Rows for Xlsx<R> {
    fn headers(&self) -> &[String] {
        &self.headers
    }

    fn next_row(&mut self) -> Result<Option<Outcome>, FileFault> {
        while let Some(row) = self.sheet.next_row()? {
            if row.fault.is_some() || !row.cells.is_empty() {
                return Ok(Some(under(self.headers.len(), row)));
            }
        }
        Ok(None)
    }
}

fn under(columns: usize, row: SheetRow) -> Outcome {
    let line = row.line;
    let mut cells = vec![String::new(); columns];
    let mut fault = row.fault;
    for (column, text) in row.cells {
        match cells.get_mut(column) {
            Some(cell) => *cell = text,
            None => fault = fault.or(Some(What::TooManyCells { columns })),
        }
    }
    match fault {
        Some(what) => Err(RowFault { line, what }),
        None => Ok(Row { line, cells }),
    }
}
