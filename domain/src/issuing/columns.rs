//! The columns of a file of issued licences: which header means what, and what a row says (存量归集, 兰安 一百五十一).
//!
//! They are the short names of GB/T 36903 as practised, and `KZ_<key>` for each field of the type's face. Beijing's names
//! of the two days of validity, small letters, the Chinese names and the labels of fields are understood, too. A name that
//! means nothing refuses the file: a column that is left out silently is a library that lacks it silently.
//!
//! [`template()`] makes a file that goes in; `shown` says how much of a row that is refused may be told.

mod shown;
mod template;

pub use shown::shown_value;
pub use template::template;

use super::collecting::Entry;
use super::{CODE_TYPES, SheetHolder};
use crate::catalogue::{Need, TypeBody};
use shown::{shortened, without_numbers};

/// What stands before a field's key.
const FACE: &str = "KZ_";
/// Holders of one licence are parted by these.
const PARTING: [char; 2] = ['^', '、'];
/// The line in the file that was refused, in what is given back to be mended.
pub const LINE: &str = "行号";
/// Why it was refused, there.
pub const REASON: &str = "原因";

/// What a column says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// 证照标识.
    Identifier,
    /// 证照编号.
    Number,
    /// 持证主体.
    HolderName,
    /// 持证主体代码类型代码.
    CodeType,
    /// 持证主体代码.
    HolderCode,
    /// 证照颁发日期.
    IssuedOn,
    /// 证照有效期起始日期.
    ValidFrom,
    /// 证照有效期截止日期.
    ValidTo,
    /// 证照状态.
    Status,
    /// 证照等级.
    Trust,
    /// 证照颁发机构代码.
    Issuer,
    /// A field of the face.
    Face(String),
    /// What was added to a refused row, and isn't read.
    Note,
}

/// The names of each column but the face's: the short one, the Chinese one, and what others call it.
const NAMES: [(Column, &[&str]); 11] = [
    (Column::Identifier, &["ZZBS", "证照标识"]),
    (Column::Number, &["ZZBH", "证照编号"]),
    (
        Column::HolderName,
        &["CZZT", "持证主体", "CZZTMC", "持证主体名称"],
    ),
    (
        Column::CodeType,
        &["CZZTDMLXDM", "持证主体代码类型代码", "持证主体代码类型"],
    ),
    (Column::HolderCode, &["CZZTDM", "持证主体代码"]),
    (Column::IssuedOn, &["ZZBFRQ", "证照颁发日期"]),
    (
        Column::ValidFrom,
        &[
            "ZZYXQQSRQ",
            "证照有效期起始日期",
            "ZZYXQQSSJ",
            "有效期起始日期",
        ],
    ),
    (
        Column::ValidTo,
        &[
            "ZZYXQJZRQ",
            "证照有效期截止日期",
            "ZZYXQJZSJ",
            "有效期截止日期",
        ],
    ),
    (Column::Status, &["ZZZT", "证照状态"]),
    (Column::Trust, &["ZZDJ", "证照等级"]),
    (Column::Issuer, &["ZZBFJGDM", "证照颁发机构代码"]),
];

/// Without these there is no licence.
const REQUIRED: [Column; 5] = [
    Column::Number,
    Column::HolderName,
    Column::CodeType,
    Column::HolderCode,
    Column::IssuedOn,
];

/// Why a file's header can't be read as columns of a type.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ColumnsFault {
    /// Names that mean nothing.
    #[error(
        "没有这些列：{0}。这类证照的列见模板。The type has no such columns: {0}; its template names those that there are"
    )]
    Unknown(String),
    /// What has to be there and isn't.
    #[error("缺少必需的列：{0}。These columns are needed and missing: {0}")]
    Missing(String),
    /// Two names of one column.
    #[error("列 {0} 出现了两次。The column {0} stands there twice")]
    Twice(String),
}

/// The columns of a file, in its order.
#[derive(Clone, Debug)]
pub struct Columns(Vec<Column>);

impl Columns {
    /// Reads a header.
    pub fn read(headers: &[String], kind: &TypeBody) -> Result<Self, ColumnsFault> {
        let mut columns: Vec<Column> = Vec::with_capacity(headers.len());
        let mut unknown = Vec::new();
        for header in headers {
            match column(header, kind) {
                None => unknown.push(shortened(&without_numbers(header))),
                Some(column) if column != Column::Note && columns.contains(&column) => {
                    return Err(ColumnsFault::Twice(name(&column)));
                }
                Some(column) => columns.push(column),
            }
        }
        if !unknown.is_empty() {
            return Err(ColumnsFault::Unknown(unknown.join("、")));
        }
        let missing: Vec<String> = needed(kind)
            .filter(|column| !columns.contains(column))
            .map(|column| name(&column))
            .collect();
        if missing.is_empty() {
            Ok(Self(columns))
        } else {
            Err(ColumnsFault::Missing(missing.join("、")))
        }
    }

