//! How much of a row that is refused may be told? Whoever mends it has the file; whoever reads over a shoulder has not.

use crate::catalogue::TypeBody;
use crate::issuing::collecting::Entry;
use crate::issuing::{Sheet, is_person, listed_number};
use crate::mask::{mask_citizen_id, mask_name, mask_number};

/// Most characters of a value that a refusal shows.
const SHOWN: usize = 40;

/// What stands in the place of a problem, as far as it may be shown.
pub fn shown_value(entry: &Entry, pointer: &str, kind: &TypeBody) -> String {
    let sheet = &entry.sheet;
    let value = match pointer {
        "/identifier" => entry.identifier.clone(),
        "/number" => number(sheet),
        "/issued_on" => without_numbers(&sheet.issued_on),
        "/valid_from" => without_numbers(&sheet.valid_from),
        "/valid_to" => without_numbers(&sheet.valid_to),
        "/status" => without_numbers(&entry.status),
        "/trust" => without_numbers(&entry.trust),
        "/issuer" => entry.issuer.clone(),
        _ => match pointer.strip_prefix("/face/") {
            Some(key) => {
                let value = sheet.face.get(key).map_or("", String::as_str);
                let sensitive = kind.field(key).is_none_or(|field| field.sensitive);
                if sensitive {
                    mask_number(value)
                } else {
                    without_numbers(value)
                }
            }
            None => of_holder(sheet, pointer).unwrap_or_default(),
        },
    };
    shortened(&value)
}

/// Masked where lists mask it.
fn number(sheet: &Sheet) -> String {
    let mut holders = sheet.holders.iter();
    if holders.any(|holder| holder.code == sheet.number) {
        mask_citizen_id(&sheet.number)
    } else {
        listed_number(&sheet.number, &[])
    }
}

fn of_holder(sheet: &Sheet, pointer: &str) -> Option<String> {
    let (place, part) = pointer.strip_prefix("/holders/")?.split_once('/')?;
    let holder = sheet.holders.get(place.parse::<usize>().ok()?)?;
    Some(match part {
        "name" if is_person(holder.code_type.trim()) => mask_name(&holder.name),
        "name" => without_numbers(&holder.name),
        "code_type" => without_numbers(&holder.code_type),
        _ => mask_citizen_id(holder.code.trim()),
    })
}

/// A text whose long numbers are masked: columns that are shifted put numbers of people anywhere.
pub(super) fn without_numbers(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut run = String::new();
    let close = |run: &mut String, shown: &mut String| {
        if run.chars().filter(char::is_ascii_digit).count() > 10 {
            shown.push_str(&mask_number(run));
        } else {
            shown.push_str(run);
        }
        run.clear();
    };
    for c in text.chars() {
        if c.is_alphanumeric() && c.is_ascii() {
            run.push(c);
        } else {
            close(&mut run, &mut shown);
            shown.push(c);
        }
    }
    close(&mut run, &mut shown);
    shown
}

pub(super) fn shortened(text: &str) -> String {
    let mut characters = text.chars();
    let head: String = characters.by_ref().take(SHOWN).collect();
    if characters.next().is_some() {
        head + "…"
    } else {
        head
    }
}
