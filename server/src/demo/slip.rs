//! How a value of a licence gets wrong: what an objection is about.

use super::chance::Chance;
use super::data::{Data, FieldData, PeopleData, SlipData, SlipKind, TypeData};
use super::face::Face;
use domain::rulebook::Ground;

/// A value that is right and one that is not, and which of them the licence shows.
#[derive(Clone, Debug)]
pub(super) struct Slip {
    pub(super) key: String,
    pub(super) label: String,
    pub(super) kind: SlipKind,
    /// Whether the objector is right: the licence then shows the wrong value.
    pub(super) holds: bool,
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

/// Slips in different fields of a right face, one for each claim that shall hold or not, in their order.
/// `fields` names the fields; where it doesn't, chance does.
pub(super) fn slips_of(
    data: &Data,
    kind: &TypeData,
    face: &Face,
    (claims, fields): (&[bool], &[String]),
    chance: &mut Chance,
) -> Vec<Slip> {
    let mut found: Vec<Slip> = Vec::with_capacity(claims.len());
    let start = chance.place(kind.slips.len());
    for (place, holds) in claims.iter().enumerate() {
        let wanted = |slip: &&SlipData| fields.get(place).is_none_or(|key| *key == slip.field);
        let mut in_turn = kind.slips.iter().cycle().skip(start).take(kind.slips.len());
        let slip = in_turn.by_ref().filter(wanted).find_map(|candidate| {
            let taken = found.iter().any(|slip| slip.key == candidate.field);
            let absurd = !holds && is_known_by_heart(candidate);
            let usable = !taken && !absurd;
            usable.then(|| slip_of(data, kind, face, (candidate, *holds), chance))?
        });
        found.extend(slip);
    }
    found
}

/// Nobody is wrong about the own name and birthday.
fn is_known_by_heart(slip: &SlipData) -> bool {
    slip.kind == SlipKind::Homophone || slip.field == "born"
}

fn slip_of(
    data: &Data,
    kind: &TypeData,
    face: &Face,
    (candidate, holds): (&SlipData, bool),
    chance: &mut Chance,
) -> Option<Slip> {
    let field = kind.field(&candidate.field)?;
    let (_, right) = face.iter().find(|(key, _)| *key == candidate.field)?;
    let wrong = match candidate.kind {
        SlipKind::Digits => misread(right, chance),
        SlipKind::Homophone => misheard(&data.people, right),
        SlipKind::Outdated => another(field, right, chance),
        SlipKind::Cut if !holds => Some(lengthened(right)),
        SlipKind::Cut => shortened(right),
    }?;
    (wrong != *right).then(|| Slip {
        key: field.key.clone(),
        label: field.label.clone(),
        kind: candidate.kind,
        holds,
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

/// More than was granted.
fn lengthened(right: &str) -> String {
    if right.contains('、') {
        format!("{right}、相关咨询服务")
    } else {
        format!("{right}及附属储藏间")
    }
}

impl Slip {
    /// What the licence shows when the objection is filed.
    pub(super) fn shown(&self) -> &str {
        if self.holds { &self.wrong } else { &self.right }
    }

    /// What the objector says it should be.
    pub(super) fn claimed(&self) -> &str {
        if self.holds { &self.right } else { &self.wrong }
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
                for claims in [[true, false], [false, false], [true, true]] {
                    let slips = slips_of(&data, kind, &face, (&claims, &[]), &mut chance);
                    if claims != [false, false] {
                        assert_eq!(slips.len(), 2, "{} of {}", kind.name, person.name);
                    }
                    assert!(!slips.is_empty(), "{} of {}", kind.name, person.name);
                    for slip in slips {
                        assert_ne!(slip.shown(), slip.claimed());
                        assert!(!slip.wrong.is_empty());
                    }
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