    /// What a row says.
    pub fn entry(&self, cells: &[String]) -> Entry {
        let mut entry = Entry::default();
        let (mut names, mut types, mut codes) = ("", "", "");
        for (column, cell) in self.0.iter().zip(cells) {
            let sheet = &mut entry.sheet;
            match column {
                Column::Identifier => cell.clone_into(&mut entry.identifier),
                Column::Number => cell.clone_into(&mut sheet.number),
                Column::HolderName => names = cell,
                Column::CodeType => types = cell,
                Column::HolderCode => codes = cell,
                Column::IssuedOn => cell.clone_into(&mut sheet.issued_on),
                Column::ValidFrom => cell.clone_into(&mut sheet.valid_from),
                Column::ValidTo => cell.clone_into(&mut sheet.valid_to),
                Column::Status => cell.clone_into(&mut entry.status),
                Column::Trust => cell.clone_into(&mut entry.trust),
                Column::Issuer => cell.clone_into(&mut entry.issuer),
                Column::Face(key) if !cell.trim().is_empty() => {
                    sheet.face.insert(key.clone(), cell.clone());
                }
                Column::Face(_) | Column::Note => {}
            }
        }
        entry.sheet.holders = holders(names, types, codes);
        entry
    }
}

/// Holders that stand in three cells. One type of code is meant for all of them.
fn holders(names: &str, types: &str, codes: &str) -> Vec<SheetHolder> {
    let parts = |text: &str| {
        text.split(PARTING)
            .map(|part| part.trim().to_owned())
            .collect::<Vec<_>>()
    };
    let (names, types, codes) = (parts(names), parts(types), parts(codes));
    let at = |list: &[String], place: usize| list.get(place).cloned().unwrap_or_default();
    (0..names.len().max(codes.len()))
        .map(|place| {
            let given = if types.len() == 1 {
                at(&types, 0)
            } else {
                at(&types, place)
            };
            let by_name = CODE_TYPES.iter().find(|(_, name)| *name == given);
            SheetHolder {
                name: at(&names, place),
                code_type: by_name.map_or(given, |(code, _)| (*code).to_owned()),
                code: at(&codes, place),
            }
        })
        .collect()
}

fn column(header: &str, kind: &TypeBody) -> Option<Column> {
    let header = header.trim();
    if [LINE, REASON].contains(&header) {
        return Some(Column::Note);
    }
    let named = NAMES
        .iter()
        .find(|(_, names)| names.iter().any(|name| name.eq_ignore_ascii_case(header)));
    if let Some((column, _)) = named {
        return Some(column.clone());
    }
    let key = header
        .split_at_checked(FACE.len())
        .filter(|(start, _)| start.eq_ignore_ascii_case(FACE))
        .map(|(_, key)| key.to_ascii_lowercase());
    let field = match key {
        Some(key) => kind.field(&key),
        None => kind.fields.iter().find(|field| field.label == header),
    };
    field.map(|field| Column::Face(field.key.clone()))
}

fn needed(kind: &TypeBody) -> impl Iterator<Item = Column> + use<'_> {
    let face = kind
        .fields
        .iter()
        .filter(|field| field.need == Need::Required && field.source.is_none())
        .map(|field| Column::Face(field.key.clone()));
    REQUIRED.into_iter().chain(face)
}

/// The short name of a column.
fn name(column: &Column) -> String {
    if let Column::Face(key) = column {
        return [FACE, key].concat();
    }
    let names = NAMES.iter().find(|(known, _)| known == column);
    let short = names.and_then(|(_, names)| names.first());
    short.map_or(String::new(), |name| (*name).to_owned())
}

/// The column that the place of a problem, such as `/holders/1/code`, stands in; empty where it concerns the whole row.
pub fn column_of(pointer: &str) -> String {
    let column = match pointer {
        "/identifier" => Column::Identifier,
        "/number" => Column::Number,
        "/holders" => Column::HolderName,
        "/issued_on" => Column::IssuedOn,
        "/valid_from" => Column::ValidFrom,
        "/valid_to" => Column::ValidTo,
        "/status" => Column::Status,
        "/trust" => Column::Trust,
        "/issuer" => Column::Issuer,
        _ => match (pointer.strip_prefix("/face/"), pointer.rsplit('/').next()) {
            (Some(key), _) => Column::Face(key.to_owned()),
            (None, Some("name")) => Column::HolderName,
            (None, Some("code_type")) => Column::CodeType,
            (None, Some("code")) => Column::HolderCode,
            _ => return String::new(),
        },
    };
    name(&column)
}

#[cfg(test)]
pub(super) mod tests;
