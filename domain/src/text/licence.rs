//! What a licence is today, until when, and what happened to it.

use super::{Lang, date};
use crate::licence::{LicenceEventKind, LicenceRefusal, LicenceStanding};
use crate::validity::NO_END;
use crate::wire::uses::UseKind;
use jiff::civil::Date;

/// From so many days before its end on, a licence's expiry is said in days.
const SOON: i32 = 60;

/// What it is today, in one word.
pub const fn standing(standing: LicenceStanding, lang: Lang) -> &'static str {
    use LicenceStanding as S;
    match standing {
        S::Valid => lang.pick("有效", "Valid"),
        S::NotYetValid => lang.pick("未生效", "Not yet valid"),
        S::Expired => lang.pick("已过期", "Expired"),
        S::Suspended => lang.pick("暂扣", "Suspended"),
        S::Lost => lang.pick("挂失", "Reported lost"),
        S::Cancelled => lang.pick("已注销", "Cancelled"),
        S::Withdrawn => lang.pick("已撤销", "Withdrawn"),
        S::Revoked => lang.pick("已吊销", "Revoked"),
    }
}

/// In which way somebody read it.
pub const fn used(what: UseKind, lang: Lang) -> &'static str {
    match what {
        UseKind::Listed => lang.pick("在列表中看到", "In a list"),
        UseKind::Read => lang.pick("查看", "Read"),
        UseKind::Revealed => lang.pick("查看完整信息", "Read in full"),
        UseKind::Exported => lang.pick("导出", "Exported"),
        UseKind::Case => lang.pick("随异议查看", "With an objection"),
        UseKind::Checked => lang.pick("出示后被查验", "Checked by a code that was shown"),
    }
}

/// That it is valid, and not for long.
pub const fn ending(lang: Lang) -> &'static str {
    lang.pick("即将到期", "Expires soon")
}

/// What happened to it.
pub const fn event(kind: LicenceEventKind, lang: Lang) -> &'static str {
    use LicenceEventKind as E;
    match kind {
        E::Issued => lang.pick("制发", "Issued"),
        E::Collected => lang.pick("归集入库", "Taken into the library"),
        E::Corrected => lang.pick("更正", "Corrected"),
        E::Changed => lang.pick("变更", "Changed"),
        E::Renewed => lang.pick("延续", "Renewed"),
        E::Reviewed => lang.pick("年审", "Yearly review"),
        E::Inspected => lang.pick("年检", "Yearly inspection"),
        E::Suspended => lang.pick("暂扣", "Suspended"),
        E::Restored => lang.pick("发还", "Restored"),
        E::ReportedLost => lang.pick("挂失", "Reported lost"),
        E::Found => lang.pick("解除挂失", "Found again"),
        E::Pledged => lang.pick("抵押", "Pledged"),
        E::Released => lang.pick("解除抵押", "Released from pledge"),
        E::Cancelled => lang.pick("注销", "Cancelled"),
        E::Withdrawn => lang.pick("撤销", "Withdrawn"),
        E::Revoked => lang.pick("吊销", "Revoked"),
    }
}

/// Why an event can't happen to it, and what would have to come first.
pub const fn refusal(refusal: LicenceRefusal, lang: Lang) -> &'static str {
    use LicenceRefusal as R;
    match refusal {
        R::Ended => lang.pick(
            "证照已经注销、撤销或吊销，不能再办理",
            "It has been cancelled, withdrawn or revoked; nothing can happen to it any more",
        ),
        R::AlreadyIssued => lang.pick("证照已经制发", "It has been issued already"),
        R::NotSuspended => lang.pick("证照没有被暂扣", "It is not suspended"),
        R::NotLost => lang.pick("证照没有挂失", "It is not reported lost"),
        R::NotValid => lang.pick(
            "证照正被暂扣或挂失，请先发还或解除挂失",
            "It is suspended or reported lost; that has to end first",
        ),
        R::Pledged => lang.pick(
            "证照在抵押期间，请先解除抵押",
            "It is pledged; the pledge has to end first",
        ),
        R::NotPledged => lang.pick("证照没有抵押", "It is not pledged"),
    }
}

/// 长期: that a validity has no end.
pub const fn no_end(lang: Lang) -> &'static str {
    lang.pick(NO_END, "No end")
}

/// 抵押: that it is pledged.
pub const fn pledged(lang: Lang) -> &'static str {
    lang.pick("已抵押", "Pledged")
}

/// 异议标注, and what it means.
pub const fn disputed(lang: Lang) -> &'static str {
    lang.pick("有异议待核实", "In dispute")
}

