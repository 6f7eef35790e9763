//! Notices to be read: a whole one as it stands on its page, one that nobody has announced, and others made from what is known.

use crate::calendar::calendar;
use domain::calendar::{
    ArrangementKind, Calendar, Given, HolidayNotice, NoticeFaultCode as Code, Reading, read,
};
use jiff::civil::Date;

/// A whole notice as it stands on the page: greeting, numbered festivals, what everybody shall see to, signature.
pub(crate) const NOTICE_2026: &str = "\
国务院办公厅关于2026年
部分节假日安排的通知
国办发明电〔2025〕7号
各地方、各单位：
　　现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的安排通知如下。
　　一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
　　二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
　　三、清明节：4月4日（周六）至6日（周一）放假，共3天。
　　四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
　　五、端午节：6月19日（周五）至21日（周日）放假，共3天。
　　六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
　　七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
　　放假期间请安排好值班和安全工作，遇有重大情况及时报告。
国务院办公厅
2025年11月4日";

/// What may be announced for 2027, for tests: nobody has announced it.
pub(crate) const NOTICE_2027: &str = "\
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。2月14日（周日）、2月20日（周六）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。4月25日（周日）、5月8日（周六）上班。
五、端午节：6月9日（周三）放假1天，不调休。
六、中秋节：9月15日（周三）放假1天，不调休。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。";

/// The calendar before a year was arranged.
pub(crate) fn before(year: i16) -> Calendar {
    let mut calendar = calendar();
    let of = |notice: &HolidayNotice| notice.year.unwrap_or_else(|| notice.published.year());
    calendar.notices.retain(|notice| of(notice) < year);
    calendar
}

pub(crate) fn year(year: i16, text: &str) -> Reading {
    let given = Given {
        kind: ArrangementKind::Year,
        year,
        text,
    };
    read(given, &before(year)).unwrap()
}

/// A notice in the form that such notices have, made from what the project's calendar knows of its year.
pub(crate) fn told(notice: &HolidayNotice) -> String {
    let day = |day: Date, with_year: bool| {
        let year = if with_year {
            format!("{}年", day.year())
        } else {
            String::new()
        };
        let names = ["一", "二", "三", "四", "五", "六", "日"];
        let weekday = names[usize::try_from(day.weekday().to_monday_zero_offset()).unwrap()];
        format!("{year}{}月{}日（星期{weekday}）", day.month(), day.day())
    };
    let foreign = |one: &Date| notice.year != Some(one.year());
    let numbers = ["一", "二", "三", "四", "五", "六", "七"];
    let lines = notice
        .arrangements
        .iter()
        .zip(numbers)
        .map(|(one, number)| {
            let [from, through] = one.off.unwrap();
            let length = one.days_off().count();
            let off = if from == through {
                format!("{}放假，与周末连休。", day(from, foreign(&from)))
            } else {
                format!(
                    "{}至{}放假调休，共{length}天。",
                    day(from, foreign(&from)),
                    day(through, foreign(&from)),
                )
            };
            let work: Vec<String> = one.work.iter().map(|one| day(*one, foreign(one))).collect();
            let work = if work.is_empty() {
                String::new()
            } else {
                format!("{}上班。", work.join("、"))
            };
            format!("{number}、{}：{off}{work}", one.festival)
        });
    lines.collect::<Vec<_>>().join("\n")
}

pub(crate) fn faults(reading: &Reading) -> Vec<(u32, Code)> {
    let found = reading.faults.iter();
    found.map(|fault| (fault.line, fault.code)).collect()
}
