//! Where in a workbook are its first sheet, its texts and its formats?

use super::package::Package;
use super::xml::{attribute, text_attribute};
use crate::table::FileFault;
use quick_xml::events::Event;
use std::io::{Read, Seek};

/// The parts of a workbook that a table is read from.
pub(super) struct Workbook {
    pub(super) sheet: String,
    pub(super) strings: Option<String>,
    pub(super) styles: Option<String>,
    /// Days are counted from 1904 instead of 1900.
    pub(super) is_1904: bool,
}

struct Relation {
    id: String,
    kind: String,
    target: String,
}

impl Workbook {
    pub(super) fn read<R: Read + Seek>(package: &mut Package<R>) -> Result<Self, FileFault> {
        let of_kind = |relations: &[Relation], kind: &str| {
            let found = relations.iter().find(|one| one.kind == kind);
            found.map(|one| one.target.clone())
        };
        let root = relations(package, "_rels/.rels", "")?;
        let path =
            of_kind(&root, "officeDocument").ok_or(FileFault::Broken("no workbook inside"))?;
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
        let relations = relations(package, &format!("{folder}/_rels/{name}.rels"), folder)?;
        let (id, is_1904) = first_sheet(package, &path)?;
        let sheet = relations.iter().find(|one| one.id == id);
        Ok(Self {
            sheet: sheet
                .map(|one| one.target.clone())
                .ok_or(FileFault::Broken("no sheet inside"))?,
            strings: of_kind(&relations, "sharedStrings"),
            styles: of_kind(&relations, "styles"),
            is_1904,
        })
    }
}

/// The relation that names the first sheet, and whether days are counted from 1904.
fn first_sheet<R: Read + Seek>(
    package: &mut Package<R>,
    path: &str,
) -> Result<(String, bool), FileFault> {
    package.with(path, |xml| {
        let mut is_1904 = false;
        loop {
            match xml.next()? {
                Event::Start(element) if element.local_name().as_ref() == "workbookPr" => {
                    let value = attribute(&element, "date1904");
                    is_1904 = matches!(value.as_deref(), Some("1" | "true"));
                }
                Event::Start(element) if element.local_name().as_ref() == "sheet" => {
                    let id = text_attribute(&element, "id");
                    return Ok((id.unwrap_or_default(), is_1904));
                }
                Event::Eof => return Err(FileFault::Broken("no sheet inside")),
                _ => {}
            }
        }
    })
}

fn relations<R: Read + Seek>(
    package: &mut Package<R>,
    path: &str,
    folder: &str,
) -> Result<Vec<Relation>, FileFault> {
    package.with(path, |xml| {
        let mut relations = Vec::new();
        loop {
            match xml.next()? {
                Event::Start(element) if element.local_name().as_ref() == "Relationship" => {
                    let value = |name| text_attribute(&element, name).unwrap_or_default();
                    let (kind, target) = (value("Type"), value("Target"));
                    relations.push(Relation {
                        id: value("Id"),
                        kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                        target: resolved(folder, &target),
                    });
                }
                Event::Eof => return Ok(relations),
                _ => {}
            }
        }
    })
}

/// A target is told from the root of the archive or from the folder of the part that names it.
fn resolved(folder: &str, target: &str) -> String {
    if target.starts_with('/') || folder.is_empty() {
        return target.trim_start_matches('/').to_owned();
    }
    format!("{folder}/{}", target.trim_start_matches("./"))
}