/// That the mark stops nobody's business.
pub const fn disputed_means(lang: Lang) -> &'static str {
    lang.pick(
        "证照上有内容正在核实，不影响使用。",
        "Something on it is being checked; it can be used as before.",
    )
}

/// Whether the end is near enough to be said in days.
pub fn ends_soon(valid_to: Option<Date>, today: Date) -> bool {
    valid_to.is_some_and(|end| (0..=SOON).contains(&days_between(today, end)))
}

/// From when it will be valid, in words.
pub fn begins(valid_from: Date, lang: Lang) -> String {
    let day = date::full_day(valid_from, lang);
    match lang {
        Lang::Zh => ["自 ", &day, " 起有效"].concat(),
        Lang::En => ["Valid from ", &day].concat(),
    }
}

/// Until when it is valid, in words.
pub fn validity(valid_to: Option<Date>, today: Date, lang: Lang) -> String {
    let Some(end) = valid_to else {
        return lang.pick("长期有效", "No expiry").into();
    };
    let day = date::full_day(end, lang);
    let left = days_between(today, end);
    if left < 0 {
        return match lang {
            Lang::Zh => [&day, " 到期"].concat(),
            Lang::En => ["Expired on ", &day].concat(),
        };
    }
    let until = match lang {
        Lang::Zh => ["有效期至 ", &day].concat(),
        Lang::En => ["Valid until ", &day].concat(),
    };
    if left > SOON {
        return until;
    }
    let left = left.to_string();
    match (left.as_str(), lang) {
        ("0", Lang::Zh) => [&until, "，今天到期"].concat(),
        ("0", Lang::En) => [&until, ", today"].concat(),
        ("1", Lang::En) => [&until, ", 1 day left"].concat(),
        (_, Lang::Zh) => [&until, "，还有 ", &left, " 天"].concat(),
        (_, Lang::En) => [&until, ", ", &left, " days left"].concat(),
    }
}

fn days_between(from: Date, to: Date) -> i32 {
    let days = to.duration_since(from).as_secs() / 86_400;
    i32::try_from(days).unwrap_or(i32::MAX)
}

/// In which form a corrected validity is written; nothing for a field that says none.
pub fn validity_form(key: &str, lang: Lang) -> &'static str {
    match key {
        "valid_from" => lang.pick(
            "写成 2024年3月5日 或 2024-03-05",
            "Write 2024年3月5日 or 2024-03-05",
        ),
        "valid_to" => lang.pick(
            "写成 2024年3月5日 或 2024-03-05；没有期限的，写“长期”",
            "Write 2024年3月5日 or 2024-03-05; 长期 if it has no end",
        ),
        "valid" => lang.pick(
            "写成 2024年3月5日至2029年3月4日；没有期限的，写成 2024年3月5日至长期",
            "Write 2024年3月5日至2029年3月4日; 2024年3月5日至长期 if it has no end",
        ),
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validity::Validity;

    #[test]
    fn validity_is_said_in_days_when_its_end_is_near() {
        let today = Date::constant(2026, 11, 23);
        let on = |month, day| validity(Some(Date::constant(2026, month, day)), today, Lang::Zh);
        assert_eq!(validity(None, today, Lang::Zh), "长期有效");
        assert_eq!(on(11, 22), "2026年11月22日 到期");
        assert_eq!(on(11, 23), "有效期至 2026年11月23日，今天到期");
        assert_eq!(on(12, 1), "有效期至 2026年12月1日，还有 8 天");
        let far = validity(Some(Date::constant(2030, 1, 1)), today, Lang::En);
        assert_eq!(far, "Valid until 1 January 2030");
    }

    #[test]
    fn every_form_of_a_validity_that_is_offered_is_taken() {
        let now = Validity {
            from: Date::constant(2024, 3, 5),
            to: None,
        };
        let takes = [
            ("valid_from", "2024年3月5日"),
            ("valid_from", "2024-03-05"),
            ("valid_to", "2024年3月5日"),
            ("valid_to", "2024-03-05"),
            ("valid_to", "长期"),
            ("valid", "2024年3月5日至2029年3月4日"),
            ("valid", "2024年3月5日至长期"),
        ];
        for (key, value) in takes {
            assert!(now.after(key, value).is_ok(), "{key} {value}");
            for lang in [Lang::Zh, Lang::En] {
                assert!(validity_form(key, lang).contains(value), "{key} {value}");
            }
        }
        assert_eq!(validity_form("place", Lang::Zh), "");
    }
}
