//! How much of a number or a name may be shown to somebody who did not ask for it in full?
//!
//! Masking keeps the length and just enough for the person concerned to tell two records apart. Every
//! text has a masked form; one too short to hide anything shows nothing. Organisations' names and
//! credit codes are public registers' content and aren't masked, so don't pass them here.

/// 990***********123X: three and four, the form that people here know from their bank. It hides the
/// whole birth date and, with the county, where the holder comes from; the last four tell the numbers
/// of one household apart.
pub fn mask_citizen_id(number: &str) -> String {
    keep_ends(number, 3, 4, 8)
}

/// 138****5678; also good for a land line with its area code.
pub fn mask_phone(number: &str) -> String {
    keep_ends(number, 3, 4, 4)
}

/// A passport's, a licence's, any other number that leads to a person: its last four characters, or
/// its last two where it is short.
pub fn mask_number(number: &str) -> String {
    if number.chars().count() >= 10 {
        keep_ends(number, 0, 4, 6)
    } else {
        keep_ends(number, 0, 2, 3)
    }
}

/// A natural person's name: the family name stays (张**, 欧阳**), of a name that isn't in the form
/// family name and one or two characters only its first character (买***·**, J*** *****). Blanks and
/// dots stay, as the shape of the name.
pub fn mask_name(name: &str) -> String {
    let name = name.trim();
    let shown = shown_of_name(name);
    name.chars()
        .enumerate()
        .map(|(place, c)| {
            if place < shown || c.is_whitespace() || matches!(c, '·' | '•' | '‧' | '・' | '.')
            {
                c
            } else {
                '*'
            }
        })
        .collect()
}

fn shown_of_name(name: &str) -> usize {
    match name.chars().count() {
        0 | 1 => 0,
        3 | 4
            if COMPOUND_FAMILY_NAMES
                .iter()
                .any(|family| name.starts_with(family)) =>
        {
            2
        }
        _ => 1,
    }
}

/// The family names of two characters that are borne today.
const COMPOUND_FAMILY_NAMES: [&str; 24] = [
    "欧阳", "上官", "司马", "司徒", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "长孙",
    "宇文", "轩辕", "端木", "独孤", "南宫", "夏侯", "闻人", "呼延", "赫连", "澹台", "申屠", "钟离",
];

/// Shows `head` and `tail` characters if at least `hidden` stay hidden between them, else none.
fn keep_ends(text: &str, head: usize, tail: usize, hidden: usize) -> String {
    let count = text.chars().count();
    let shows = count >= head + tail + hidden;
    text.chars()
        .enumerate()
        .map(|(place, c)| {
            if shows && (place < head || place >= count - tail) {
                c
            } else {
                '*'
            }
        })
        .collect()
}

/// The mask that fits what a value looks like: a citizen's number, a telephone number, another number, or words.
pub fn mask_value(value: &str) -> String {
    let length = value.chars().count();
    if value.chars().all(|c| c.is_ascii_digit()) && length == 11 {
        mask_phone(value)
    } else if value.chars().all(|c| c.is_ascii_alphanumeric()) && length >= 15 {
        mask_citizen_id(value)
    } else if value.is_ascii() || length <= 4 {
        mask_number(value)
    } else {
        // An address: where about, but not which house.
        let shown = (length / 2).min(6);
        value
            .chars()
            .enumerate()
            .map(|(place, c)| if place < shown { c } else { '*' })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_citizens_number_shows_three_and_four() {
        assert_eq!(mask_citizen_id("99010019850607123X"), "990***********123X");
        assert_eq!(mask_citizen_id("110105491231002"), "110********1002");
        assert_eq!(mask_citizen_id("1101054912"), "**********");
    }

    #[test]
    fn a_telephone_number_shows_three_and_four() {
        assert_eq!(mask_phone("13812345678"), "138****5678");
        assert_eq!(mask_phone("12345"), "*****");
    }

    #[test]
    fn another_number_shows_its_end() {
        assert_eq!(mask_number("甘A2026000123"), "********0123");
        assert_eq!(mask_number("E12345678"), "*******78");
        assert_eq!(mask_number("1234"), "****");
    }

    #[test]
    fn a_name_shows_the_family_name() {
        for (name, masked) in [
            ("张三", "张*"),
            (" 张三丰 ", "张**"),
            ("欧阳修", "欧阳*"),
            ("欧阳娜娜", "欧阳**"),
            ("欧阳", "欧*"),
            ("买买提·艾力", "买**·**"),
            ("John Smith", "J*** *****"),
            ("张", "*"),
            ("", ""),
        ] {
            assert_eq!(mask_name(name), masked);
        }
    }

    fn shown(masked: &str) -> usize {
        masked.chars().filter(|c| c.is_alphanumeric()).count()
    }

    proptest! {
        #[test]
        fn masking_keeps_the_length_and_never_shows_more_than_it_says(text in "\\w{0,40}") {
            let length = text.chars().count();
            for (masked, most) in [
                (mask_citizen_id(&text), 7),
                (mask_phone(&text), 7),
                (mask_number(&text), 4),
                (mask_name(&text), 2),
            ] {
                prop_assert!(shown(&masked) <= most);
                prop_assert!(length == 0 || shown(&masked) < length);
                prop_assert_eq!(masked.chars().count(), length);
            }
        }

        #[test]
        fn any_text_has_a_masked_form(text in any::<String>()) {
            for masked in [mask_citizen_id(&text), mask_phone(&text), mask_number(&text)] {
                prop_assert_eq!(masked.chars().count(), text.chars().count());
            }
            prop_assert!(mask_name(&text).chars().count() <= text.chars().count());
        }
    }

    #[test]
    fn a_value_is_masked_by_what_it_looks_like() {
        for (value, masked) in [
            ("990100198506071236", "990***********1236"),
            ("13812345678", "138****5678"),
            ("兰州新区纬一路8号院3栋502室", "兰州新区纬一**********"),
            ("1985年06月07日", "1985年******"),
            ("张三", "**"),
            ("", ""),
        ] {
            assert_eq!(mask_value(value), masked);
        }
    }
}
