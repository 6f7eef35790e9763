//! Chinese numerals as article numbers use them: 一百六十八.

/// The number that a Chinese numeral below 1000 writes, if it writes one in the proper form.
pub(super) fn value(numeral: &str) -> Option<u16> {
    let (mut number, mut pending) = (0, 0);
    for character in numeral.chars().take(7) {
        match character {
            '百' => number += std::mem::take(&mut pending) * 100,
            '十' => number += std::mem::take(&mut pending).max(1) * 10,
            '零' => {}
            _ => pending = (1..10).find(|one| digit(*one).starts_with(character))?,
        }
    }
    number += pending;
    (number > 0 && write(number) == numeral).then_some(number)
}

fn write(number: u16) -> String {
    let (hundreds, tens, ones) = (number / 100, number / 10 % 10, number % 10);
    let mut text = String::new();
    if hundreds > 0 {
        text.push_str(digit(hundreds));
        text.push('百');
    }
    match tens {
        0 if hundreds > 0 && ones > 0 => text.push('零'),
        0 => {}
        1 if hundreds == 0 => text.push('十'),
        _ => {
            text.push_str(digit(tens));
            text.push('十');
        }
    }
    text.push_str(digit(ones));
    text
}

fn digit(digit: u16) -> &'static str {
    match digit {
        1 => "一",
        2 => "二",
        3 => "三",
        4 => "四",
        5 => "五",
        6 => "六",
        7 => "七",
        8 => "八",
        9 => "九",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_below_a_thousand_is_read_as_it_is_written() {
        for number in 1..1_000 {
            assert_eq!(value(&write(number)), Some(number), "{}", write(number));
        }
        assert_eq!(write(10), "十");
        assert_eq!(write(105), "一百零五");
        assert_eq!(write(110), "一百一十");
    }

    #[test]
    fn a_numeral_in_another_form_is_none() {
        for numeral in [
            "",
            "零",
            "一十",
            "一百五",
            "一百十",
            "百",
            "一零五",
            "二百零",
            "〇",
            "158",
            "一千",
        ] {
            assert_eq!(value(numeral), None, "{numeral}");
        }
    }
}
