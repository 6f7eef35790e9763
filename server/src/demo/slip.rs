//! How a value of a licence gets wrong: what an objection is about.

use super::chance::Chance;
use super::data::{Data, FieldData, PeopleData, SlipData, SlipKind, TypeData};
use super::face::Face;
use domain::objection::Ground;

/// A value that is right and one that is not; which of them the licence shows is the story's.
#[derive(Clone, Debug)]
pub(super) struct Slip {
    pub(super) key: String,
    pub(super) label: String,
    pub(super) kind: SlipKind,
    pub(super) right: String,
    pub(super) wrong: String,
}

/// The grounds on which one objects to such a slip.
pub(super) fn ground_of(kind: SlipKind) -> Ground {
    match kind {
        SlipKind::Digits | SlipKind::Homophone => Ground::Accuracy,
        SlipKind::Outdated => Ground::Timeliness,
        SlipKind::Cut => Ground::Completeness,
    }
}

/// Up to `wanted` slips in different fields of a right face.
pub(super) fn slips_of(
    data: &Data,
    kind: &TypeData,
    face: &Face,
    wanted: usize,
    chance: &mut Chance,
) -> Vec<Slip> {
    let mut found: Vec<Slip> = Vec::with_capacity(wanted);
    let start = chance.place(kind.slips.len());
    let in_turn = kind.slips.iter().cycle().skip(start).take(kind.slips.len());
    for candidate in in_turn {
        if found.len() == wanted {
            break;
        }
        if found.iter().all(|slip| slip.key != candidate.field) {
            found.extend(slip_of(data, kind, face, candidate, chance));
        }
    }
    found
}

fn slip_of(
    data: &Data,
    kind: &TypeData,
    face: &Face,
    candidate: &SlipData,
    chance: &mut Chance,
) -> Option<Slip> {
    let field = kind.field(&candidate.field)?;
    let (_, right) = face.iter().find(|(key, _)| *key == candidate.field)?;
    let wrong = match candidate.kind {
        SlipKind::Digits => misread(right, chance),
        SlipKind::Homophone => misheard(&data.people, right),
        SlipKind::Outdated => another(field, right, chance),
        SlipKind::Cut => shortened(right),
    }?;
    (wrong != *right).then(|| Slip {
        key: field.key.clone(),
        label: field.label.clone(),
        kind: candidate.kind,
        right: right.clone(),
        wrong,
    })
}

/// One digit is another, but not such that a date stops being one.
fn misread(right: &str, chance: &mut Chance) -> Option<String> {
    let digits: Vec<usize> = right
        .char_indices()
        .filter(|(place, c)| c.is_ascii_digit() && can_change(right, *place))
        .map(|(place, _)| place)
        .collect();
    let place = *digits.get(chance.place(digits.len()))?;
    let digit = right.get(place..=place)?.parse::<u8>().ok()?;
    let other = if digit == 9 { 8 } else { digit + 1 };
    Some(format!(
        "{}{other}{}",
        right.get(..place)?,
        right.get(place + 1..)?
    ))
}

/// In a date only the last digit of the year is misread: that leaves a date. In other values any but a leading digit.
fn can_change(text: &str, place: usize) -> bool {
    let follows = |suffix: &str| {
        text.get(place + 1..)
            .is_some_and(|rest| rest.starts_with(suffix))
    };
    let leads = !text
        .get(..place)
        .is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit() || c == '.'));
    if text.contains('年') {
        follows("年")
    } else {
        !leads
    }
}

fn misheard(people: &PeopleData, right: &str) -> Option<String> {
    let pairs = people.women.iter().chain(&people.men);
    // The surname stays: nobody's is taken for another here.
    let surname: String = right.chars().take(1).collect();
    let given = right.strip_prefix(&surname)?;
    pairs
        .filter_map(|pair| {
            let mut chars = pair.chars();
            chars.next().zip(chars.next())
        })
        .find(|(written, _)| given.contains(*written))
        .map(|(written, heard)| {
            format!(
                "{surname}{}",
                given.replacen(written, &heard.to_string(), 1)
            )
        })
}

fn another(field: &FieldData, right: &str, chance: &mut Chance) -> Option<String> {
    let others: Vec<&String> = field
        .choices
        .iter()
        .filter(|choice| *choice != right)
        .collect();
    let other = others.get(chance.place(others.len()))?;
    Some((*other).clone())
}

/// Without the last item of a list, or without what follows the house number.
fn shortened(right: &str) -> Option<String> {
    if let Some((kept, _)) = right.rsplit_once('、') {
        return Some(kept.to_owned());
    }
    let (kept, cut) = right.split_once('号')?;
    (!cut.is_empty()).then(|| format!("{kept}号"))
}

impl Slip {
    /// What the objector claims where the licence is right: the mistake the other way round.
    pub(super) fn claimed_in_vain(&self) -> String {
        match self.kind {
            SlipKind::Cut if self.right.contains('、') => format!("{}、相关咨询服务", self.right),
            SlipKind::Cut => format!("{}及附属储藏间", self.right),
            SlipKind::Digits | SlipKind::Homophone | SlipKind::Outdated => self.wrong.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::face::{Facts, compose};
    use super::super::people::Person;
    use super::*;
    use jiff::civil::date;

    #[test]
    fn every_type_can_be_disputed_in_two_fields_of_whoever_holds_it() {
        let data = Data::load().unwrap();
        for ordinal in 0..300 {
            let mut chance = Chance::of_stream(ordinal);
            let person = Person::of_crowd(&data, ordinal, &mut chance).unwrap();
            for kind in &data.types {
                let facts = Facts {
                    number: "1".into(),
                    issued: date(2024, 12, 29),
                    valid_from: date(2024, 12, 29),
                    valid_to: None,
                };
                let face = compose(kind, &person, &facts, ordinal, &mut chance);
                let slips = slips_of(&data, kind, &face, 2, &mut chance);
                assert_eq!(slips.len(), 2, "{} of {}", kind.name, person.name);
                for slip in slips {
                    assert_ne!(slip.right, slip.wrong);
                    assert_ne!(slip.right, slip.claimed_in_vain());
                    assert!(!slip.wrong.is_empty());
                }
            }
        }
    }

    #[test]
    fn a_misread_date_is_still_a_date() {
        for stream in 0..50 {
            let wrong = misread("1988年6月17日", &mut Chance::of_stream(stream)).unwrap();
            assert_eq!(wrong, "1989年6月17日");
        }
    }

    #[test]
    fn a_misheard_name_keeps_its_surname() {
        let data = Data::load().unwrap();
        let heard = misheard(&data.people, "周晓兰").unwrap();
        assert!(heard.starts_with('周') && heard != "周晓兰", "{heard}");
    }
}
