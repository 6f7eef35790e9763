//! What stands on a licence: the values of its face and its number, from the patterns of its type.

use super::chance::Chance;
use super::data::TypeData;
use super::people::{Person, credit_code};
use domain::validity::{written, written_end};
use jiff::civil::Date;

/// A face: keys and values in the order of the type.
pub(super) type Face = Vec<(String, String)>;

/// What the patterns can name besides the person.
pub(super) struct Facts {
    pub(super) number: String,
    pub(super) issued: Date,
    pub(super) valid_from: Date,
    pub(super) valid_to: Option<Date>,
}

/// The number of the `serial`-th licence of the world.
pub(super) fn number(kind: &TypeData, person: &Person, serial: u64, issued: Date) -> String {
    let credit = if person.is_company {
        person.number.clone()
    } else {
        credit_code("92", 'M', serial)
    };
    kind.number
        .replace("{serial}", &padded(serial))
        .replace("{year}", &issued.year().to_string())
        .replace("{credit}", &credit)
        .replace("{holder.number}", person.number.as_str())
}

pub(super) fn compose(
    kind: &TypeData,
    person: &Person,
    facts: &Facts,
    serial: u64,
    chance: &mut Chance,
) -> Face {
    kind.fields
        .iter()
        .map(|field| {
            let of_company = field.company.as_deref().filter(|_| person.is_company);
            let of_all = if field.choices.is_empty() {
                &field.value
            } else {
                chance.pick(&field.choices)
            };
            let pattern = of_company.unwrap_or(of_all);
            (field.key.clone(), fill(pattern, person, facts, serial))
        })
        .collect()
}

/// Fills a pattern in; a name that it doesn't know stays.
pub(super) fn fill(pattern: &str, person: &Person, facts: &Facts, serial: u64) -> String {
    let mut filled = String::with_capacity(pattern.len() + 32);
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            continue;
        };
        match name {
            "holder.name" => filled.push_str(&person.name),
            "holder.number" => filled.push_str(person.number.as_str()),
            "responsible" => filled.push_str(&person.responsible),
            "sex" => filled.push_str(person.sex.label()),
            "born" => filled.push_str(&written(person.born)),
            "home" => filled.push_str(&person.home),
            "shop" => filled.push_str(&person.shop),
            "shop.address" => filled.push_str(&person.shop_address),
            "number" => filled.push_str(&facts.number),
            "serial" => filled.push_str(&padded(serial)),
            "issued" => filled.push_str(&written(facts.issued)),
            "valid_from" => filled.push_str(&written(facts.valid_from)),
            "valid_to" => filled.push_str(&written_end(facts.valid_to)),
            unknown => {
                filled.push('{');
                filled.push_str(unknown);
                filled.push('}');
            }
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

fn padded(serial: u64) -> String {
    format!("{serial:07}")
}

#[cfg(test)]
mod tests {
    use super::super::data::Data;
    use super::*;
    use domain::identifier::Uscc;
    use jiff::civil::date;

    #[test]
    fn every_pattern_is_filled_in() {
        let data = Data::load().unwrap();
        let mut chance = Chance::of_stream(1);
        let person = Person::of_crowd(&data, 1, &mut chance).unwrap();
        for kind in &data.types {
            let facts = Facts {
                number: number(kind, &person, 42, date(2024, 3, 5)),
                issued: date(2024, 3, 5),
                valid_from: date(2024, 3, 5),
                valid_to: None,
            };
            assert!(!facts.number.contains('{'), "{}", facts.number);
            for (key, value) in compose(kind, &person, &facts, 42, &mut chance) {
                assert!(!value.contains('{') && !value.is_empty(), "{key}: {value}");
            }
        }
    }

    #[test]
    fn an_invented_trader_has_a_right_credit_code() {
        for serial in [0, 1, 42, 99_999, 9_999_999] {
            let code = Uscc::parse(&credit_code("92", 'M', serial)).unwrap();
            code.organisation_code().unwrap();
        }
    }
}
