//! What the figures of the library are called, how each is counted, and how it is written.

use super::Lang;
use crate::quality::{Measure, Measured, Unit};
use jiff::civil::Date;

/// What it is called.
pub const fn name(measure: Measure, lang: Lang) -> &'static str {
    use Measure as M;
    match measure {
        M::MedianDays => lang.pick("及时性：入库用时中位数", "Timeliness: median days to entry"),
        M::Prompt => lang.pick("及时性：及时入库率", "Timeliness: entered promptly"),
        M::Collected => lang.pick("存量归集", "Collected stock"),
        M::Required => lang.pick("完整性：必填项", "Completeness: required fields"),
        M::Recommended => lang.pick("完整性：推荐项", "Completeness: recommended fields"),
        M::Sealed => lang.pick("完整性：已签章", "Completeness: sealed"),
        M::Upheld => lang.pick("准确性：异议成立", "Accuracy: objections upheld"),
        M::WrongIdentifier => lang.pick("准确性：证照标识有误", "Accuracy: wrong identifiers"),
        M::WrongNumber => lang.pick("准确性：持证主体代码有误", "Accuracy: wrong holder numbers"),
        M::Coverage => lang.pick("目录覆盖", "Catalogue coverage"),
        M::Stranded => lang.pick("目录停用后的证照", "Licences of suspended types"),
    }
}

/// How it is counted.
pub const fn definition(measure: Measure, lang: Lang) -> &'static str {
    use Measure as M;
    match measure {
        M::MedianDays => lang.pick(
            "当月入库的证照和事件，从颁发日期(事件为生效日期)到入库的自然日数的中位数；存量归集不计。",
            "Of the licences and events entered in the month: the median of the calendar days from the day of issue, or the day of the event, to entry. Collected stock is not counted.",
        ),
        M::Prompt => lang.pick(
            "其中当天或下一个工作日结束前入库的占比。",
            "Those of them that were entered on the same day or by the end of the next working day.",
        ),
        M::Collected => lang.pick(
            "当月归集入库的存量证照版本数，单独计数，不计入及时性。",
            "Versions of already issued stock that were collected in the month; counted apart and not for timeliness.",
        ),
        M::Required => lang.pick(
            "当月入库的版本中，目录规定的必填照面信息已填的占比。",
            "Of the versions entered in the month: the share of the required fields of their types that are filled in.",
        ),
        M::Recommended => lang.pick(
            "当月入库的版本中，目录规定的推荐照面信息已填的占比。",
            "Of the versions entered in the month: the share of the recommended fields of their types that are filled in.",
        ),
        M::Sealed => lang.pick(
            "当月入库的版本中，统计时已加盖电子印章的占比；已批准、待加盖的不算。",
            "Of the versions entered in the month: the share that bear a seal when it is counted. What is approved and waits for its seal is not among them.",
        ),
        M::Upheld => lang.pick(
            "当月决定成立或部分成立的异议数，除以统计时现行有效证照数，乘以一万。",
            "Objections decided in the month as upheld or partly upheld, for every 10,000 licences that are current when it is counted.",
        ),
        M::WrongIdentifier => lang.pick(
            "当月入库的版本中，证照标识校验位不符的件数。",
            "Versions entered in the month whose identifier has a wrong check character.",
        ),
        M::WrongNumber => lang.pick(
            "当月入库的版本中，持证主体代码校验不符的次数。",
            "Holders' numbers that fail their check in the versions entered in the month.",
        ),
        M::Coverage => lang.pick(
            "已发布的证照类型中，库里至少有一件现行有效证照的占比；按统计时计。",
            "Of the published types: the share with at least one current licence in the library. As it stands when it is counted.",
        ),
        M::Stranded => lang.pick(
            "所属类型已暂停或撤销的现行有效证照数；按统计时计。",
            "Current licences whose type is suspended or withdrawn. As it stands when it is counted.",
        ),
    }
}

/// A figure as it is read.
pub fn value(measured: &Measured, lang: Lang) -> String {
    let Some(value) = measured.value else {
        return lang.pick("无数据", "no data").to_owned();
    };
    match measured.measure.unit() {
        Unit::Days => [&decimal(value, 1), lang.pick(" 天", " days")].concat(),
        Unit::Percent => [&decimal(value, 1), "%"].concat(),
        Unit::PerTenThousand => [
            lang.pick("万分之 ", ""),
            &decimal(value, 2),
            lang.pick("", " per 10,000"),
        ]
        .concat(),
        Unit::Count => [&decimal(value, 0), lang.pick(" 件", "")].concat(),
    }
}

/// What it was counted from: '38 / 40'.
pub fn counted(measured: &Measured) -> String {
    format!("{} / {}", measured.part, measured.whole)
}

/// A month by name.
pub fn month(month: Date, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{}年{}月", month.year(), month.month()),
        Lang::En => format!("{}-{:02}", month.year(), month.month()),
    }
}

/// Hundredths, written with up to two places; a last place that is 0 is left out.
pub fn decimal(hundredths: i64, places: usize) -> String {
    let step = match places {
        0 => 100,
        1 => 10,
        _ => 1,
    };
    let rounded = (hundredths + step / 2) / step * step;
    let (whole, part) = (rounded / 100, rounded % 100);
    let text = format!("{whole}.{part:02}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_written_with_its_unit_and_no_more_places_than_it_has() {
        let of = |measure, value| {
            let measured = Measured {
                measure,
                part: 1,
                whole: 2,
                value,
            };
            super::value(&measured, Lang::Zh)
        };
        assert_eq!(of(Measure::MedianDays, Some(50)), "0.5 天");
        assert_eq!(of(Measure::Prompt, Some(9_996)), "100%");
        assert_eq!(of(Measure::Prompt, Some(9_994)), "99.9%");
        assert_eq!(of(Measure::Upheld, Some(150)), "万分之 1.5");
        assert_eq!(of(Measure::Stranded, Some(1_200)), "12 件");
        assert_eq!(of(Measure::Coverage, None), "无数据");
    }

    #[test]
    fn every_measure_has_its_own_name_and_definition_in_both_languages() {
        for lang in [Lang::Zh, Lang::En] {
            let mut names = std::collections::BTreeSet::new();
            for measure in Measure::ALL {
                assert!(names.insert(name(measure, lang)), "{measure:?}");
                assert!(names.insert(definition(measure, lang)), "{measure:?}");
            }
        }
    }
}
